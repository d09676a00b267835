/** The Pulumi program of this repository. */
export * from "./config/stackProgram";
