/** The rules of a component's args are those of its interface: the compiler holds them together here, as checks/ cannot import it. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import type {
    PodIdentityAddonArgs,
    PodIdentityAgentArgs,
    PodIdentityRoleArgs,
    PodIdentityStackArgs,
} from "../../../components";
import { addonArgs } from "../../../components/checks/addon";
import { agentArgs } from "../../../components/checks/agent";
import { roleArgs } from "../../../components/checks/role";
import { stackArgs } from "../../../components/checks/stack";
import type { AnyRule, RulesOf } from "../../../components/rules/rule";
import { stackModel } from "../../../config/model/model";
import { documentedInterfaces } from "../../../scripts/docComments";

const tables = {
    PodIdentityAddonArgs: addonArgs satisfies RulesOf<PodIdentityAddonArgs>,
    PodIdentityAgentArgs: agentArgs satisfies RulesOf<PodIdentityAgentArgs>,
    PodIdentityRoleArgs: roleArgs satisfies RulesOf<PodIdentityRoleArgs>,
    PodIdentityStackArgs: stackArgs satisfies RulesOf<PodIdentityStackArgs>,
};

/** The shapes in a rule, by the name of their interface. */
function shapesIn({ form }: AnyRule, found = new Map<string, object>()): ReadonlyMap<string, object> {
    if (form.kind === "list" || form.kind === "map") {
        shapesIn(form.item, found);
    } else if (form.kind === "shape" && !found.has(form.name)) {
        found.set(form.name, form.properties);
        Object.values(form.properties).forEach(rule => shapesIn(rule, found));
    }
    return found;
}

// What a table has by a spread, the compiler lets through.
describe("rules have no property that their interface lacks", () => {
    const components = path.join(__dirname, "..", "..", "..", "components");
    const interfaces = documentedInterfaces([
        components,
        ...["args", "presets", "presets/controllers", "checks/shape"].map(folder => path.join(components, folder)),
        path.join(components, "..", "config", "model"),
    ]);
    const shapes = new Map<string, object>([...Object.entries(tables), ...shapesIn(stackModel)]);
    shapes.delete("StackFile");

    for (const [name, properties] of shapes) {
        it(name, () => {
            const documented = [...(interfaces.get(name)?.properties.keys() ?? [])];
            assert.deepEqual(Object.keys(properties).sort(), [...new Set(documented)].sort());
        });
    }
});
