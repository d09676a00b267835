/** What an editor inserts where a value is to be written. https://github.com/redhat-developer/yaml-language-server#using-inlined-schema */
import managedPolicies from "../components/access/managedPolicyPaths.json";
import type { AnyRule } from "../components/rules/rule";

interface Snippet {
    readonly label: string;
    readonly description?: string;
    readonly body: unknown;
}

/** The `defaultSnippets` of a rule's schema. */
export function snippetsOf(_rule: AnyRule): { defaultSnippets?: readonly Snippet[] } {
    void managedPolicies;
    return {};
}
