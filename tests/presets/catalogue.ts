/** Helpers for the tests of presets: every combination of parameters that can change a preset's statements. */
import { permissionsPolicy } from "../../components/access/permissions";
import type { Statement } from "../../components/access/policyDocument";
import { stackProblems } from "../../components/checks/stack";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import type { Given } from "../../components/presets/definition";
import type { Parameter } from "../../components/presets/parameters";
import type { PresetPlace } from "../../components/presets/place";
import { presetStatements } from "../../components/presets/policies";

export const place: PresetPlace = {
    partition: "aws",
    region: "eu-west-1",
    account: "111122223333",
    cluster: "dev",
};

export const places: readonly PresetPlace[] = [
    place,
    { ...place, partition: "aws-cn", region: "cn-northwest-1" },
    { ...place, partition: "aws-us-gov", region: "us-gov-west-1" },
];

/** A value of each parameter. `#` distinguishes two of them. */
const samples: Readonly<Record<string, string>> = {
    amiSsmParameterArns: "arn:aws:ssm:eu-west-1::parameter/aws/service/eks/#",
    assumeRoleArns: "arn:aws:iam::444455556666:role/role-#",
    bucketArns: "arn:aws:s3:::bucket-#",
    certificateAuthorityArns: "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/#",
    certificateHostedZoneArns: "arn:aws:route53:::hostedzone/Z#",
    clusterName: "blue-#",
    clusterNames: "green-#",
    directoryBucketArns: "arn:aws:s3express:eu-west-1:111122223333:bucket/bucket-#--euw1-az1--x-s3",
    ec2ServicePrincipal: "ec2.example.#",
    fileSystemArns: "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-#",
    groupTags: "k8s.io/cluster-autoscaler/tag-#=on",
    hostedZoneArns: "arn:aws:route53:::hostedzone/Z#",
    kmsKeyArns: "arn:aws:kms:eu-west-1:111122223333:key/#",
    nodeRoleArn: "arn:aws:iam::111122223333:role/node-#",
    objectArns: "arn:aws:s3:::bucket-#/*",
    queueArn: "arn:aws:sqs:eu-west-1:111122223333:queue-#",
    queueArns: "arn:aws:sqs:eu-west-1:111122223333:queue-#",
    secretArns: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/#",
    securityGroupArns: "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-#",
    serviceRoleArns: "arn:aws:iam::111122223333:role/aws-service-role/fsx.amazonaws.com/#",
    ssmParameterArns: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/#",
    targetGroupArns: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/#",
    workspaceArns: "arn:aws:aps:eu-west-1:111122223333:workspace/ws-#",
};

/** If there are more combinations, only pairs of parameters are tried, with the others missing or all set. */
const maxCombinations = 256;

/** A preset with valid parameters. */
export interface Use {
    readonly key: PresetKey;
    readonly given: Given;
}

/**
 * Every preset with combinations of parameters: missing, empty, one value, two values, and flags on and off. All
 * combinations, unless there are too many.
 */
export const uses: readonly Use[] = presetKeys.flatMap(key =>
    combinations(key)
        .map(given => ({ key, given }))
        .filter(use => problemsOf(use.key, use.given).length === 0),
);

export function usesOf(key: PresetKey): readonly Use[] {
    return uses.filter(use => use.key === key);
}

export function titleOf({ key, given }: Use): string {
    const parts = Object.entries(given).map(([name, value]) =>
        Array.isArray(value) ? `${name}: ${String(value.length)}` : `${name}: ${String(value)}`,
    );
    return `${key} { ${parts.join(", ")} }`;
}

/** All statements of a preset, in all its policies. */
export function rendered({ key, given }: Use, where: PresetPlace = place): readonly Statement[] {
    return presetStatements(key, given, where).flatMap(({ statements }) => permissionsPolicy(statements).Statement);
}

/** Problems of a stack with this preset. */
export function problemsOf(key: string, given: unknown): ReturnType<typeof stackProblems> {
    return stackProblems({
        clusterName: "dev",
        associations: { "shop/orders": { role: { presets: { [key]: given } } } },
    });
}

type Values = readonly (readonly [name: string, values: readonly unknown[]])[];

function combinations(key: PresetKey): Given[] {
    const parameters = Object.entries(catalogue[key].parameters).map(
        ([name, parameter]) => [name, valuesOf(name, parameter)] as const,
    );
    const count = parameters.reduce((product, [, values]) => product * values.length, 1);
    return count <= maxCombinations ? allOf(parameters) : pairsOf(parameters);
}

function allOf(parameters: Values): Given[] {
    let all: Given[] = [{}];
    for (const [name, values] of parameters) {
        all = all.flatMap(given => values.map(value => (value === undefined ? given : { ...given, [name]: value })));
    }
    return all;
}

function pairsOf(parameters: Values): Given[] {
    const one = (values: readonly unknown[]): readonly unknown[] => values.slice(-1);
    const found = new Map<string, Given>();
    parameters.forEach((first, index) => {
        for (const second of parameters.slice(index + 1)) {
            const others = (given: boolean): Values =>
                parameters.map(parameter =>
                    parameter === first || parameter === second
                        ? parameter
                        : [parameter[0], given ? one(parameter[1]) : [undefined]],
                );
            for (const use of [...allOf(others(false)), ...allOf(others(true))]) found.set(JSON.stringify(use), use);
        }
    });
    return [...found.values()];
}

function valuesOf(name: string, { shape }: Parameter): readonly unknown[] {
    if (shape.form === "flag") {
        return [undefined, false, true];
    }
    const [one, two] = [sampleOf(name, 1), sampleOf(name, 2)];
    return shape.form === "text" ? [undefined, one] : [undefined, [], [one], [one, two]];
}

function sampleOf(name: string, number: number): string {
    const sample = samples[name];
    if (sample === undefined) {
        throw new Error(`tests/presets/catalogue.ts has no sample of the parameter ${name}`);
    }
    return sample.replace("#", String(number));
}
