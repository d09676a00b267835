import { functionTokens } from "./functions/registry";
import { definitionOf, resourceTokens } from "./resources/registry";

/**
 * Names of what is modelled, for tools that ask the plugin for its schema. It has no types: the SDK of the official
 * provider has them.
 */
export function schema(version: string): object {
    const anything = { $ref: "pulumi.json#/Any" };
    const properties = (names: readonly string[]): object => Object.fromEntries(names.map(name => [name, anything]));
    return {
        name: "aws",
        version,
        provider: {
            inputProperties: properties([
                "region",
                "accessKey",
                "secretKey",
                "allowedAccountIds",
                "assumeRoles",
                "defaultTags",
            ]),
        },
        resources: Object.fromEntries(
            resourceTokens.map(token => {
                const { inputs, outputs } = definitionOf(token);
                return [
                    token,
                    {
                        inputProperties: properties(Object.keys(inputs)),
                        requiredInputs: Object.keys(inputs).filter(name => inputs[name]?.required === true),
                        properties: properties([...Object.keys(inputs), ...outputs]),
                    },
                ];
            }),
        ),
        functions: Object.fromEntries(
            functionTokens.map(token => [token, { inputs: { type: "object" }, outputs: { type: "object" } }]),
        ),
    };
}
