import type { FunctionDefinition } from "../definition";
import { partitionOf } from "../partition";

export const getPartition: FunctionDefinition = {
    token: "aws:index/getPartition:getPartition",
    inputs: { id: { kind: "string" } },
    invoke: session => {
        const { id, dnsSuffix, reverseDnsPrefix } = partitionOf(session.region);
        return Promise.resolve({ id, partition: id, dnsSuffix, reverseDnsPrefix });
    },
};
