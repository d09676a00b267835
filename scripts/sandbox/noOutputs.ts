/** What config/ uses of Pulumi's SDK, without the SDK: the values of a stack file are plain. */
export const Output = { isInstance: () => false };
