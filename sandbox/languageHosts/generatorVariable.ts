/** Names the program of engine/sdk to the language hosts, for the commands that generate SDKs. */
export const generatorVariable = "SANDBOX_SDK_GENERATOR";
