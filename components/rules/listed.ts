/** Keys of the args in a message: at most ten, because there can be thousands. */
export function listed(keys: readonly string[]): string {
    const rest = keys.length - most;
    return rest <= 0 ? keys.join(", ") : `${keys.slice(0, most).join(", ")} and ${rest.toLocaleString("en-US")} more`;
}

const most = 10;
