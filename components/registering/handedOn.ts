import type * as pulumi from "@pulumi/pulumi";

/** Options of a component for its children. `dependsOn` does not reach them automatically. */
export function handedOn(
    opts: pulumi.ComponentResourceOptions | undefined,
): Pick<pulumi.ComponentResourceOptions, "dependsOn"> {
    return opts?.dependsOn ? { dependsOn: opts.dependsOn } : {};
}
