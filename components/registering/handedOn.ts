import type * as pulumi from "@pulumi/pulumi";

/** The options of a component that its children need too: `dependsOn` does not reach them by itself. */
export function handedOn(
    opts: pulumi.ComponentResourceOptions | undefined,
): Pick<pulumi.ComponentResourceOptions, "dependsOn"> {
    return opts?.dependsOn ? { dependsOn: opts.dependsOn } : {};
}
