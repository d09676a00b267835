import { parseArgs } from "node:util";
import { SandboxError } from "./sandboxError";

/** Which AWS provider plugin the engine gets: ours, or the one that Pulumi publishes. */
export type ProviderChoice = "sandbox" | "official";

export interface CommandLine {
    readonly action: "help" | "show" | "reset" | "pulumi";
    readonly provider: ProviderChoice;
    /** What follows the sandbox's own options; for action `pulumi` the arguments of the CLI. */
    readonly rest: readonly string[];
}

/** The sandbox's own options come first; from the first other word on, everything is Pulumi's. */
export function parseCommandLine(args: readonly string[]): CommandLine {
    const inline = /^--provider=(.*)$/s.exec(args[0] ?? "")?.[1];
    const isGiven = inline !== undefined || args[0] === "--provider";
    const provider = isGiven ? providerChoice(inline ?? args[1]) : "sandbox";
    const rest = args.slice(inline !== undefined ? 1 : isGiven ? 2 : 0);
    const [first] = rest;
    if (first === undefined || first === "--help" || first === "-h") return { action: "help", provider, rest: [] };
    if (first === "show" || first === "reset") return ownAction(first, provider, rest.slice(1));
    return { action: "pulumi", provider, rest };
}

const optionsOfActions = { show: ["--json"], reset: [] } as const satisfies Readonly<Record<string, readonly string[]>>;

/** Refuses what it does not understand: `reset --help` must not empty anything. */
function ownAction(action: "show" | "reset", provider: ProviderChoice, rest: readonly string[]): CommandLine {
    if (rest.some(word => word === "--help" || word === "-h")) return { action: "help", provider, rest: [] };
    const options: readonly string[] = optionsOfActions[action];
    const strange = rest.find(word => !options.includes(word));
    if (strange !== undefined) {
        const takes = options.length === 0 ? "nothing" : `only ${options.join(", ")}`;
        throw new SandboxError(`"${action}" takes ${takes}, not "${strange}".`);
    }
    return { action, provider, rest };
}

function providerChoice(value: string | undefined): ProviderChoice {
    if (value === "sandbox" || value === "official") return value;
    throw new SandboxError('"--provider" takes "sandbox" (the default) or "official".');
}

/** The parts of a Pulumi command that the sandbox uses. */
export interface PulumiCommand {
    /** Sub-command and the word after it, `stack` `select`; empty for a bare `pulumi --version`. */
    readonly words: readonly string[];
    /** The stack it names, if it names one. */
    readonly stack: string | undefined;
    /** The folder given by `--cwd`, as it was written. */
    readonly cwd: string | undefined;
    /** Whether it only asks how a command is used. */
    readonly asksForHelp: boolean;
}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** Those of Pulumi's options that take a value, or a letter that may come before one: `-ys dev`. */
const pulumiOptions = {
    stack: { ...text, short: "s" },
    cwd: { ...text, short: "C" },
    help: { ...flag, short: "h" },
    verbose: { ...text, short: "v" },
    ...{ color: text, memprofilerate: text, "otel-traces": text, profiling: text, tracing: text },
};

export function pulumiCommand(args: readonly string[]): PulumiCommand {
    const end = args.indexOf("--");
    const own = end < 0 ? args : args.slice(0, end);
    const { values, positionals } = parseArgs({
        args: [...own],
        options: pulumiOptions,
        strict: false,
        allowPositionals: true,
    });
    const value = (option: string | boolean | undefined) =>
        typeof option === "string" ? option.replace(/^=/, "") : undefined;
    const [command, second] = positionals;
    const stack = value(values.stack) ?? (command === "stack" && second === "select" ? positionals[2] : undefined);
    return { words: positionals.slice(0, 2), stack, cwd: value(values.cwd), asksForHelp: values.help === true };
}

/** The words of a command as messages print it: each in single quotes or without a blank. */
export function wordsOf(line: string): string[] {
    return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** Commands that use neither the program nor the provider: they need no AWS, and start faster without one. */
const commandsWithoutAws = new Set([
    "about",
    "cancel",
    "config",
    "convert",
    "env",
    "gen-completion",
    "help",
    "history",
    "install",
    "login",
    "logout",
    "new",
    "org",
    "package",
    "plugin",
    "policy",
    "schema",
    "stack",
    "state",
    "template",
    "version",
    "whoami",
]);

export function needsAws({ words: [command], asksForHelp }: PulumiCommand): boolean {
    return command !== undefined && !asksForHelp && !commandsWithoutAws.has(command);
}

/** Whether a command writes SDKs of packages: `package add`, `install`, which makes them again, and `new`, which installs. */
export function generatesSdk({ words: [command = "", second = ""], asksForHelp }: PulumiCommand): boolean {
    return (
        !asksForHelp &&
        (["install", "new"].includes(command) || (command === "package" && ["add", "gen-sdk"].includes(second)))
    );
}

const neverCreatesStack = new Set(["stack init", "stack ls", "stack rm", "stack unselect"]);

/** The stack to create before the command, unless it exists. */
export function stackToEnsure({ words, stack, asksForHelp }: PulumiCommand): string | undefined {
    const [command] = words;
    if (asksForHelp || command === undefined || command === "new") return undefined;
    return neverCreatesStack.has(words.join(" ")) ? undefined : stack;
}
