/** Keys of the user's own as a message names them: ten at most, for there can be thousands and as many messages. */
export function listed(keys: readonly string[]): string {
    const rest = keys.length - most;
    return rest <= 0 ? keys.join(", ") : `${keys.slice(0, most).join(", ")} and ${rest.toLocaleString("en-US")} more`;
}

const most = 10;
