import { clusterIdentity } from "../rules/arn";
import { parseSubject } from "../rules/subject";
import {
    clusterArnIsLegal,
    roleArnIsLegal,
    roleIsOnClusterOf,
    roleKeyIsLegal,
    subjectIsLegal,
} from "../rules/awsRules";
import { at } from "../rules/problem";
import type { Check, Problem } from "../rules/problem";
import { targetRole } from "./role";
import { permissionsReadNoTags } from "./readsNoTags";
import { all, filledListOf, flag, input, isMap, known, mapOf, properties, text } from "../rules/shapes";
import { sampleValues } from "../rules/texts";

/** All that is wrong with the args of a `PodIdentityTargetRole`. */
export function targetRoleProblems(args: unknown): Problem[] {
    return targetRoleCheck(args, "");
}

/** The target roles of a stack file, by key. */
export const targetRoles: Check = known(mapOf((value, path) => targetRoleCheck(value, path), roleKeyIsLegal));

function targetRoleCheck(value: unknown, path: string): Problem[] {
    const sources: unknown = isMap(value) ? value.sources : undefined;
    const subjects = (Array.isArray(sources) ? sources : []).map(source =>
        isMap(source) ? source.subject : undefined,
    );
    // With several sources a placeholder could mean any of them.
    const only = subjects.length === 1 && typeof subjects[0] === "string" ? parseSubject(subjects[0]) : undefined;
    const values = only === undefined ? { partition: "aws" } : sampleValues(only);
    const isUntagged = (Array.isArray(sources) ? sources : []).some(
        source => isMap(source) && source.disableSessionTags === true,
    );
    return [
        ...targetRole(values, { sources: () => sourcesCheck }, ["name", "sources"])(value, path),
        ...(isMap(value) && isUntagged ? permissionsReadNoTags(value, path) : []),
    ];
}

const source: Check = known(
    all(
        properties(
            {
                cluster: input(text(clusterArnIsLegal)),
                subject: known(text(subjectIsLegal)),
                roleArn: input(text(roleArnIsLegal)),
                disableSessionTags: known(flag),
            },
            ["cluster", "subject", "roleArn"],
        ),
        roleIsOnCluster,
    ),
);

function roleIsOnCluster(value: unknown, path: string): Problem[] {
    const { cluster, roleArn }: Readonly<Record<string, unknown>> = isMap(value) ? value : {};
    const identity = typeof cluster === "string" ? clusterIdentity(cluster) : undefined;
    return identity !== undefined && typeof roleArn === "string" && roleArnIsLegal(roleArn, "").length === 0
        ? roleIsOnClusterOf(roleArn, identity, at(path, "roleArn"))
        : [];
}

const sourcesCheck: Check = known(all(filledListOf(source), eachSourceOnce));

function eachSourceOnce(value: unknown, path: string): Problem[] {
    const keys = (Array.isArray(value) ? value : []).map(item =>
        isMap(item) && typeof item.cluster === "string" && typeof item.roleArn === "string"
            ? // With session tags and without are two ways in: while an association changes over, both are needed.
              JSON.stringify([item.cluster, item.subject, item.roleArn, item.disableSessionTags === true])
            : undefined,
    );
    return keys.flatMap((key, index) =>
        key !== undefined && keys.indexOf(key) < index
            ? [{ path: at(path, index), problem: "is there already", remedy: "name each source once" }]
            : [],
    );
}
