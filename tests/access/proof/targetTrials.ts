/** Trials of the step from the role of an association to its target role. */
import { permissionsOf, roleAllows, targetAdmits } from "./meaning";
import type { Use } from "./meaning";
import { permits } from "./permissions";
import { clusterAt, ownAccount } from "./place";
import type { Target } from "./randomTargets";
import type { RegisteredAssociation, RegisteredRole } from "./registered";
import { assume, contextOf, tag, tagContext } from "./requests";
import type { Request } from "./requests";
import type { Scenario } from "./scenario";
import { everything } from "./simulate";
import type { Simulated } from "./simulate";
import { chosen, strangersTried } from "./trial";
import type { Trial } from "./trial";
import { externalIdOf, tagsOf, identityOf, identityOfAssociation } from "./world";
import type { World } from "./world";

/** EKS assumes the target role for the pods of a subject. It assumes no other role. */
export function hopTrials(use: Use, { targets }: Scenario, world: World): Trial[] {
    const { role, subject, roleArn = "", sessionTags, sessionPolicy } = use;
    const { cluster } = world;
    const association = world.associationOf(use);
    return targets.flatMap(target =>
        [assume, tag].map(action => {
            const ask = { action, resource: target.arn };
            const session = identityOf(subject, sessionTags, cluster);
            const isOwn = target.arn === use.target;
            const leadsTo = isOwn ? association?.targetRoleArn : target.arn;
            return {
                what: `${target.name}: ${action} by the role of ${subject}`,
                shouldBeAllowed:
                    targetAdmits(target, { what: "", principal: roleArn, action, ...session }) &&
                    (role === undefined || roleAllows(role, ask, session.tags)) &&
                    // Without a target role, the session is the pod's, with the session policy.
                    (use.target !== undefined ||
                        sessionPolicy === undefined ||
                        permits(permissionsOf(sessionPolicy), ask, session.tags, cluster)),
                asked: association && hop(association, action, leadsTo, target.account, world),
            };
        }),
    );
}

function hop(
    association: RegisteredAssociation,
    action: string,
    targetArn: string | undefined,
    account: string,
    { cluster, roles }: World,
): Simulated | undefined {
    const [source, target] = [roles.get(association.roleArn), roles.get(targetArn ?? "")];
    const request = {
        what: "",
        principal: association.roleArn,
        action,
        ...identityOfAssociation(association, cluster),
    };
    return (
        source &&
        target && {
            ...asked(request, target, account),
            identity: source.policies,
            session: association.targetRoleArn === undefined ? association.sessionPolicy : undefined,
        }
    );
}

/** A target role does not admit principals that are similar to its sources. */
export function strangeHopTrials(target: Target, scenario: Scenario, { roles }: World): Trial[] {
    const role = roles.get(target.arn);
    return chosen(strangeHops(target, scenario), scenario.salt, strangersTried).map(([who, request]) => ({
        what: `${target.name}: ${request.action} by ${who}: ${JSON.stringify(request)}`,
        shouldBeAllowed: targetAdmits(target, { what: who, ...request }),
        asked: role && { ...asked(request, role, target.account), identity: [everything] },
    }));
}

function asked(request: Omit<Request, "what">, { arn, trust }: RegisteredRole, account: string): Simulated {
    return {
        principal: request.principal,
        action: request.action,
        resource: arn,
        account,
        context: { ...contextOf(request), ...(request.tags && tagContext(request.tags, "aws:PrincipalTag")) },
        trust,
    };
}

function strangeHops({ args }: Target, { place: { cluster } }: Scenario): [string, Omit<Request, "what">][] {
    const { subject = "", roleArn: principal = "" } = (args.sources[0] ?? {}) as { subject?: string; roleArn?: string };
    const right = { tags: tagsOf(subject, cluster), externalId: externalIdOf(cluster, subject) };
    const elsewhere = clusterAt(cluster.partition, cluster.region, ownAccount, "elsewhere");
    const [namespace = "", account = ""] = subject.split("/");
    return [assume, tag].flatMap((action): [string, Omit<Request, "what">][] => [
        ["another role", { principal: `${principal}-2`, action, ...right }],
        ["the account itself", { principal: principal.replace(/:role\/.*/, ":root"), action, ...right }],
        [
            "a role of the same name elsewhere",
            { principal: principal.replace(/::\d+:/, "::123456789012:"), action, ...right },
        ],
        ["EKS itself", { principal: "pods.eks.amazonaws.com", action, sourceAccount: ownAccount, ...right }],
        ["without an identity", { principal, action }],
        ["the external ID alone", { principal, action, externalId: right.externalId }],
        ["another's external ID", { principal, action, externalId: externalIdOf(cluster, `${namespace}/other`) }],
        ["an external ID of another cluster", { principal, action, externalId: externalIdOf(elsewhere, subject) }],
        ["the tags of another namespace", { principal, action, tags: tagsOf(`${namespace}2/${account}`, cluster) }],
        [
            "the tags of another service account",
            { principal, action, tags: tagsOf(`${namespace}/${account}2`, cluster) },
        ],
        ["the tags of another cluster", { principal, action, tags: tagsOf(subject, elsewhere) }],
    ]);
}
