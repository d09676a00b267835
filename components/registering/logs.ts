/** Logs for users. */
import * as pulumi from "@pulumi/pulumi";

/**
 * Logs `text` for `resource`, if given. A hook must never await it: the SDK delivers logs in order, and the promise can
 * depend on a registration that waits for the hook.
 */
export function logMessage(severity: "info" | "warn" | "error", text: string, resource?: pulumi.Resource): void {
    if (resource === undefined) {
        void pulumi.log[severity](text);
        return;
    }
    // A log for a resource without a URN would delay all later logs, including those of hooks.
    resource.urn.apply(() => {
        void pulumi.log[severity](text, resource);
    });
}
