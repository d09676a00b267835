import type { Context } from "mocha";
import { missingPrerequisites } from "../../sandbox/sandbox";

/** Skips the tests of a machine without CLI or Python, saying which and why; where `CI` is set that is a failure. */
export async function requireSandbox(context: Context): Promise<void> {
    const missing = await missingPrerequisites();
    if (missing.length === 0) return;
    const text = `${context.currentTest?.parent?.fullTitle() ?? context.test?.parent?.fullTitle() ?? "engine tests"}: ${missing.join(" ")}`;
    if (process.env.CI) throw new Error(text);
    process.stderr.write(`skipped: ${text}\n`);
    context.skip();
}
