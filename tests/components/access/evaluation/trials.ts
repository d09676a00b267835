/** Compares the evaluator with another implementation of IAM. */
import type { Difference } from "../../../../components/access/evaluation/compare";
import { gainedAccess } from "../../../../components/access/evaluation/compare";
import { decideRequest } from "../../../../components/access/evaluation/session";
import { knownActions, oracleAllows, sessionOf } from "./world";
import type { Policies, request } from "./world";

type Request = typeof request extends { generate: (...args: never[]) => { value: infer T } } ? T : never;

/** `undefined` if both have the same result for the request. */
export async function requestDisagreement(policies: Policies, asked: Request): Promise<string | undefined> {
    const context = new Map(
        Object.entries(asked.context).map(([key, value]) => [key.toLowerCase(), [value].flat()] as const),
    );
    const ours = decideRequest(sessionOf(policies), { ...asked, context });
    const theirs = await oracleAllows(policies, asked);
    return (ours.verdict === "allowed") === theirs && ours.verdict !== "undecided"
        ? undefined
        : `${ours.verdict} here, ${theirs ? "allowed" : "not allowed"} there: ${JSON.stringify({ policies, asked })}`;
}

export interface PairResult {
    readonly witnesses: number;
    readonly undecided: number;
    readonly disagreements: readonly string[];
}

/** Each witness is confirmed, and a difference explains each gained request of `requests`. */
export async function pairResult(before: Policies, after: Policies, requests: readonly Request[]): Promise<PairResult> {
    const differences = gainedAccess(sessionOf(before), sessionOf(after), knownActions);
    const disagreements: string[] = [];
    // The other implementation has no action without a service.
    const gained = differences.filter(({ verdict, actions }) => verdict === "gained" && actions.length > 0);
    for (const { witness } of gained) {
        const asked = {
            ...witness,
            context: Object.fromEntries([...witness.context].map(([key, list]) => [key, [...list]])),
        };
        const plain = { ...asked, context: single(asked.context) };
        if (!(await oracleAllows(after, plain)) || (await oracleAllows(before, plain))) {
            disagreements.push(`no gain there: ${JSON.stringify({ before, after, asked: plain })}`);
        }
    }
    for (const asked of requests) {
        if ((await oracleAllows(after, asked)) && !(await oracleAllows(before, asked)) && !covers(differences, asked)) {
            disagreements.push(`a gain that is not found: ${JSON.stringify({ before, after, asked })}`);
        }
    }
    return {
        witnesses: gained.length,
        undecided: differences.filter(({ verdict }) => verdict === "undecided").length,
        disagreements,
    };
}

/** A difference in the same action. Its statements show the resources. */
function covers(differences: readonly Difference<number>[], { action }: Request): boolean {
    return differences.some(
        ({ actions, verdict }) => actions.includes(action) || (verdict === "undecided" && actions.length === 0),
    );
}

function single(context: Readonly<Record<string, string[]>>): Record<string, string | string[]> {
    return Object.fromEntries(
        Object.entries(context).map(([key, list]) => [key, list.length === 1 ? (list[0] ?? "") : list]),
    );
}
