/** Requests for a role by principals that are similar to its users. */
import type { RoleMeaning } from "./meaning";
import { filledIn, otherAccount, ownAccount, partnerAccount } from "./place";
import { assume, assumeWithIdentity, podRequest, tag } from "./requests";
import type { Request } from "./requests";
import { oidcProvider } from "./randomRole";
import type { Scenario } from "./scenario";
import { deployRole, partnerExternalId } from "./trustStatements";

/** All similar principals. The meaning of the args decides which of them a wider scope admits. */
export function strangeRequests(meaning: RoleMeaning, { place, args }: Scenario): Request[] {
    const { cluster, siblings, strangers } = place;
    const own = meaning.subjects[0] ?? "";
    const others = nearMisses(meaning.subjects, Object.keys(args.associations ?? {}));
    const pods = [assume, tag].flatMap(action => [
        ...others.map(subject => podRequest("another subject", action, cluster, subject)),
        ...[...siblings, ...strangers].flatMap(elsewhere =>
            [own, undefined].map(subject => podRequest("another cluster", action, elsewhere, subject)),
        ),
        podRequest("its own, with the other kind of session", action, cluster, meaning.sessionTags ? undefined : own),
        podRequest("an untagged session", action, cluster, undefined),
        podRequest("another organization", action, cluster, meaning.sessionTags ? own : undefined, "o-other00000"),
        {
            ...podRequest("no organization", action, cluster, meaning.sessionTags ? own : undefined),
            sourceOrganization: undefined,
        },
        // EKS itself never mixes them up.
        { ...podRequest("another account's, with its tags", action, cluster, own), sourceAccount: otherAccount },
        { ...podRequest("no source account", action, cluster, own), sourceAccount: undefined },
        { ...podRequest("no cluster ARN", action, cluster, own), sourceArn: undefined },
    ]);
    const posing = podRequest("", assume, cluster, own);
    const principals = [
        ...["ec2.amazonaws.com", "lambda.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com.cn"],
        filledIn(deployRole, cluster),
        `arn:${cluster.partition}:iam::${ownAccount}:role/intruder`,
        `arn:${cluster.partition}:iam::${otherAccount}:role/intruder`,
        `arn:${cluster.partition}:iam::${partnerAccount}:role/partner`,
    ].flatMap(principal =>
        [assume, tag].flatMap(action =>
            [undefined, partnerExternalId].map(externalId => ({
                ...posing,
                what: `${principal} posing as ${own}`,
                principal,
                action,
                externalId,
            })),
        ),
    );
    return [...pods, ...principals, ...strangeIdentities(meaning.subjects, others, place)];
}

function strangeIdentities(
    subjects: readonly string[],
    others: readonly string[],
    place: Scenario["place"],
): Request[] {
    const own = subjects[0] ?? "";
    const otherProvider = oidcProvider(place, "OTHERD539D4633E53DE1B71EXAMPLE0").split("oidc-provider/")[1] ?? "";
    return [
        ...others.map(subject => webIdentity("another subject's token", place, subject)),
        webIdentity("a token for somebody else", place, own, { aud: "pods.eks.amazonaws.com" }),
        webIdentity("a token without an audience", place, own, { aud: undefined }),
        webIdentity("a user's token", place, own, { sub: own }),
        webIdentity("another cluster's token", place, own, { issuer: otherProvider }),
        { ...webIdentity("a token for another call", place, own), action: assume },
    ];
}

/** Mixtures of the subjects, and subjects with one changed part. */
function nearMisses(subjects: readonly string[], neighbours: readonly string[]): string[] {
    const parts = subjects.map(subject => subject.split("/"));
    const mixtures = parts.flatMap(([namespace = ""]) => parts.map(([, account = ""]) => `${namespace}/${account}`));
    const near = parts
        .slice(0, 2)
        .flatMap(([namespace = "", account = ""]) => [
            `${namespace}/${account}2`,
            `${namespace}2/${account}`,
            `${namespace}/default`,
            `kube-system/${account}`,
            `${account}/${namespace}`,
            `${namespace.toUpperCase()}/${account}`,
            `*/*`,
        ]);
    return [...new Set([...mixtures, ...neighbours, ...near])].filter(subject => !subjects.includes(subject));
}

/** A token of the cluster's own provider, with changes. */
export function webIdentity(
    what: string,
    place: Scenario["place"],
    subject: string,
    change: Partial<Identity> = {},
): Request {
    const provider = oidcProvider(place);
    const identity = {
        issuer: provider.split("oidc-provider/")[1] ?? "",
        sub: `system:serviceaccount:${subject.replace("/", ":")}`,
        aud: "sts.amazonaws.com",
        ...change,
    };
    const principal = `${provider.split("/")[0] ?? ""}/${identity.issuer}`;
    return { what: `${what}: ${JSON.stringify(identity)}`, principal, action: assumeWithIdentity, identity };
}

type Identity = NonNullable<Request["identity"]>;
