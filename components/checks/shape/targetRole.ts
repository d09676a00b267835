import { clusterIdentity } from "../../rules/arn";
import { clusterArnIsLegal, roleArnIsLegal, roleIsOnClusterOf, subjectIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { all, filledListOf, flag, input, isMap, known, properties, text } from "../../rules/shapes";

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

function roleIsOnCluster(value: unknown, path: Path): Problem[] {
    const { cluster, roleArn }: Readonly<Record<string, unknown>> = isMap(value) ? value : {};
    const identity = typeof cluster === "string" ? clusterIdentity(cluster) : undefined;
    return identity !== undefined && typeof roleArn === "string" && roleArnIsLegal(roleArn, []).length === 0
        ? roleIsOnClusterOf(roleArn, identity, at(path, "roleArn"))
        : [];
}

/** The sources of a target role. */
export const sources: Check = known(all(filledListOf(source), eachSourceOnce));

function eachSourceOnce(value: unknown, path: Path): Problem[] {
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
