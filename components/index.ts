/** Pulumi components for EKS Pod Identity. */
export { PodIdentityAgent } from "./agent";
export type { PodIdentityAgentArgs } from "./agent";
export { PodIdentityRole } from "./role";
export type { PodIdentityRoleArgs } from "./role";
export { PodIdentityStack } from "./stack";
export type { PodIdentityStackArgs } from "./stack";
export { AgentMode } from "./args/agent";
export type { Agent } from "./args/agent";
export type { Association } from "./args/association";
export type { AssociationDefaults, Defaults } from "./args/defaults";
export type { Role, RolePermissions, RoleSettings, SharedRole } from "./args/role";
export { Effect } from "./args/statement";
export type { PolicyStatement } from "./args/statement";
