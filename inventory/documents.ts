import type { PolicyDocument } from "../components/access/policyDocument";
import { managedPolicyDocument } from "../data/managedPolicies";
import type { ManagedDocuments } from "./policies";

/** The documents of AWS's managed policies. */
export const awsManagedDocuments: ManagedDocuments = arn => managedPolicyDocument(arn) as PolicyDocument | undefined;
