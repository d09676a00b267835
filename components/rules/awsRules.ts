/**
 * Limits of AWS and Kubernetes on texts. Sources: the API models of EKS and IAM, and
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
import { arnParts, clusterIdentity, clusterNamePattern, partitionPattern, regionPattern } from "./arn";
import type { ClusterIdentity } from "./arn";
import { parseSubject } from "./subject";
import type { Path, Problem } from "./problem";
import { withSuggestion } from "./nearest";
import { patterned, rule } from "./textRule";
import type { TextRule } from "./textRule";

export const namespaceIsLabel: TextRule = patterned(
    (value, path) =>
        hasWildcard(value)
            ? wildcardProblem(value, "namespace", path)
            : /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)
              ? []
              : [
                    {
                        path,
                        problem: `"${value}" is not a Kubernetes namespace`,
                        remedy: withSuggestion(
                            inLowerCase(value),
                            'use lower-case letters, digits and "-", at most 63',
                        ),
                    },
                ],
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'This is not a Kubernetes namespace: use lower-case letters, digits and "-", at most 63',
);

export const serviceAccountIsSubdomain: TextRule = patterned(
    (value, path) =>
        hasWildcard(value)
            ? wildcardProblem(value, "service account", path)
            : value.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(value)
              ? []
              : [
                    {
                        path,
                        problem: `"${value}" is not the name of a Kubernetes service account`,
                        remedy: withSuggestion(
                            inLowerCase(value),
                            'use lower-case letters, digits, "-" and ".", at most 253',
                        ),
                    },
                ],
    /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/,
    'This is not the name of a Kubernetes service account: use lower-case letters, digits, "-" and ".", at most 253',
);

/** A key spells a namespace and a service account. */
export const subjectIsLegal: TextRule = patterned(
    (key, path) => {
        const subject = parseSubject(key);
        if (hasWildcard(key)) {
            return wildcardProblem(key, "namespace and service account", path);
        }
        return subject === undefined
            ? [
                  {
                      path,
                      problem: `"${key}" is not a subject`,
                      remedy: 'write "namespace/serviceAccount", two names around one slash',
                  },
              ]
            : [
                  ...namespaceIsLabel(subject.namespace, path),
                  ...serviceAccountIsSubdomain(subject.serviceAccount, path),
              ];
    },
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/,
    'This is not a subject: write "namespace/serviceAccount", two names in lower case around one slash',
);

/** Only for a difference in case: any other suggestion could be the name of another, existing namespace. */
function inLowerCase(value: string): string | undefined {
    const suggestion = value.toLowerCase();
    return suggestion !== value && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(suggestion) ? suggestion : undefined;
}

/**
 * Wildcards look possible, but EKS uses every name literally.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
function wildcardProblem(name: string, kind: string, path: Path): Problem[] {
    return [
        {
            path,
            problem: `"${name}" has a wildcard, which EKS Pod Identity does not support`,
            remedy: `write one association for each ${kind}; associations can share a role with roleRef`,
        },
    ];
}

function hasWildcard(value: string): boolean {
    return /[*?]/.test(value);
}

export const clusterNameIsLegal = rule(
    new RegExp(`^${clusterNamePattern}$`),
    "is not the name of an EKS cluster",
    'letters, digits, "-" and "_", beginning with a letter or digit, at most 100',
);

export const regionIsLegal = rule(
    new RegExp(`^${regionPattern}$`),
    "is not an AWS Region",
    "write its code, such as eu-west-1",
);

export const clusterArnIsLegal = rule(
    value => clusterIdentity(value) !== undefined,
    "is not the ARN of an EKS cluster",
    "its form is arn:aws:eks:eu-west-1:111122223333:cluster/dev",
    new RegExp(`^arn:${partitionPattern}:eks:${regionPattern}:\\d{12}:cluster/${clusterNamePattern}$`),
);

/** Without wildcards and variables: in a policy, `role/*` would match every role of the account. */
export const roleArnIsLegal = rule(
    new RegExp(`^arn:${partitionPattern}:iam::\\d{12}:role/(?!.*[*?$])([!-~]{1,510}/)?[\\w+=,.@-]{1,64}$`),
    "is not the ARN of an IAM role",
    "its form is arn:aws:iam::111122223333:role/name",
);

export const roleAccountRemedy =
    "the role of an association must be in its cluster's account; use targetRoleArn for a role in another account";

/** EKS refuses others with "Cross-account pass role is not allowed". */
export function roleIsOnClusterOf(roleArn: string, cluster: ClusterIdentity, path: Path): Problem[] {
    const role = arnParts(roleArn);
    return role?.account === cluster.account && role.partition === cluster.partition
        ? []
        : [
              {
                  path,
                  problem: `"${roleArn}" is not in the account of the cluster "${cluster.name}", ${cluster.account} (${cluster.partition})`,
                  remedy: roleAccountRemedy,
              },
          ];
}

export const policyArnIsLegal = rule(
    isPolicyArn,
    "is not the ARN of a managed policy",
    "its form is arn:aws:iam::111122223333:policy/name",
    /^arn:[^:]+:iam:[^:]*:(aws|\d{12}):policy\/[!-~]{1,640}$/,
);

