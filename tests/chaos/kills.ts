/** Deployments that are killed at a call of AWS, and what follows. */
import { isDeepStrictEqual } from "node:util";
import type { Call } from "../../sandbox/provider/callLog";
import type { Found, Ground } from "./ground";
import { afterCall, nothing, surplusIn } from "./recordedAccess";
import type { Recorded } from "./recordedAccess";
import { recovered, secondUpProblems } from "./recovery";
import type { Way } from "./recovery";
import { scenarios } from "./scenarios";
import type { Scenario } from "./scenarios";

export const victims = ["cli", "program", "provider"] as const;
export const moments = ["before", "after"] as const;

/** A kill: of which process, before or after which of the calls that change something, counted from 0. */
export interface Kill {
    readonly scenario: string;
    readonly victim: (typeof victims)[number];
    readonly moment: (typeof moments)[number];
    readonly call: number;
}

export interface KillOutcome extends Kill {
    /** Whether the deployment made so many calls that the kill took place. */
    readonly tookPlace: boolean;
    readonly way: Way;
    /** Roles in AWS that no state has. */
    readonly orphans: number;
    /** Whether Pulumi's file backend was left with an empty file of attributes. */
    readonly emptyFile: boolean;
    /** What is wrong, if anything: each is a sentence. */
    readonly problems: readonly string[];
}

/** A scenario as it goes without a kill. */
export interface Undisturbed {
    readonly name: string;
    readonly scenario: Scenario;
    /** The calls that change something; those of one add-on count as one. */
    readonly calls: readonly Call[];
    readonly start: Recorded;
    readonly end: Recorded;
    readonly result: Found;
}

/** Deploys a scenario once, and saves the state before it for the trials. */
export async function prepared(ground: Ground, name: string, empty: string): Promise<Undisturbed> {
    const scenario = scenarios[name];
    if (!scenario)
        throw new Error(`There is no scenario "${name}": choose among ${Object.keys(scenarios).join(", ")}.`);
    await ground.restore(empty);
    const { before, after } = scenario;
    if (before) await succeeded(ground, name, before);
    const callsBefore = await ground.calls();
    const start = callsBefore.reduce(afterCall, nothing);
    await ground.save(name);
    await succeeded(ground, name, after);
    const calls = (await ground.calls()).slice(callsBefore.length);
    return {
        name,
        scenario,
        calls: calls.filter(({ inside }) => inside !== true),
        start,
        end: calls.reduce(afterCall, start),
        result: await ground.found(),
    };
}

async function succeeded(ground: Ground, name: string, config: Scenario["after"]): Promise<void> {
    const { code, stdout, stderr } = await ground.deploy(config);
    if (code !== 0) throw new Error(`The scenario "${name}" fails without a kill:\n${stdout}${stderr}`);
}

export async function killed(ground: Ground, undisturbed: Undisturbed, kill: Kill): Promise<KillOutcome> {
    const { scenario, start, end, result } = undisturbed;
    await ground.restore(undisturbed.name);
    await ground.faults({ operation: "change", kill: kill.victim, moment: kill.moment, after: kill.call, times: 1 });
    const interrupted = await ground.deploy(scenario.after);
    const tookPlace = await ground.struck();
    await ground.faults();
    const { way, message, emptyFile } = await recovered(ground, scenario.after);
    const problems = way === "not at all" ? [`it does not converge: ${message.slice(0, 2000)}`] : [];
    if (tookPlace && interrupted.code === 0 && kill.victim !== "program")
        problems.push("the killed deployment succeeds");
    if (way !== "not at all") problems.push(...(await secondUpProblems(ground, scenario.after)));
    const found = await ground.found();
    if (way !== "not at all" && !isDeepStrictEqual(found.associations, result.associations)) {
        problems.push(
            `AWS has ${JSON.stringify(found.associations)} instead of ${JSON.stringify(result.associations)}`,
        );
    }
    const inState = await ground.rolesInState();
    const orphans = found.roles.filter(role => !inState.includes(role));
    // Pulumi cannot know of a role if it did not get IAM's answer. It knows of every role that it used.
    const lost = orphans.filter(role => found.inUse.includes(role));
    if (lost.length > 0) problems.push(`roles in use that no state has: ${lost.join(", ")}`);
    const owned = found.roles.length - orphans.length;
    if (way !== "not at all" && owned !== result.roles.length) {
        problems.push(`the state has ${owned} roles instead of ${result.roles.length}`);
    }
    const surplus = await surplusIn(start, await ground.calls(), end);
    problems.push(...surplus.map(what => `a subject has more than before and after together: ${what}`));
    return { ...kill, tookPlace, way, orphans: orphans.length, emptyFile, problems };
}

/** Each process, before and after each call. */
export function killsOf({ name, calls }: Undisturbed): Kill[] {
    return calls
        .map((_, call) => victims.flatMap(victim => moments.map(moment => ({ scenario: name, victim, moment, call }))))
        .flat();
}
