import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { FunctionDefinition } from "../definition";
import { inPartition } from "../partition";

export const getCallerIdentity: FunctionDefinition = {
    token: "aws:index/getCallerIdentity:getCallerIdentity",
    inputs: { id: { kind: "string" } },
    invoke: async session => {
        const caller = await session.sts.send(new GetCallerIdentityCommand({}));
        return {
            id: caller.Account,
            accountId: caller.Account,
            arn: inPartition(caller.Arn ?? "", session.partition),
            userId: caller.UserId,
        };
    },
};
