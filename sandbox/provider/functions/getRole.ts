import { findRole } from "../aws/roles";
import { tagMap } from "../aws/tags";
import type { FunctionDefinition } from "../definition";
import { text } from "../values";
import { saying } from "../resources/wording";

export const getRole: FunctionDefinition = {
    token: "aws:iam/getRole:getRole",
    inputs: { name: { kind: "string", required: true }, tags: { kind: "tags" } },
    invoke: async (session, args) => {
        const name = text(args.name);
        const role = await saying(`reading IAM Role (${name})`, () => findRole(session, name));
        if (role === undefined) {
            throw new Error(`reading IAM Role (${name}): couldn't find resource`);
        }
        return {
            id: name,
            name,
            arn: role.Arn,
            assumeRolePolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ""),
            createDate: (role.CreateDate ?? new Date(0)).toISOString(),
            description: role.Description ?? "",
            maxSessionDuration: role.MaxSessionDuration ?? 3600,
            path: role.Path ?? "/",
            permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
            roleLastUseds: [],
            tags: tagMap(role.Tags),
            uniqueId: role.RoleId,
        };
    },
};