/** A name without an ARN is an AWS managed policy. */
export const managedPolicyIsLegal = rule(
    value =>
        !/(^|\/)\.{1,2}(\/|$)/.test(value) &&
        (value.startsWith("arn:") ? isPolicyArn(value) : /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/.test(value)),
    "is neither the name of an AWS managed policy nor the ARN of a managed policy",
    "write a name such as AmazonS3ReadOnlyAccess, or an ARN such as arn:aws:iam::111122223333:policy/name",
    /^(arn:[^:]+:iam:[^:]*:(aws|\d{12}):policy\/[!-~]{1,640}|(?!arn:)([\w+=,.@-]+\/)*[\w+=,.@-]{1,128})$/,
);

function isPolicyArn(value: string): boolean {
    const arn = arnParts(value);
    return arn?.service === "iam" && /^(aws|\d{12})$/.test(arn.account) && /^policy\/[!-~]{1,640}$/.test(arn.resource);
}

export const roleNameIsLegal = rule(/^[\w+=,.@-]{1,64}$/, "is not a role name", "1 to 64 letters, digits and +=,.@_-");

/** AWS's provider adds a suffix of 26 characters. */
export const namePrefixIsLegal = rule(
    /^[\w+=,.@-]{1,38}$/,
    "is not a prefix of a role name",
    "1 to 38 letters, digits and +=,.@_-",
);

export const pathIsLegal = rule(
    /^\/([!-~]{1,510}\/)?$/,
    "is not an IAM path",
    "it begins and ends with /, such as /pod-identity/, and has at most 512 characters",
);

export const descriptionIsLegal = rule(
    /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{0,1000}$/,
    "is not a description that IAM accepts",
    "at most 1,000 characters of Latin-1",
);

export const sidIsLegal = rule(/^[0-9A-Za-z]+$/, "is not a Sid", "letters and digits only");

export const actionIsLegal = rule(
    /^(\*|[A-Za-z0-9-]+:[\w*?]+)$/,
    "is not an IAM action",
    "its form is service:Action, such as s3:GetObject, or *",
);

export const resourceIsLegal = rule(/^(\*$|arn:)/, "is not a resource", "write an ARN, or *");

export const tagKeyIsLegal: TextRule = patterned(
    (key, path) => {
        if (/^aws:/i.test(key)) {
            return [
                {
                    path,
                    problem: `the tag key "${key}" is reserved for AWS`,
                    remedy: 'keys must not begin with "aws:"',
                },
            ];
        }
        return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key)
            ? []
            : [
                  {
                      path,
                      problem: `"${key}" is not a tag key`,
                      remedy: "1 to 128 letters, digits, spaces and _.:/=+-@",
                  },
              ];
    },
    /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
    'This is not a tag key: 1 to 128 letters, digits, spaces and _.:/=+-@, and not "aws:" first',
);

/** Without a look at the value in the message: a tag is where people put things they should not. */
export const tagValueIsLegal: TextRule = patterned(
    (value, path) =>
        /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)
            ? []
            : [{ path, problem: "is not a tag value", remedy: "at most 256 letters, digits, spaces and _.:/=+-@" }],
    /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
    "This is not a tag value: at most 256 letters, digits, spaces and _.:/=+-@",
);

export const addonVersionIsLegal = rule(
    /^(latest|v\d+\.\d+\.\d+-eksbuild\.\d+)$/,
    "is not a version of an EKS add-on",
    "write one such as v1.3.9-eksbuild.3, or latest",
);

/** The key of a shared role or a target role is part of logical names, and of the name prefix. */
export const roleKeyIsLegal = rule(
    /^[0-9A-Za-z][\w.-]{0,63}$/,
    "is not a key for a role",
    'letters, digits, "-", "_" and ".", beginning with a letter or digit, at most 64',
);

export const policyKeyIsLegal = rule(
    /^[0-9A-Za-z][\w.-]{0,127}$/,
    "is not a key for a managed policy",
    'letters, digits, "-", "_" and ".", beginning with a letter or digit, at most 128',
);

/** An ARN of exactly one policy, without wildcards and variables. */
export const policyIsOne = rule(
    value => !/^arn:.*[*?$]/s.test(value),
    "has a wildcard or a variable, but must name one policy",
    "list each policy separately",
    /^(?!arn:[\s\S]*[*?$])/,
);

/** The characters that IAM accepts in policies. The message does not quote the text, which can be sensitive. */
export const policyCharactersAreLegal: TextRule = patterned(
    (value, path) => {
        const odd = /[^\t\n\r\u0020-\u00FF]/u.exec(value)?.[0].codePointAt(0);
        return odd === undefined
            ? []
            : [
                  {
                      path,
                      problem: `has the character U+${odd.toString(16).toUpperCase().padStart(4, "0")}, which IAM does not accept in a policy`,
                      remedy: "use only characters of Latin-1",
                  },
              ];
    },
    /^[\t\n\r\u0020-\u00FF]*$/,
    "This has a character that IAM does not take in a policy: use those of Latin-1, and * or ? in the place of others",
);
