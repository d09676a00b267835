import type { FunctionDefinition } from "../definition";
import { partitionOf } from "../partition";

export const getRegion: FunctionDefinition = {
    token: "aws:index/getRegion:getRegion",
    inputs: { id: { kind: "string" }, name: { kind: "string" }, region: { kind: "string" } },
    invoke: (session, args) => {
        const name = typeof args.name === "string" ? args.name : session.region;
        return Promise.resolve({
            id: name,
            name,
            region: name,
            description: name,
            endpoint: `ec2.${name}.${partitionOf(name).dnsSuffix}`,
        });
    },
};
