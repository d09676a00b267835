/**
 * Breaks valid stack files in many ways. Each must result in a config or in messages with positions, in time, and
 * change nothing else. `npm run fuzz [-- <runs> [<seed>]]`.
 */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import * as vm from "node:vm";
import fc from "fast-check";
import { stringify } from "yaml";
import { decoded } from "../../config/yaml/decoded";
import { offlineStackOf } from "../../config/offline";

const project = { folder: path.join(__dirname, "project"), name: "eks-pod-identity", stackFolder: __dirname };
/**
 * The limit of a check is processor time, so that a busy machine does not matter. The limit of a hang is wall-clock
 * time, because a process can also wait forever.
 */
const maxMilliseconds = 5_000;
const hangMilliseconds = 120_000;
const tries = 3;

export interface Fuzzed {
    readonly runs: number;
    readonly seed: number;
    /** Number of valid files, of files with problems, and the processor time of the slowest file in milliseconds. */
    readonly fine: number;
    readonly wrong: number;
    readonly slowest: number;
}

export function fuzz(runs: number, seed: number): Fuzzed {
    const count = { fine: 0, wrong: 0, slowest: 0 };
    const pristine = prototypes();
    // Mocha keeps complete stacks. With a parser's thousands of errors, this takes seconds that no user waits.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 10;
    const result = fc.check(
        fc.property(brokenFile, bytes => {
            const { problems, took } = quickest(bytes);
            count.slowest = Math.max(count.slowest, took);
            count[problems === 0 ? "fine" : "wrong"]++;
            assert.ok(took < maxMilliseconds, `it took ${took.toFixed(0)} ms`);
            assert.deepEqual(prototypes(), pristine);
        }),
        { numRuns: runs, seed, endOnFailure: true },
    );
    Error.stackTraceLimit = stackTraceLimit;
    if (result.failed) {
        // The file can have a hundred thousand characters.
        const file = JSON.stringify(decoded(result.counterexample?.[0] ?? new Uint8Array())?.slice(0, 500));
        const again = `npm run fuzz -- ${String(result.numRuns)} ${String(seed)}`;
        throw new Error(`${again} fails with the file ${file} …`, { cause: result.errorInstance });
    }
    return { runs, seed, ...count };
}

/** The check of a file, repeated if it took too long. */
function quickest(bytes: Uint8Array): { readonly problems: number; readonly took: number } {
    const tried: { readonly problems: number; readonly took: number }[] = [];
    do {
        const start = process.cpuUsage();
        const problems = interruptible(() => problemsOf(bytes));
        const { user, system } = process.cpuUsage(start);
        tried.push({ problems, took: (user + system) / 1_000 });
    } while (tried.length < tries && (tried.at(-1)?.took ?? 0) > maxMilliseconds);
    return tried.reduce((best, other) => (other.took < best.took ? other : best));
}

const sandbox: { work?: () => number } = {};
const context = vm.createContext(sandbox);

/** The result of `work`, or an error if it hangs. The test's own timeout cannot end synchronous work. */
function interruptible(work: () => number): number {
    sandbox.work = work;
    return vm.runInContext("work()", context, { timeout: hangMilliseconds }) as number;
}

/** Checks the file like the command, and returns the number of problems. Each must have a position. */
function problemsOf(bytes: Uint8Array): number {
    const text = decoded(bytes);
    if (text === undefined) {
        return 1;
    }
    const stack = offlineStackOf(text, path.join(project.folder, "Pulumi.dev.yaml"), project, file =>
        path.basename(file),
    );
    const lines = text.split(/\r\n|\r|\n/).length;
    for (const { place, path: where, problem, remedy } of [...stack.problems, ...stack.warnings]) {
        assert.ok(place, `"${problem}" has no place`);
        assert.ok(place.line >= 1 && place.column >= 1);
        assert.ok(
            place.file !== "Pulumi.dev.yaml" || place.line <= lines + 1,
            `line ${String(place.line)} of ${String(lines)}`,
        );
        assert.ok(problem.length > 0 && remedy.length > 0);
        assert.doesNotMatch(problem + remedy, /undefined|\[object|NaN|at Object\.|TypeError|RangeError/);
        assert.ok(where.every(key => typeof key === "string" || Number.isInteger(key)));
    }
    return stack.problems.length;
}

function prototypes(): unknown {
    return [Object.prototype, Array.prototype, String.prototype, Map.prototype, Function.prototype].map(prototype =>
        Reflect.ownKeys(prototype).map(String).sort(),
    );
}

// Valid files.

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const subject = fc.tuple(word, word).map(parts => parts.join("/"));
const tags = fc.dictionary(word, word, { maxKeys: 3 });
const statement = fc.record({
    actions: fc.array(fc.constantFrom("s3:GetObject", "sqs:*"), { minLength: 1, maxLength: 2 }),
    resources: fc.constant(["arn:{partition}:s3:::{cluster}/*"]),
});
const role = fc.record(
    {
        statements: fc.array(statement, { maxLength: 2 }),
        managedPolicies: fc.uniqueArray(fc.constantFrom("AmazonS3ReadOnlyAccess", "AmazonSQSFullAccess"), {
            maxLength: 2,
        }),
        path: fc.constant("/x/"),
        maxSessionDuration: fc.integer({ min: 3600, max: 43200 }),
        tags,
    },
    { requiredKeys: [] },
);
const association = fc.oneof(
    fc.record({ role, tags }, { requiredKeys: ["role"] }),
    fc.constant({ roleRef: "shared" }),
    fc.constant({ roleArn: "arn:aws:iam::111122223333:role/x" }),
);
const stackFile = fc
    .record({
        "eks-pod-identity:clusterName": word,
        "eks-pod-identity:associations": fc.dictionary(subject, association, { maxKeys: 4 }),
        "eks-pod-identity:roles": fc.record({ shared: role }),
        "eks-pod-identity:agent": fc.record({ mode: fc.constantFrom("install", "existing") }),
        "eks-pod-identity:include": fc.constantFrom([], ["common/platform.yaml"]),
    })
    .map(config => ({ config }));

// Possible errors: first in the structure …

const evilKey = fc.constantFrom(
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "length",
    "",
    "<<",
    "secure",
    "a b",
    "☃",
);
const leaf = fc.oneof(
    fc.constantFrom(
        null,
        true,
        "",
        "*",
        "{cluster}",
        "{nope}",
        "${aws:x}",
        -0,
        1e308,
        "0123",
        "\u0000",
        "\uD800",
        "a".repeat(5_000),
    ),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.double(),
);
const anything = fc.oneof(
    leaf,
    evilKey.map(key => Object.fromEntries([[key, { [key]: "x" }]])),
    fc.jsonValue({ maxDepth: 4 }),
    fc.array(leaf, { maxLength: 4 }),
    fc
        .integer({ min: 5, max: 150 })
        .map(depth => Array.from({ length: depth }).reduce<unknown>(inner => ({ a: inner }), 1)),
    fc.integer({ min: 5, max: 150 }).map(depth => Array.from({ length: depth }).reduce<unknown>(inner => [inner], 1)),
);
interface Change {
    readonly at: number;
    readonly to: unknown;
    readonly key: string | undefined;
}
const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat(200),
    to: anything,
    key: fc.option(evilKey, { nil: undefined }),
});

