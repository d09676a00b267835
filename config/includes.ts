/** `include`: files of the project that a stack file, or an included file, is merged over. */
import * as fs from "node:fs";
import * as path from "node:path";
import { suggestionFirst } from "../components/rules/nearest";
import type { Path } from "../components/rules/problem";
import { kindOfModel, modelOf } from "./model/convert";
import { emptyMap } from "./yaml/located";
import type { Entry, Located, LocatedProblem, Place } from "./yaml/located";
import { namespace, stackModel } from "./model/model";
import { overlaid, withoutNulls } from "./overlay";
import { isFile, readText } from "./yaml/readText";
import { parseYaml } from "./yaml/text";

/** The project, and the name of a file in messages. */
export interface Project {
    /** The folder of Pulumi.yaml. */
    readonly folder: string;
    readonly shown: (file: string) => string;
}

export interface Included {
    /** The config with all included files, without `include`. */
    readonly config: Entry;
    readonly problems: readonly LocatedProblem[];
    /** All files that were read, as absolute paths. */
    readonly files: readonly string[];
    /** Whether `config` has all included files, with or without problems. */
    readonly isWhole: boolean;
}

/**
 * `hasEnvironment`: whether the config is also merged over environments of Pulumi ESC. Pulumi merges by key, but keeps
 * `null`, so values that it removes are removed here.
 */
export function withIncludes(config: Entry, project: Project, hasEnvironment = false): Included {
    const reader = new IncludeReader(project);
    const laid = reader.resolved(config, []);
    const node = hasEnvironment ? withoutNulls(laid, isKept) : laid;
    const { problems, isWhole } = reader;
    return { config: { place: config.place, node }, problems, files: [...reader.files], isWhole };
}

class IncludeReader {
    readonly problems: LocatedProblem[] = [];
    readonly files = new Set<string>();
    isWhole = true;
    /** Each file is read once, so that repeated includes cannot multiply. */
    private readonly done = new Map<string, Located>();

    constructor(private readonly project: Project) {}

    /** `config` merged over all included files. `chain` is the path of includes to it. */
    resolved(config: Entry, chain: readonly string[]): Located {
        if (config.node.kind !== "map") {
            return config.node;
        }
        const { include, ...own } = Object.fromEntries(config.node.entries);
        const node: Located = { kind: "map", entries: new Map(Object.entries(own)) };
        const bases = include === undefined ? [] : this.included(include, chain);
        return [...bases, node].reduce<Located>((under, over) => overlaid(under, over, isKept), emptyMap);
    }

    private included({ place, node }: Entry, chain: readonly string[]): Located[] {
        if (node.kind === "scalar" && node.value === null) {
            return [];
        }
        if (node.kind !== "list") {
            const problem = node.kind === "secret" ? "is a secret" : "is not a list";
            this.report(
                ["include"],
                place,
                problem,
                "write a list of files in plain text, such as [common/platform.yaml]",
            );
            return [];
        }
        return node.items.map((item, index) => {
            const where = ["include", index];
            return item.node.kind === "scalar" && typeof item.node.value === "string" && item.node.value !== ""
                ? this.file(item.node.value, where, item.place, chain)
                : this.report(where, item.place, "is not the path of a file", "write one such as common/platform.yaml");
        });
    }

