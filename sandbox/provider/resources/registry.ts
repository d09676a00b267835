import type { Definition } from "../definition";
import { addon } from "./addon";
import { cluster } from "./cluster";
import { podIdentityAssociation } from "./podIdentityAssociation";
import { policy } from "./policy";
import { role } from "./role";
import { rolePoliciesExclusive } from "./rolePoliciesExclusive";
import { rolePolicy } from "./rolePolicy";
import { rolePolicyAttachment } from "./rolePolicyAttachment";
import { rolePolicyAttachmentsExclusive } from "./rolePolicyAttachmentsExclusive";

const definitions: readonly Definition[] = [
    addon,
    cluster,
    podIdentityAssociation,
    policy,
    role,
    rolePoliciesExclusive,
    rolePolicy,
    rolePolicyAttachment,
    rolePolicyAttachmentsExclusive,
];

export const resourceTokens: readonly string[] = definitions.map(definition => definition.token);

export function definitionOf(token: string): Definition {
    const found = definitions.find(definition => definition.token === token);
    if (found === undefined) {
        throw new Error(`the sandbox does not model ${token}; it models ${resourceTokens.join(", ")}`);
    }
    return found;
}
