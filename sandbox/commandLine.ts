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
    let provider: ProviderChoice = "sandbox";
    let rest = args;
    for (;;) {
        const [first, second] = rest;
        if (first === "--provider") {
            provider = providerChoice(second);
            rest = rest.slice(2);
        } else if (first?.startsWith("--provider=")) {
            provider = providerChoice(first.slice("--provider=".length));
            rest = rest.slice(1);
        } else {
            break;
        }
    }
    const [first] = rest;
    if (first === undefined || first === "--help" || first === "-h") return { action: "help", provider, rest: [] };
    if (first === "show" || first === "reset") return ownAction(first, provider, rest.slice(1));
    return { action: "pulumi", provider, rest };
}

const optionsOfActions = { show: ["--json"], reset: [] } as const satisfies Readonly<Record<string, readonly string[]>>;

/** What it does not understand, the sandbox refuses: `reset --help` must not empty anything. */
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

/** What the sandbox has to know of a Pulumi command before it runs it. */
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

const optionsWithValue = [
    "--color",
    "--memprofilerate",
    "--otel-traces",
    "--profiling",
    "--tracing",
    "--verbose",
    "-v",
];

export function pulumiCommand(args: readonly string[]): PulumiCommand {
    const words: string[] = [];
    let stack: string | undefined;
    let cwd: string | undefined;
    let asksForHelp = false;
    for (let i = 0; i < args.length && args[i] !== "--"; i++) {
        const arg = args[i] ?? "";
        const [, option, value] = /^(--stack|-s|--cwd|-C)=(.*)$/s.exec(arg) ?? [];
        if (option) {
            if (option === "--stack" || option === "-s") stack = value;
            else cwd = value;
        } else if (arg === "--cwd" || arg === "-C") {
            cwd = args[++i];
        } else if (arg === "--stack" || /^-[fjydr]*s$/.test(arg)) {
            stack = args[++i];
        } else if (optionsWithValue.includes(arg)) {
            i++;
        } else if (arg === "--help" || arg === "-h") {
            asksForHelp = true;
        } else if (!arg.startsWith("-")) {
            words.push(arg);
        }
    }
    if (stack === undefined && words[0] === "stack" && words[1] === "select") stack = words[2];
    return { words: words.slice(0, 2), stack, cwd, asksForHelp };
}

/** Commands that reach neither the program nor the provider: they need no AWS, and start at once without one. */
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

/** The stack to create before the command, where there is none of that name yet. */
export function stackToEnsure({ words, stack, asksForHelp }: PulumiCommand): string | undefined {
    const [command] = words;
    if (asksForHelp || command === undefined || command === "new") return undefined;
    return neverCreatesStack.has(words.join(" ")) ? undefined : stack;
}