/** Replaces the `at`th value in the tree, or adds a value under a new key. */
function changed(value: unknown, { at, to, key }: Change): unknown {
    let seen = 0;
    const walk = (current: unknown): unknown => {
        if (seen++ === at) {
            const isMap = typeof current === "object" && current !== null && !Array.isArray(current);
            return key !== undefined && isMap ? Object.fromEntries([...Object.entries(current), [key, to]]) : to;
        }
        if (Array.isArray(current)) return current.map(walk);
        return typeof current === "object" && current !== null
            ? Object.fromEntries(Object.entries(current).map(([name, item]) => [name, walk(item)]))
            : current;
    };
    return walk(value);
}

// … then with the text …

const fragment = fc.oneof(
    fc.constantFrom(
        "\t",
        "\r",
        "\u0000",
        ": ",
        "- ",
        "? ",
        "|",
        ">",
        "&a ",
        "*a ",
        "!x ",
        "<<: *a",
        "---\n",
        "...\n",
        "%Y\n",
    ),
    fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "#",
        "@",
        "`",
        "\uFEFF",
        "\u2028",
        "\u0085",
        "!!binary ",
        "!!int ",
        "0x",
        "\\",
    ),
    fc.constantFrom(laughs(9, 9), "[".repeat(20_000), "{a: ".repeat(3_000), "- ".repeat(5_000), "k: v\n".repeat(5_000)),
    fc.string({ unit: "binary", maxLength: 30 }),
);
const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(40),
    insert: fc.option(fragment, { nil: "" }),
});

function edited(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
    const index = Math.floor(at * text.length);
    return text.slice(0, index) + insert + text.slice(index + remove);
}

function laughs(levels: number, width: number): string {
    const line = (level: number): string =>
        `l${String(level)}: &l${String(level)} [${Array.from({ length: width }, () => (level === 0 ? "x" : `*l${String(level - 1)}`)).join(", ")}]`;
    return `\n${Array.from({ length: levels }, (_, level) => line(level)).join("\n")}\n`;
}

// … then with the bytes.

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
    utf8: text => Buffer.from(text),
    bom: text => Buffer.from(`\uFEFF${text}`),
    utf16le: text => Buffer.from(`\uFEFF${text}`, "utf16le"),
    utf16be: text => Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
    latin1: text => Buffer.from(text, "latin1"),
    cut: text => Buffer.from(text).subarray(0, Math.floor(text.length / 2)),
    crlf: text => Buffer.from(text.replaceAll("\n", "\r\n")),
};

const brokenFile: fc.Arbitrary<Uint8Array> = fc
    .record({
        file: stackFile,
        changes: fc.array(change, { maxLength: 3 }),
        flow: fc.boolean(),
        edits: fc.array(edit, { maxLength: 3 }),
        encoding: fc.constantFrom(...Object.keys(encodings)),
    })
    .map(({ file, changes, flow, edits, encoding }) => {
        const value = changes.reduce<unknown>(changed, file);
        const text = flow ? JSON.stringify(value) : stringify(value, { aliasDuplicateObjects: true });
        return encodings[encoding]?.(edits.reduce(edited, text)) ?? new Uint8Array();
    });

if (require.main === module) {
    const [runs = "20000", seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
    process.stdout.write(`${runs} files, seed ${seed} …\n`);
    process.stdout.write(`${JSON.stringify(fuzz(Number(runs), Number(seed)))}\n`);
}
