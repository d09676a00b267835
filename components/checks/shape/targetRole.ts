/** The shape of a target role, whose trust follows from its sources. */
import type { TargetRole, TargetRoleSource } from "../../args/targetRole";
import { placeOfCluster } from "../../decisions/knownPlace";
import { clusterIdentity } from "../../rules/arn";
import {
    clusterArnIsLegal,
    roleArnIsLegal,
    roleIsOnClusterOf,
    roleKeyIsLegal,
    roleNameIsLegal,
    subjectIsLegal,
} from "../../rules/awsRules";
import type { PlaceholderValues } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import { filledList, flag, like, map, needed, output, shape, template, text } from "../../rules/rule";
import type { Also, Fields, Rule } from "../../rules/rule";
import { isMap } from "../../rules/shapes";
import { parseSubject } from "../../rules/subject";
import { sampleValues } from "../../rules/texts";
import { unique } from "../../rules/unique";
import { exclusive, permissions, settings } from "./role";

const roleIsOnCluster: Also<Fields> = ({ cluster, roleArn }, path) => {
    const identity = typeof cluster === "string" ? clusterIdentity(cluster) : undefined;
    return identity !== undefined && typeof roleArn === "string" && roleArnIsLegal(roleArn, []).length === 0
        ? roleIsOnClusterOf(roleArn, identity, at(path, "roleArn"))
        : [];
};

/** The sources of a target role. */
const source = shape<TargetRoleSource>(
    "TargetRoleSource",
    {
        cluster: needed(like(output(text(clusterArnIsLegal)), "arn:aws:eks:eu-west-1:111122223333:cluster/dev")),
        subject: needed(like(text(subjectIsLegal), "data/export")),
        roleArn: needed(like(output(text(roleArnIsLegal)), "arn:aws:iam::111122223333:role/pod-identity/data-export")),
        disableSessionTags: like(flag, true),
    },
    { also: roleIsOnCluster },
);

const eachSourceOnce = unique(
    item =>
        isMap(item) && typeof item.cluster === "string" && typeof item.roleArn === "string"
            ? // A source with session tags and the same without are allowed: both are needed while an association changes.
              JSON.stringify([item.cluster, item.subject, item.roleArn, item.disableSessionTags === true])
            : undefined,
    () => ({ problem: "is a duplicate", remedy: "list each source once" }),
);

const exampleSources = [
    {
        cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
        subject: "data/export",
        roleArn: "arn:aws:iam::111122223333:role/pod-identity/data-export",
    },
];

/** A role whose trust follows from its sources. */
export const targetRole: Rule<TargetRole, "optional"> = shape<TargetRole>(
    "TargetRole",
    {
        ...settings,
        name: needed(like(template(roleNameIsLegal), "export")),
        ...permissions,
        ...exclusive,
        sources: needed(like(filledList(source, eachSourceOnce), exampleSources)),
    },
    { within: (context, value) => ({ ...context, values: targetRoleValues(value) }) },
);

/** Placeholders in a target role have no value with several sources. */
function targetRoleValues({ sources }: Fields): PlaceholderValues {
    const [first, ...others] = Array.isArray(sources) ? (sources as readonly unknown[]) : [];
    const { cluster, subject } = isMap(first) ? first : {};
    const parsed = others.length === 0 && typeof subject === "string" ? parseSubject(subject) : undefined;
    const place = placeOfCluster(cluster);
    return parsed === undefined ? { partition: place.partition ?? "aws" } : { ...sampleValues(parsed), ...place };
}

/** The target roles of a stack file, by key. */
export const targetRoles: Rule<Record<string, TargetRole>, "optional"> = like(
    map(targetRole, { keyRules: [roleKeyIsLegal] }),
    { export: { name: "export", sources: exampleSources } },
);