    private file(name: string, where: Path, place: Place | undefined, chain: readonly string[]): Located {
        const root = fs.realpathSync(this.project.folder);
        const wanted = path.resolve(root, name);
        if (name.includes("\0") || path.isAbsolute(name) || (wanted !== root && !isInside(root, wanted))) {
            return this.report(
                where,
                place,
                `"${name}" is outside of the project`,
                `use a file in the folder of Pulumi.yaml, with a relative path`,
            );
        }
        if (isFolder(wanted)) {
            return this.report(where, place, `"${name}" is a folder`, "list its files separately");
        }
        const file = realFile(wanted);
        if (file === undefined) {
            const advice = "paths are relative to the folder of Pulumi.yaml";
            const remedy = suggestionFirst(name, neighbours(root, wanted), advice);
            return this.report(where, place, `there is no file "${name}"`, remedy);
        }
        if (!isInside(root, file)) {
            return this.report(
                where,
                place,
                `"${name}" is a link to a file outside of the project`,
                "put the file itself into the project",
            );
        }
        if (chain.includes(file)) {
            const cycle = [...chain.slice(chain.indexOf(file)), file].map(link => path.relative(root, link));
            return this.report(
                where,
                place,
                `"${name}" includes itself`,
                `remove one of the includes ${cycle.join(" → ")}`,
            );
        }
        const known = this.done.get(file);
        if (known !== undefined) {
            return known;
        }
        const node = this.read(file, where, place, [...chain, file]);
        this.done.set(file, node);
        return node;
    }

    private read(file: string, where: Path, place: Place | undefined, chain: readonly string[]): Located {
        this.files.add(file);
        const shown = this.project.shown(file);
        const read = readText(file);
        if (read.text === undefined) {
            return this.report(where, place, `"${shown}" ${read.why}`, read.remedy);
        }
        const { root, problems, isWhole } = parseYaml(read.text, shown);
        this.problems.push(...problems);
        this.isWhole &&= isWhole;
        if (root.node.kind !== "map") {
            return root.node.kind === "scalar" && root.node.value === null
                ? emptyMap
                : this.report(
                      [],
                      root.place,
                      "this is not a map",
                      "write keys such as associations and roles, each with its map",
                  );
        }
        const entries = [...root.node.entries].filter(([key, entry]) => {
            const bare = key.startsWith(`${namespace}:`) ? key.slice(namespace.length + 1) : undefined;
            if (bare !== undefined || key === "config") {
                const remedy = `included files have neither "config:" nor a prefix: write ${bare ?? "its keys at the top"}`;
                this.report([], entry.place, `the key "${key}" belongs in a stack file`, remedy);
            }
            return bare === undefined && key !== "config";
        });
        return this.resolved({ place: root.place, node: { kind: "map", entries: new Map(entries) } }, chain);
    }

    private report(where: Path, place: Place | undefined, problem: string, remedy: string): Located {
        this.problems.push({ path: where, problem, remedy, place });
        this.isWhole = false;
        return emptyMap;
    }
}

/**
 * Whether `null` stays after merging. A property that is null overrides `defaults`, and so does a tag. Other keys are
 * removed.
 */
function isKept(keys: readonly string[]): boolean {
    const map = keys.slice(0, -1);
    const model = map.reduce<ReturnType<typeof modelOf>>(modelOf, stackModel);
    return kindOfModel(model) === "shape" ? map.at(-1) !== "presets" : isTagsWithDefaults(map);
}

function isTagsWithDefaults(path: readonly string[]): boolean {
    const [top = "", , ...rest] = path;
    return (
        path.at(-1) === "tags" &&
        (["associations", "roles"].includes(top) || rest[0] === "associations") &&
        (path.length === 3 || path.at(-2) === "role")
    );
}

function isInside(folder: string, file: string): boolean {
    const relative = path.relative(folder, file);
    return relative !== "" && relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function isFolder(file: string): boolean {
    try {
        return fs.statSync(file).isDirectory();
    } catch {
        return false;
    }
}

function realFile(file: string): string | undefined {
    try {
        const real = fs.realpathSync(file);
        return isFile(real) ? real : undefined;
    } catch {
        return undefined;
    }
}

/** Files next to a missing one, as paths for `include`. */
function neighbours(root: string, file: string): string[] {
    try {
        const folder = path.dirname(file);
        return fs
            .readdirSync(folder, { withFileTypes: true })
            .filter(entry => entry.isFile())
            .map(({ name }) => path.relative(root, path.join(folder, name)).split(path.sep).join("/"));
    } catch {
        return [];
    }
}
