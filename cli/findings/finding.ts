import type { Problem } from "../../components/rules/problem";

/** What the command warns of beside the library: it needs lists of AWS, the environment, or several stack files. */
export interface Finding extends Problem {
    readonly severity: "error" | "warning";
}

export type Environment = Readonly<Record<string, string | undefined>>;
