/** Checks the access of every subject after every call of an update. */
import * as fc from "fast-check";
import { PodIdentityStack } from "../../../components";
import type { PodIdentityStackArgs } from "../../../components";
import { stackProblems } from "../../../components/checks/stack";
import { problemText } from "../../../components/rules/problem";
import { capture } from "../../components/capture";
import type { Capture } from "../../components/capture";
import { usualPlace } from "../proof/place";
import { accessOf, forgetAnswers } from "./access";
import { after as afterCall, emptyAccount } from "./account";
import type { Account } from "./account";
import { callsOf } from "./calls";
import type { Call, Chance } from "./calls";
import { updates } from "./stacks";
import type { Update } from "./stacks";

export interface Replayed {
    readonly calls: number;
    readonly simulations: number;
    /** Access of a subject that is declared neither before nor after the update. */
    readonly mistakes: readonly string[];
}

/** Adds an error to the registered resources of an update, to check that the proof detects it. */
export type Tamper = (captured: Capture) => Capture;

export interface Attempt {
    /** Orders of independent calls. Each is a replay. */
    readonly orders: readonly number[];
    readonly tamper?: Tamper | undefined;
    /** If denials change, the guarantee starts when a subject gets another role. */
    readonly joinersOnly?: boolean;
}

/** Replays an update: a subject has at most its access before, and its access after the update. */
export async function replayed({ before, after }: Update, attempt: Attempt): Promise<Replayed> {
    const { orders, tamper = (captured: Capture): Capture => captured, joinersOnly = false } = attempt;
    forgetAnswers();
    const old = tamper(await registered(before));
    const current = tamper(await registered(after));
    const mistakes = new Set<string>();
    let [count, simulations] = [0, 0];
    for (const order of orders) {
        const chance = chanceFrom(order);
        const start = callsOf(undefined, old, chance).reduce(afterCall, emptyAccount);
        const calls = callsOf(old, current, chance);
        const end = calls.reduce(afterCall, start);
        const subjects = [...new Set([...start.associations.keys(), ...end.associations.keys()])];
        const bounds = new Map<string, ReadonlySet<string>>();
        for (const subject of subjects) {
            bounds.set(subject, new Set([...(await access(start, subject)), ...(await access(end, subject))]));
        }
        let account = start;
        for (const call of calls) {
            account = afterCall(account, call);
            for (const subject of joinersOnly ? subjects.filter(item => hasJoined(item, start, account)) : subjects) {
                const surplus = [...(await access(account, subject))].filter(what => !bounds.get(subject)?.has(what));
                simulations++;
                if (surplus.length > 0) {
                    mistakes.add(`${subject}, after ${textOf(call)}: ${surplus.join(", ")}`);
                }
            }
        }
        count += calls.length;
    }
    return { calls: count, simulations, mistakes: [...mistakes] };
}

export interface UpdateProof {
    readonly cases: number;
    readonly calls: number;
    readonly simulations: number;
    /** The smallest update that shows the first error. */
    readonly counterexample: string | undefined;
}

/** Replays random updates, each in up to three orders. */
export async function proveUpdates({
    runs,
    seed,
    progress,
}: {
    readonly runs: number;
    readonly seed: number;
    readonly progress?: (cases: number) => void;
}): Promise<UpdateProof> {
    let [cases, calls, simulations] = [0, 0, 0];
    const property = fc.asyncProperty(updates, replayOrders, async (update, orders) => {
        const result = await replayed(update, { orders });
        cases++;
        calls += result.calls;
        simulations += result.simulations;
        progress?.(cases);
        if (result.mistakes.length > 0) {
            throw new Error(result.mistakes.join("\n"));
        }
    });
    const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: runs, seed });
    const what = errorInstance instanceof Error ? errorInstance.message : "";
    return {
        cases,
        calls,
        simulations,
        counterexample: failed ? `${JSON.stringify(counterexample, null, 2)}\n${what}` : undefined,
    };
}

const replayOrders = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });

function access(account: Account, subject: string): Promise<ReadonlySet<string>> {
    return accessOf(account, subject, usualPlace.cluster);
}

function hasJoined(subject: string, start: Account, account: Account): boolean {
    const [was, is] = [start, account].map(state => state.associations.get(subject)?.roleArn);
    return is !== undefined && is !== was;
}

function textOf({ kind, resource: { type, name } }: Call): string {
    return `${kind} ${type.split(":").at(-1) ?? ""} ${name}`;
}

async function registered(args: PodIdentityStackArgs): Promise<Capture> {
    const problems = stackProblems(args);
    if (problems.length > 0) {
        throw new Error(`The generator made an illegal stack: ${problems.map(problemText).join("; ")}`);
    }
    const { account, partition, region } = usualPlace.cluster;
    return capture(() => new PodIdentityStack("identity", args), { account, partition, region });
}

/** A small random generator, because the order is part of the counterexample. */
function chanceFrom(seed: number): Chance {
    let state = seed >>> 0;
    return limit => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return limit === 0 ? 0 : Math.floor((state / 2 ** 32) * limit);
    };
}
