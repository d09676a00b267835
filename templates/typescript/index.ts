import * as pulumi from "@pulumi/pulumi";
import { access } from "./access";

const identity = access(new pulumi.Config().require("clusterName"));

/** By subject. A workload that needs its permissions when it starts depends on `identity` instead. */
export const roleArns = identity.roleArns;
