import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { checked, type Naming } from "./check";
import { configurationFrom, configurationProblems, surroundingsFrom } from "./configuration";
import type { Definition } from "./definition";
import { changes, deletesBeforeReplace, type PropertyChange } from "./diff";
import { functionDefinition } from "./functions/registry";
import { inputsFrom, plannedOutputs, updatedOutputs } from "./outputs";
import { coerced, failures } from "./properties";
import { definitionOf } from "./resources/registry";
import { schema } from "./schema";
import { Session } from "./session";
import { isAbsent, type Properties, stableJson, unknown, withoutUndefined } from "./values";
import { plain, struct, unary } from "./wire";

/** The resource provider protocol, over the definitions. One instance a configured provider: the engine starts one each. */
export class ProviderService {
    private configured: Session | undefined;

    public constructor(
        private readonly version: string,
        private readonly environment: Readonly<Record<string, string | undefined>>,
    ) {}

    public handlers(): Record<string, unknown> {
        return {
            handshake: unary(() => handshake()),
            getPluginInfo: unary(() => pluginInfo(this.version)),
            attach: unary(() => new Empty()),
            cancel: unary(() => new Empty()),
            getSchema: unary(() => schemaResponse(this.version)),
            getMapping: unary(() => new messages.GetMappingResponse()),
            getMappings: unary(() => new messages.GetMappingsResponse()),
            checkConfig: unary((request: messages.CheckRequest) => checkConfig(request)),
            diffConfig: unary((request: messages.DiffRequest) => diffConfig(request)),
            configure: unary((request: messages.ConfigureRequest) => this.configure(request)),
            invoke: unary((request: messages.InvokeRequest) => this.invoke(request)),
            check: unary((request: messages.CheckRequest) => this.check(request)),
            diff: unary((request: messages.DiffRequest) => this.diff(request)),
            create: unary((request: messages.CreateRequest) => this.create(request)),
            read: unary((request: messages.ReadRequest) => this.read(request)),
            update: unary((request: messages.UpdateRequest) => this.update(request)),
            delete: unary((request: messages.DeleteRequest) => this.delete(request)),
        };
    }

    private get session(): Session {
        if (this.configured === undefined) {
            throw new Error("the provider is not configured");
        }
        return this.configured;
    }

    private configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
        const args = plain(request.getArgs());
        const variables = request
            .getVariablesMap()
            .toObject(false)
            .map(([key, value]) => [key.replace(/^aws:(config:)?/, ""), value] as const);
        const raw = Object.keys(args).length > 0 ? args : Object.fromEntries(variables);
        this.configured = new Session(configurationFrom(raw, this.environment), surroundingsFrom(this.environment));
        const response = new messages.ConfigureResponse();
        // Plain values, no secrets, outputs or resource references: what AWS gets.
        response.setAcceptsecrets(false);
        response.setAcceptresources(false);
        response.setAcceptoutputs(false);
        response.setSupportspreview(true);
        response.setSupportsAutonamingConfiguration(true);
        return response;
    }

    private async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
        const definition = functionDefinition(request.getTok());
        const args = coerced(definition.inputs, withoutUndefined(plain(request.getArgs())));
        const response = new messages.InvokeResponse();
        const problems = failures(definition.token, definition.inputs, args);
        if (problems.length > 0) {
            response.setFailuresList(problems.map(checkFailure));
            return response;
        }
        try {
            response.setReturn(struct(await definition.invoke(this.session.in(args.region), args)));
        } catch (error) {
            throw new Error(`invoking ${definition.token}: ${error instanceof Error ? error.message : String(error)}`, {
                cause: error,
            });
        }
        return response;
    }

    private check(request: messages.CheckRequest): messages.CheckResponse {
        const definition = definitionOf(typeOf(request.getUrn()));
        const { inputs, failures: problems } = checked(
            definition,
            plain(request.getOlds()),
            plain(request.getNews()),
            namingOf(request),
            this.session.defaultTags,
        );
        const response = new messages.CheckResponse();
        response.setInputs(struct(inputs));
        response.setFailuresList(problems.map(checkFailure));
        return response;
    }

    private diff(request: messages.DiffRequest): messages.DiffResponse {
        const definition = definitionOf(typeOf(request.getUrn()));
        const state = plain(request.getOlds());
        const inputs = plain(request.getNews());
        const found = new Map(changes(definition, state, inputs, request.getIgnorechangesList()));
        // A resource is replaced if its provider changes to another region.
        if (
            definition.inputs.region !== undefined &&
            isAbsent(inputs.region) &&
            !isAbsent(state.region) &&
            state.region !== this.session.region
        ) {
            found.set("region", { kind: "update", replaces: true });
        }
        const replaces = [...found].filter(([, change]) => change.replaces).map(([name]) => name);
        const response = new messages.DiffResponse();
        response.setChanges(
            found.size > 0 ? messages.DiffResponse.DiffChanges.DIFF_SOME : messages.DiffResponse.DiffChanges.DIFF_NONE,
        );
        response.setDiffsList([...found.keys()]);
        response.setReplacesList(replaces);
        response.setDeletebeforereplace(replaces.length > 0 && deletesBeforeReplace(definition, state, inputs));
        response.setHasdetaileddiff(true);
        for (const [name, change] of found) {
            const detail = new messages.PropertyDiff();
            detail.setKind(kindOf(change));
            response.getDetaileddiffMap().set(name, detail);
        }
        return response;
    }

    private async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
        const definition = definitionOf(typeOf(request.getUrn()));
        const inputs = plain(request.getProperties());
        const response = new messages.CreateResponse();
        if (request.getPreview()) {
            response.setProperties(struct(plannedOutputs(definition, inputs, this.session.region)));
            return response;
        }
        const made = await definition.create(this.session, inputs);
        response.setId(made.id);
        response.setProperties(struct(made.outputs));
        return response;
    }

    private async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
        const definition = definitionOf(typeOf(request.getUrn()));
        const state = plain(request.getProperties());
        const before = plain(request.getInputs());
        const found = await definition.read(this.session, request.getId(), state);
        const response = new messages.ReadResponse();
        if (found === undefined) {
            return response;
        }
        const outputs = kept(definition, state, found.outputs);
        const isImport = Object.keys(state).length === 0 && Object.keys(before).length === 0;
        response.setId(found.id);
        response.setProperties(struct(outputs));
        response.setInputs(struct(inputsFrom(definition, before, outputs, isImport)));
        return response;
    }

    private async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
        const definition = definitionOf(typeOf(request.getUrn()));
        const old = plain(request.getOlds());
        const inputs = plain(request.getNews());
        const ignored = request.getIgnorechangesList();
        const response = new messages.UpdateResponse();
        if (request.getPreview()) {
            response.setProperties(struct(updatedOutputs(definition, old, inputs, this.session.region)));
            return response;
        }
        const changed = new Set(changes(definition, old, inputs, ignored).keys());
        response.setProperties(
            struct(await definition.update(this.session, { id: request.getId(), old, inputs, changed })),
        );
        return response;
    }

    private async delete(request: messages.DeleteRequest): Promise<Empty> {
        const definition = definitionOf(typeOf(request.getUrn()));
        await definition.delete(this.session, request.getId(), plain(request.getProperties()));
        return new Empty();
    }
}

/** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`; the name may hold `::`. */
export const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").pop() ?? "";

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** A text that means the same keeps the spelling of the state, as the official provider does for policies. */
function kept(definition: Definition, state: Properties, outputs: Properties): Properties {
    const differing = changes({ inputs: definition.inputs }, state, outputs);
    return withoutUndefined(
        Object.fromEntries(
            Object.entries(outputs).map(([name, value]) => {
                const same =
                    definition.inputs[name] !== undefined &&
                    !differing.has(name) &&
                    !isAbsent(state[name]) &&
                    !isAbsent(value);
                return [name, same ? state[name] : value];
            }),
        ),
    );
}

function namingOf(request: messages.CheckRequest): Naming {
    const naming = { logicalName: request.getName() || nameOf(request.getUrn()), seed: request.getRandomseed_asU8() };
    const options = request.getAutonaming();
    const { PROPOSE, ENFORCE } = messages.CheckRequest.AutonamingOptions.Mode;
    if (options === undefined) {
        return naming;
    }
    const mode = options.getMode() === PROPOSE ? "propose" : options.getMode() === ENFORCE ? "enforce" : "disable";
    return { ...naming, proposal: { name: options.getProposedName(), mode } };
}

function kindOf({ kind, replaces }: PropertyChange): messages.PropertyDiff.Kind {
    const kinds = messages.PropertyDiff.Kind;
    switch (kind) {
        case "add":
            return replaces ? kinds.ADD_REPLACE : kinds.ADD;
        case "delete":
            return replaces ? kinds.DELETE_REPLACE : kinds.DELETE;
        case "update":
            return replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE;
    }
}

function checkFailure({
    property,
    reason,
}: {
    readonly property: string;
    readonly reason: string;
}): messages.CheckFailure {
    const failure = new messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
}

function handshake(): messages.ProviderHandshakeResponse {
    const response = new messages.ProviderHandshakeResponse();
    response.setSupportsAutonamingConfiguration(true);
    return response;
}

function pluginInfo(version: string): plugin.PluginInfo {
    const info = new plugin.PluginInfo();
    info.setVersion(version);
    return info;
}

function schemaResponse(version: string): messages.GetSchemaResponse {
    const response = new messages.GetSchemaResponse();
    response.setSchema(JSON.stringify(schema(version)));
    return response;
}

function checkConfig(request: messages.CheckRequest): messages.CheckResponse {
    const inputs = plain(request.getNews());
    const response = new messages.CheckResponse();
    response.setInputs(struct(inputs));
    response.setFailuresList(configurationProblems(inputs).map(reason => checkFailure({ property: "", reason })));
    return response;
}

function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const [old, now] = [plain(request.getOlds()), plain(request.getNews())];
    const differing = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
        key => now[key] === unknown || stableJson(old[key]) !== stableJson(now[key]),
    );
    const response = new messages.DiffResponse();
    response.setChanges(
        differing.length > 0
            ? messages.DiffResponse.DiffChanges.DIFF_SOME
            : messages.DiffResponse.DiffChanges.DIFF_NONE,
    );
    response.setDiffsList(differing);
    return response;
}
