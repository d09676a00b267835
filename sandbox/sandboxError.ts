/** Something the user can put right. Its message is printed as it is, without a stack. */
export class SandboxError extends Error {
    public override readonly name = "SandboxError";
}
