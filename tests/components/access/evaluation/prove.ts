/**
 * Compares the evaluator with `@cloud-copilot/iam-simulate` on random policies: `npm run prove:diff -- --requests 20000
 * --pairs 2000 --seed 1`.
 */
import * as fc from "fast-check";
import { parseArgs } from "node:util";
import { pairResult, requestDisagreement } from "./trials";
import { editedPolicies, policies, request } from "./world";

export interface RequestsProof {
    readonly count: number;
    readonly disagreements: readonly string[];
}

export async function proveRequests(count: number, seed: number): Promise<RequestsProof> {
    const disagreements: string[] = [];
    for (const [each, asked] of fc.sample(fc.tuple(policies, request), { seed, numRuns: count })) {
        const disagreement = await requestDisagreement(each, asked);
        disagreements.push(...(disagreement === undefined ? [] : [`seed ${seed}: ${disagreement}`]));
    }
    return { count, disagreements };
}

export interface PairsProof {
    readonly witnesses: number;
    readonly undecided: number;
    readonly disagreements: readonly string[];
}

export async function provePairs(count: number, seed: number): Promise<PairsProof> {
    const asked = fc.array(request, { minLength: 10, maxLength: 10 });
    let [witnesses, undecided] = [0, 0];
    const disagreements: string[] = [];
    for (const [[before, after], requests] of fc.sample(fc.tuple(editedPolicies, asked), { seed, numRuns: count })) {
        const result = await pairResult(before, after, requests);
        witnesses += result.witnesses;
        undecided += result.undecided;
        disagreements.push(...result.disagreements.map(text => `seed ${seed}: ${text}`));
    }
    return { witnesses, undecided, disagreements };
}

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            requests: { type: "string", default: "20000" },
            pairs: { type: "string", default: "2000" },
            seed: { type: "string", default: "1" },
        },
    });
    const requests = await proveRequests(Number(values.requests), Number(values.seed));
    const pairs = await provePairs(Number(values.pairs), Number(values.seed));
    const disagreements = [...requests.disagreements, ...pairs.disagreements];
    disagreements.slice(0, 10).forEach(text => {
        console.error(text);
    });
    console.log(
        `${requests.count} requests, ${values.pairs} pairs of policies, ${pairs.witnesses} witnesses, ` +
            `${pairs.undecided} undecided, ${disagreements.length} disagreements`,
    );
    process.exitCode = disagreements.length === 0 ? 0 : 1;
}

if (require.main === module) {
    void main();
}
