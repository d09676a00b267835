/** Trials of the permissions of sessions. */
import type { PolicyDocument } from "../../../components/access/policyDocument";
import { rolesOf } from "./entryTrials";
import { permissionsOf, roleAllows } from "./meaning";
import type { RoleMeaning, Use } from "./meaning";
import { asksAt, permits } from "./permissions";
import type { Ask } from "./permissions";
import { otherAccount, ownAccount, ownOrganization, partnerAccount } from "./place";
import type { RegisteredAssociation, RegisteredRole } from "./registered";
import { assume, tag, tagContext } from "./requests";
import type { Tags } from "./requests";
import type { Scenario } from "./scenario";
import { everything } from "./simulate";
import type { Simulated } from "./simulate";
import { chosen } from "./trial";
import type { Trial } from "./trial";
import { tagsOf, identityOfAssociation } from "./world";
import type { World } from "./world";

/** The resulting permissions of a subject's pods, with the role of the association or its target role. */
export function permissionTrials(use: Use, { targets, salt }: Scenario, world: World): Trial[] {
    const { cluster } = world;
    const { subject, sessionTags, sessionPolicy } = use;
    const association = world.associationOf(use);
    const final = association && world.roles.get(association.targetRoleArn ?? association.roleArn);
    const target = targets.find(({ arn }) => arn === use.target);
    const tags = sessionTags ? tagsOf(subject, cluster) : undefined;
    const narrowed = (ask: Ask): boolean =>
        sessionPolicy === undefined || permits(permissionsOf(sessionPolicy), ask, tags, cluster);
    const isMeant = (ask: Ask): boolean =>
        target !== undefined
            ? permits(permissionsOf(target.args), ask, tags, cluster)
            : use.role === undefined || roleAllows(use.role, ask, tags);
    // If many subjects have the same permissions, each tries a part.
    const count = (use.role?.subjects.length ?? 0) > 2 ? 2 : 5;
    const asks = chosen(asksAt(cluster), salt === undefined ? undefined : salt + world.uses.indexOf(use), count);
    return [
        ...asks.map(ask => ({
            what: `${ask.action} on ${ask.resource} by ${subject}`,
            shouldBeAllowed: isMeant(ask) && narrowed(ask),
            asked: association && final && sessionOf(association, final, world, ask, target?.account ?? ownAccount),
        })),
        ...(use.target === undefined ? [] : onTheWay(use, asks, world)),
        ...(use.role?.role.irsa ? throughIrsa(use, asks, world) : []),
        ...identityTrials(use, final, world),
    ];
}

/** A session policy restricts only the target role. The session before it has all permissions of its role. */
function onTheWay(use: Use, asks: readonly Ask[], world: World): Trial[] {
    const { role, subject, sessionTags } = use;
    const association = world.associationOf(use);
    const source = association && world.roles.get(association.roleArn);
    const tags = sessionTags ? tagsOf(subject, world.cluster) : undefined;
    return asks.map(ask => ({
        what: `${ask.action} on ${ask.resource} by the role of ${subject} on the way`,
        shouldBeAllowed: role === undefined || roleAllows(role, ask, tags),
        asked:
            association &&
            source &&
            sessionOf({ ...association, sessionPolicy: undefined }, source, world, ask, ownAccount),
    }));
}

/** Through IRSA, a pod has only the permissions of its association's role, without tags. */
function throughIrsa(use: Use, asks: readonly Ask[], world: World): Trial[] {
    const { role, subject, sessionTags } = use;
    const association = world.associationOf(use);
    const source = association && world.roles.get(association.roleArn);
    const tags = sessionTags ? tagsOf(subject, world.cluster) : undefined;
    return asks.map(ask => ({
        what: `${ask.action} on ${ask.resource} by ${subject} through IRSA`,
        shouldBeAllowed: role !== undefined && roleAllows(role, ask, tags),
        asked:
            association &&
            source &&
            sessionOf(
                { ...association, sessionPolicy: undefined, disableSessionTags: true },
                source,
                world,
                ask,
                ownAccount,
            ),
    }));
}

/** A partner knows the ARN of a role. The role admits no one else, whatever their permissions. */
function identityTrials(use: Use, final: RegisteredRole | undefined, { cluster }: World): Trial[] {
    const known = use.target ?? use.roleArn;
    const resource = `arn:${cluster.partition}:s3:::partner/x`;
    return known === undefined
        ? []
        : [
              {
                  what: `${use.subject}: what ${known} alone may have`,
                  shouldBeAllowed: true,
                  asked: final && {
                      principal: final.arn,
                      action: "s3:GetObject",
                      resource,
                      account: partnerAccount,
                      context: { "aws:PrincipalArn": final.arn },
                      identity: [everything],
                      trust: allowing({ AWS: known }, ["s3:GetObject"], [resource]),
                  },
              },
          ];
}

/** Another role trusts the whole account. Whether it can be assumed depends on the permissions of this role. */
export function wayOutTrials(meaning: RoleMeaning, world: World): Trial[] {
    const { cluster } = world;
    const [role] = rolesOf(meaning, world);
    const admin = `arn:${cluster.partition}:iam::${otherAccount}:role/admin`;
    const trust = allowing({ AWS: `arn:${cluster.partition}:iam::${ownAccount}:root` }, [assume, tag]);
    return [assume, tag].map(action => ({
        what: `${meaning.what}: ${action} on ${admin}`,
        shouldBeAllowed: roleAllows(meaning, { action, resource: admin }, undefined),
        asked: role && {
            principal: role.arn,
            action,
            resource: admin,
            account: otherAccount,
            context: sessionContext(role.arn, undefined),
            identity: role.policies,
            trust,
        },
    }));
}

function sessionOf(
    association: RegisteredAssociation,
    { arn, policies }: RegisteredRole,
    { cluster }: World,
    { action, resource }: Ask,
    account: string,
): Simulated {
    return {
        principal: arn,
        action,
        resource,
        account,
        context: sessionContext(arn, identityOfAssociation(association, cluster).tags),
        identity: policies,
        session: association.sessionPolicy,
    };
}

function sessionContext(arn: string, tags: Tags | undefined): Simulated["context"] {
    return {
        "aws:PrincipalArn": arn,
        "aws:ResourceOrgID": ownOrganization,
        ...(tags && tagContext(tags, "aws:PrincipalTag")),
    };
}

function allowing(
    Principal: Readonly<Record<string, string>>,
    Action: readonly string[],
    Resource?: readonly string[],
): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal, Action, ...(Resource && { Resource }) }],
    };
}
