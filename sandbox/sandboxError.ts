/** An error that the user can correct. The message is printed without a stack trace. */
export class SandboxError extends Error {
    public override readonly name = "SandboxError";
}
