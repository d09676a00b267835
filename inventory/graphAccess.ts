/** What the pods of a way may use: the statements that allow something, after denials and boundaries, and the denials. */
import { gainedAccess } from "../components/access/evaluation/compare";
import type { KnownAction } from "../components/access/evaluation/compare";
import type { Languages } from "../components/access/evaluation/languages";
import { matchesText } from "../components/access/evaluation/pattern";
import type { Layer, Session } from "../components/access/evaluation/session";
import { contains, listOf, matchingPatterns, readPolicy } from "../components/access/evaluation/statement";
import type { ReadStatement } from "../components/access/evaluation/statement";
import { relevantActions } from "./actions";
import type { ActionCatalogue } from "./actions";
import type { GraphAccess } from "./graphModel";
import type { PodSession, StatementOrigin } from "./sessions";
import { levelsText, serviceAccess } from "./summary";
import type { ServiceAccess } from "./summary";

type Read = ReadStatement<StatementOrigin>;
type Remaining = "all" | "part" | "none";

/** The access of sessions of one role, which differ only in their session tags. */
export function graphAccess(
    sessions: readonly PodSession[],
    catalogue: ActionCatalogue,
    languages: Languages,
): GraphAccess[] {
    const remains = distinct(sessions.map(({ session }) => session)).map(session =>
        remaining(session, catalogue, languages),
    );
    const found = new Map<string, Omit<GraphAccess, "levels"> & Pick<ServiceAccess, "levels">>();
    for (const part of partsOf(sessions[0]?.session)) {
        const remainders = remains.map(of => of(part));
        if (remainders.every(each => each === "none")) {
            continue;
        }
        const { effect, service, resource, levels, isConditional } = part;
        const key = JSON.stringify([effect, service, resource]);
        const before = found.get(key);
        found.set(key, {
            effect,
            service,
            resource,
            levels: [...(before?.levels ?? []), ...levels],
            isConditional: isConditional && (before?.isConditional ?? true),
            isLimited: before?.isLimited === true || remainders.some(each => each !== "all"),
        });
    }
    const all = [...found.values()].map(({ levels, ...rest }) => ({ ...rest, levels: levelsText(levels) }));
    return [...all.filter(({ effect }) => effect === "Allow"), ...all.filter(({ effect }) => effect === "Deny")];
}

/** The sessions with different answers: only tags that a statement names make a difference. */
function distinct(sessions: readonly Session<StatementOrigin>[]): Session<StatementOrigin>[] {
    const statements = sessions[0]?.layers.flatMap(layer => layer.statements.map(({ statement }) => statement)) ?? [];
    const text = JSON.stringify(statements).toLowerCase();
    const named = ({ context }: Session<StatementOrigin>): string =>
        JSON.stringify([...context].filter(([key]) => text.includes(key)));
    return [...new Map(sessions.map(session => [named(session), session])).values()];
}

/** One resource of a statement, for the actions of one service. */
interface Part extends Omit<ServiceAccess, "resources"> {
    /** Of the statement in the role's permissions. */
    readonly index: number;
    readonly resource: string;
}

function partsOf(session: Session<StatementOrigin> | undefined): Part[] {
    return permissionsOf(session).flatMap(({ statement }, index) =>
        serviceAccess(statement).flatMap(({ resources, ...access }) =>
            resources.map(resource => ({ ...access, index, resource })),
        ),
    );
}

/** The statements of the role: the first layer. */
function permissionsOf(session: Session<StatementOrigin> | undefined): readonly Read[] {
    return session?.layers[0]?.statements ?? [];
}

