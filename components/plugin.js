/**
 * The components as a Pulumi plugin, for programs in every language (`PulumiPlugin.yaml`). The SDK would host the exported
 * classes by itself, but then checks their types at every start and analyzes them for every command: seconds each. This
 * serves the committed schema (`npm run generate`) and compiles the sources, types unchecked, when something is constructed.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { InputPropertiesError } = require("@pulumi/pulumi");
const provider = require("@pulumi/pulumi/provider");

if (/[\\/]run-plugin[\\/]/.test(require.main?.filename ?? "")) {
    serve();
} else {
    // Imported by a program or a test: the folder is the library. A plugin exports nothing, or the SDK hosts that as well.
    module.exports = require("./index.ts");
}

function serve() {
    const schemaText = fs.readFileSync(path.join(__dirname, "schema.json"), "utf8");
    const schema = JSON.parse(schemaText);

    provider.main(
        {
            version: schema.version,
            schema: schemaText,
            construct: async (name, type, inputs, options) => {
                try {
                    return await construct(schema, name, type, inputs, options);
                } catch (error) {
                    throw readableOnce(error);
                }
            },
        },
        process.argv.slice(2),
    );
}

async function construct(schema, name, type, inputs, options) {
    const definition = schema.resources[type];
    if (definition === undefined) {
        throw new Error(`${schema.name} ${schema.version} has no component "${type}".`);
    }
    const Component = compiled("./index.ts")[type.split(":").at(-1)];
    const component = new Component(name, inputs, options);
    // The engine registers what depends on a component once it has the answer.
    await component.getData();
    const outputs = Object.keys(definition.properties).map(property => [property, component[property]]);
    return { urn: component.urn, state: Object.fromEntries(outputs) };
}

/** The engine prints the list of problems below the message, which tells them too for programs that print nothing else. */
function readableOnce(error) {
    if (InputPropertiesError.isInstance(error)) {
        error.message = error.message.split("\n", 1)[0].replace(/:$/, "");
    }
    return error;
}

/** A TypeScript module, with all it imports, compiled file by file; the SDK has loaded the compiler already. */
function compiled(module) {
    const ts = require("typescript");
    const compilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        esModuleInterop: true,
        inlineSourceMap: true,
    };
    require.extensions[".ts"] = (target, fileName) => {
        const { outputText } = ts.transpileModule(fs.readFileSync(fileName, "utf8"), { compilerOptions, fileName });
        target._compile(outputText, fileName);
    };
    return require(module);
}
