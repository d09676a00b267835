import { setTimeout as sleep } from "node:timers/promises";
import { AwsError } from "./awsError";

/** Repeats a call while AWS answers one of `messages` as InvalidParameterException, for at most so many seconds. */
export async function whilePropagating<T>(
    seconds: number,
    messages: readonly string[],
    call: () => Promise<T>,
): Promise<T> {
    const end = Date.now() + seconds * 1000;
    for (let pause = 100; ; pause = Math.min(pause * 2, 1000)) {
        try {
            return await call();
        } catch (error) {
            const retryable =
                error instanceof AwsError &&
                error.code === "InvalidParameterException" &&
                messages.some(message => error.awsMessage.includes(message));
            if (!retryable || Date.now() + pause > end) {
                throw error;
            }
            await sleep(pause);
        }
    }
}