/** What remains of a part of an Allow statement after denials, the boundary and the session policy. */
function remaining(
    session: Session<StatementOrigin>,
    catalogue: ActionCatalogue,
    languages: Languages,
): (part: Part) => Remaining {
    const { layers } = session;
    if (layers.length === 1 && layers.every(({ statements }) => statements.every(({ effect }) => effect === "Allow"))) {
        return () => "all";
    }
    const accesses = new Map<Read, { readonly left: readonly Access[]; readonly whole: readonly Access[] }>();
    const accessesOf = (statement: Read) => {
        const before = accesses.get(statement);
        if (before !== undefined) {
            return before;
        }
        // Not those of the other layers: a boundary often allows every action of AWS.
        const known = relevantActions(catalogue, [
            { ...session, layers: [{ kind: "permissions", statements: [statement] }] },
        ]);
        const alone = { ...session, layers: layers.map(layer => onlyWith(statement, layer)) };
        const found = {
            left: accessOf(statement, alone, known, languages),
            whole: accessOf(statement, { ...alone, layers: alone.layers.map(withoutLimits) }, known, languages),
        };
        accesses.set(statement, found);
        return found;
    };
    return part => {
        const statement = permissionsOf(session)[part.index];
        if (statement?.effect !== "Allow") {
            return "all";
        }
        const { left, whole } = accessesOf(statement);
        const isHere = (access: Access): boolean => isOf(access, statement, part);
        const [here, everywhere] = [left.filter(isHere), whole.filter(isHere)];
        if (here.length === 0) {
            return "none";
        }
        const isLess = here.length < everywhere.length;
        return isLess || here.some(({ isUndecided }) => isUndecided) || everywhere.some(({ isDenied }) => isDenied)
            ? "part"
            : "all";
    };
}

/** The layer without the other Allow statements. */
function onlyWith(statement: Read, { kind, statements }: Layer<StatementOrigin>): Layer<StatementOrigin> {
    return kind === "permissions"
        ? { kind, statements: statements.filter(each => each === statement || each.effect === "Deny") }
        : { kind, statements };
}

/** The layer with an Allow in the place of each Deny, and for all in every other layer: the same requests are apart. */
function withoutLimits({ kind, statements }: Layer<StatementOrigin>): Layer<StatementOrigin> {
    return {
        kind,
        statements: [
            ...statements.map((statement): Read =>
                statement.effect === "Allow" ? statement : { ...statement, effect: "Allow", clauses: [] },
            ),
            ...(kind === "permissions" ? [] : everything),
        ],
    };
}

const everything = readPolicy<StatementOrigin>(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }] },
    new Map(),
    (_statement, index) => ({ policy: { kind: "boundary", name: "", origin: {} }, role: undefined, index }),
);

/** Requests with the same answer. */
interface Access {
    readonly action: string;
    /** Indexes of the statement's resources; all if it has exceptions. */
    readonly resources: ReadonlySet<number> | "all";
    readonly isUndecided: boolean;
    /** Whether a Deny statement matches, under some condition. */
    readonly isDenied: boolean;
}

function accessOf(
    { resources }: Read,
    session: Session<StatementOrigin>,
    known: readonly KnownAction[],
    languages: Languages,
): readonly Access[] {
    return gainedAccess(undefined, session, known, languages).flatMap(difference => {
        const { witness, actions, statements, verdict } = difference;
        const found = resources.isComplement
            ? difference.resources.some(resource => contains(resources, resource)) && ("all" as const)
            : new Set(difference.resources.flatMap(resource => matchingPatterns(resources, resource)));
        return found === false
            ? []
            : (actions.length === 0 ? [witness.action] : actions).map(action => ({
                  action: action.toLowerCase(),
                  resources: found,
                  isUndecided: verdict === "undecided",
                  isDenied: statements.some(({ statement }) => statement.Effect === "Deny"),
              }));
    });
}

/** Whether a request is about a part of the statement: about one of its resources, or about all where it has exceptions. */
function isOf({ action, resources }: Access, { statement, actions }: Read, part: Part): boolean {
    const isOn = resources === "all" || resources.has(listOf(statement.Resource ?? []).indexOf(part.resource));
    const isInService =
        part.service.startsWith("every service") || matchesText(part.service, action.split(":")[0] ?? "");
    return isOn && isInService && contains(actions, action);
}
