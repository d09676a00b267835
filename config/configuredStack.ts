/** The args of the program's components, from the config of the stack that runs. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { PodIdentityStackArgs, PodIdentityTargetRoleArgs } from "../components/index";
import { withWarningsGiven } from "../components/registering/warningsGiven";
import { userError } from "../components/registering/errors";
import { secretConfigKeys } from "../components/registering/sdkInternals";
import { analysed } from "./analysis";

import { decoded } from "./yaml/decoded";
import { findProject, givenConfigFile, stackFileOf } from "./findStackFile";
import { withIncludes } from "./includes";
import { counted, inOrder, problemLine } from "./message";
import type { ClusterFrom } from "./model/model";
import { programConfig } from "./programConfig";
import { providerConfigOf } from "./providerConfig";
import { readStackFile } from "./stackFile";
import type { StackFile } from "./stackFile";

/** The resources that the config of a stack defines. */
export interface ConfiguredStack {
    /** Args of a `PodIdentityStack`. Absent if the stack has only target roles. */
    readonly stack: PodIdentityStackArgs | undefined;
    /** Args of the `PodIdentityTargetRole`s, by key. */
    readonly targetRoles: Readonly<Record<string, PodIdentityTargetRoleArgs>>;
}

/** @throws pulumi.RunError, printed as one plain message, with all problems. Nothing is registered then. */
export function configuredStack(): ConfiguredStack {
    const root = pulumi.getRootDirectory();
    const shown = (file: string): string => path.relative(root, file) || file;
    const file = ownStackFile(root, shown);
    const given = pulumi.runtime.allConfig();
    const { config, warnings } = programConfig(given, secretConfigKeys(), file);
    const included = withIncludes(config, { folder: root, shown }, file?.hasEnvironment);
    const { args, clusterFrom, hasCluster, targetRoles, ...analysis } = analysed(included.config, {
        partial: !included.isWhole,
        ...providerConfigOf(given["aws:region"], given["aws:allowedAccountIds"]),
    });
    const problems = inOrder([...included.problems, ...analysis.problems]);
    for (const warning of inOrder([...warnings, ...analysis.warnings])) {
        void pulumi.log.warn(problemLine(warning));
    }
    if (problems.length > 0) {
        throw userError(
            `The config of the stack "${pulumi.getStack()}" has ${counted(problems.length, "problem")}, so nothing was registered:`,
            ...problems.map(problem => problemLine(problem)),
        );
    }
    return {
        stack: hasCluster
            ? withWarningsGiven({ ...args, clusterName: args.clusterName ?? clusterNameFrom(clusterFrom) })
            : undefined,
        targetRoles: Object.fromEntries(
            Object.entries(targetRoles).map(([key, role]) => [key, withWarningsGiven(role)]),
        ),
    };
}

/** The stack file, for positions. Pulumi reads the values. */
function ownStackFile(root: string, shown: (file: string) => string): StackFile | undefined {
    const project = findProject(root);
    const file = givenConfigFile() ?? (project && stackFileOf(project, pulumi.getStack()));
    try {
        const text = file === undefined ? undefined : decoded(fs.readFileSync(file));
        return file === undefined || text === undefined ? undefined : readStackFile(text, shown(file), project?.name);
    } catch {
        return undefined;
    }
}

function clusterNameFrom(clusterFrom: ClusterFrom | undefined): pulumi.Output<string> {
    const { stack = "", output = "" } = clusterFrom ?? {};
    return new pulumi.StackReference(stack).requireOutput(output).apply(name => {
        if (typeof name !== "string" || name === "") {
            throw userError(`The output "${output}" of the stack "${stack}" is not the name of a cluster.`);
        }
        return name;
    });
}
