/** Messages to the user. */
import * as pulumi from "@pulumi/pulumi";

/**
 * Logs `text`, attributed to `resource` if given. Never to be awaited by a hook: the SDK delivers logs in order, so the
 * promise can depend on a registration that waits for the hook.
 */
export function logMessage(severity: "info" | "warn" | "error", text: string, resource?: pulumi.Resource): void {
    if (resource === undefined) {
        void pulumi.log[severity](text);
        return;
    }
    // A log that names a resource without a URN holds back every later log, those of hooks included.
    resource.urn.apply(() => {
        void pulumi.log[severity](text, resource);
    });
}
