/** The access of a subject at one moment of an update, according to an independent implementation of IAM. */
import type { PolicyDocument } from "../../../components/access/policyDocument";
import type { Cluster } from "../proof/place";
import { assume, contextOf, podRequest, tag, tagContext } from "../proof/requests";
import { isAllowed } from "../proof/simulate";
import type { Simulated } from "../proof/simulate";
import { tagsOf } from "../proof/world";
import type { Account, RoleState } from "./account";
import { asks, managedDocument } from "./permissions";

const answers = new Map<string, Promise<boolean>>();

/** Most moments differ only in one role. */
function answer(asked: Simulated): Promise<boolean> {
    const key = JSON.stringify(asked);
    const known = answers.get(key) ?? isAllowed(asked);
    answers.set(key, known);
    return known;
}

export function forgetAnswers(): void {
    answers.clear();
}

/** The access of the subject's pods: permissions with the role of the association, and its target role. */
export async function accessOf(account: Account, subject: string, cluster: Cluster): Promise<ReadonlySet<string>> {
    const association = account.associations.get(subject);
    const role = account.roles.get(association?.roleArn.split("/").at(-1) ?? "");
    if (association === undefined || role === undefined) {
        return new Set();
    }
    const { roleArn, targetRoleArn } = association;
    const entries = [assume, tag].map(action => {
        const request = podRequest("", action, cluster, subject);
        return answer({
            principal: request.principal,
            action,
            resource: roleArn,
            account: cluster.account,
            context: contextOf(request),
            trust: role.trust,
        });
    });
    if (!(await Promise.all(entries)).every(Boolean)) {
        return new Set();
    }
    // A session has the access of its role, also on the way to the target role.
    const wanted = [
        ...asks,
        ...(targetRoleArn === undefined ? [] : [assume, tag].map(action => ({ action, resource: targetRoleArn }))),
    ];
    const allowed = await Promise.all(
        wanted.map(async ({ action, resource }) =>
            (await answer(session(account, role, roleArn, subject, cluster, action, resource)))
                ? [`${action} ${resource}`]
                : [],
        ),
    );
    return new Set(allowed.flat());
}

function session(
    account: Account,
    role: RoleState,
    roleArn: string,
    subject: string,
    cluster: Cluster,
    action: string,
    resource: string,
): Simulated {
    return {
        principal: roleArn,
        action,
        resource,
        account: cluster.account,
        context: { "aws:PrincipalArn": roleArn, ...tagContext(tagsOf(subject, cluster), "aws:PrincipalTag") },
        identity: policiesOf(account, role),
    };
}

function policiesOf({ policies }: Account, { inline, managed }: RoleState): PolicyDocument[] {
    return [...inline.values(), ...[...managed].sort().map(arn => policies.get(arn) ?? managedDocument(arn))];
}
