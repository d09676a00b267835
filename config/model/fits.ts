/** Fails to compile where the model of the stack file and the args of `PodIdentityStack` part: a key or a kind that only one has. */
import type * as pulumi from "@pulumi/pulumi";
import type { PodIdentityStackArgs, PodIdentityTargetRoleArgs } from "../../components/index";
import type { ConfiguredArgs, ConfiguredTargetRoles } from "./model";

/** `T` as it can be written down: no Outputs, nothing optional, so that a missing key shows on either side. */
type Written<T> = T extends Promise<unknown> | pulumi.OutputInstance<unknown>
    ? never
    : T extends string | number | boolean
      ? T
      : T extends readonly (infer Item)[]
        ? Written<Item>[]
        : unknown extends T
          ? unknown
          : T extends object
            ? { [Key in keyof T]-?: Written<Exclude<T[Key], undefined>> }
            : T;

type Fits<Narrow extends Wide, Wide> = Narrow;

/** A property that is "missing in type" here is a key of the args which `config/model/model.ts` lacks: add it there. */
export type ModelHasAllOfTheArgs = Fits<Written<ConfiguredArgs>, Written<PodIdentityStackArgs>>;

/** A property that is "missing in type" here is a key of the model which no args have. */
export type ArgsHaveAllOfTheModel = Fits<Written<PodIdentityStackArgs>, Written<ConfiguredArgs>>;

/** The same for the target roles. */
export type ModelHasAllOfTheTargetRoles = Fits<
    Written<ConfiguredTargetRoles>,
    Written<Record<string, PodIdentityTargetRoleArgs>>
>;
export type TargetRolesHaveAllOfTheModel = Fits<
    Written<Record<string, PodIdentityTargetRoleArgs>>,
    Written<ConfiguredTargetRoles>
>;
