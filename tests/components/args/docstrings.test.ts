import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { stackProblems } from "../../../components/checks/stack";
import { targetRoleProblems } from "../../../components/checks/targetRole";

const components = path.join(__dirname, "..", "..", "..", "components");
const sources = ["", "args", "presets", "presets/controllers"].flatMap(folder =>
    fs
        .readdirSync(path.join(components, folder))
        .filter(file => file.endsWith(".ts"))
        .map(file => path.join(components, folder, file)),
);
const publicTypes = new Set(
    [...fs.readFileSync(path.join(components, "index.ts"), "utf8").matchAll(/export type \{ (.+?) \}/g)].flatMap(
        ([, names = ""]) => names.split(", "),
    ),
);
const statements = sources.flatMap(file => {
    const text = fs.readFileSync(file, "utf8");
    return [...ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).statements];
});
const properties = statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => publicTypes.has(name.text))
    .flatMap(declaration => declaration.members.filter(ts.isPropertySignature).map(propertyOf));
const classes = statements.filter(ts.isClassDeclaration);

describe("the docstring of a public property", () => {
    it("exists", () => {
        assert.ok(properties.length > 100);
        assert.deepEqual(pathsOf(properties.filter(({ text }) => !/^\S.*\.$/.test(withoutLinks(text)))), []);
    });

    it("has the default if the property is optional, and only then", () => {
        // The properties of Presets are the keys of a catalogue: none is set by default.
        const documented = properties.filter(({ owner }) => owner !== "Presets");
        assert.deepEqual(pathsOf(documented.filter(({ optional, fallback }) => optional === (fallback === ""))), []);
    });

    it("has the unit and the range of a number", () => {
        const numbers = properties.filter(({ type }) => /\bnumber\b/.test(type));
        assert.ok(numbers.length >= 3);
        assert.deepEqual(pathsOf(numbers.filter(({ text }) => !/[sS]econds.* [\d,]+–[\d,]+/s.test(text))), []);
    });

    it("requires an entry of a list that must not be empty", () => {
        const required = properties.filter(({ optional, type }) => !optional && type.endsWith("[]"));
        assert.ok(required.length >= 5);
        assert.deepEqual(pathsOf(required.filter(({ text }) => !text.includes("at least one"))), []);
    });

    const role = (settings: object) => ({ clusterName: "dev", associations: { "shop/orders": { role: settings } } });
    const sharedRole = (settings: object) => ({
        clusterName: "dev",
        associations: { "shop/orders": { roleRef: "reader" } },
        roles: { reader: settings },
    });
    const target = (settings: object) => ({
        name: "orders",
        sources: [
            {
                cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                subject: "shop/orders",
                roleArn: "arn:aws:iam::111122223333:role/orders",
            },
        ],
        ...settings,
    });
    const tags = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${String(index)}`, "value"]));
    const text = (length: number) => "a".repeat(length);
    const problemsIn = (args: unknown) => stackProblems(args).length;
    const addon = (settings: object) => ({ clusterName: "dev", eksAddons: { "aws-ebs-csi-driver": settings } });

    /** Per property: the limit in its docstring, the number of problems at the limit, and just beyond it. */
    const limits: Readonly<Record<string, readonly [limit: RegExp, within: number, beyond: number]>> = {
        "RoleSettings.name": [/1–64 /, problemsIn(role({ name: text(64) })), problemsIn(role({ name: text(65) }))],
        "RoleSettings.path": [
            /at most 512 /,
            problemsIn(role({ path: `/${text(510)}/` })),
            problemsIn(role({ path: `/${text(511)}/` })),
        ],
        "RoleSettings.description": [
            /at most 1,000 /,
            problemsIn(role({ description: text(1000) })),
            problemsIn(role({ description: text(1001) })),
        ],
        "RoleSettings.maxSessionDuration": [
            /3,600–43,200/,
            problemsIn(role({ maxSessionDuration: 43_200 })),
            problemsIn(role({ maxSessionDuration: 43_201 })),
        ],
        "RoleSettings.tags": [
            /at most 50\b/,
            problemsIn(role({ tags: tags(50) })),
            problemsIn(role({ tags: tags(51) })),
        ],
        "SharedRole.namePrefix": [
            /1–38 /,
            problemsIn(sharedRole({ namePrefix: text(38) })),
            problemsIn(sharedRole({ namePrefix: text(39) })),
        ],
        "TargetRole.name": [
            /1–64 /,
            targetRoleProblems(target({ name: text(64) })).length,
            targetRoleProblems(target({ name: text(65) })).length,
        ],
        "TargetRole.sources": [
            /at least one/,
            targetRoleProblems(target({})).length,
            targetRoleProblems(target({ sources: [] })).length,
        ],
        "Association.tags": [
            /at most 50\b/,
            problemsIn({ clusterName: "dev", associations: { "shop/orders": { role: {}, tags: tags(50) } } }),
            problemsIn({ clusterName: "dev", associations: { "shop/orders": { role: {}, tags: tags(51) } } }),
        ],
        "AssociationDefaults.tags": [
            /at most 50\b/,
            problemsIn({ clusterName: "dev", defaults: { association: { tags: tags(50) } } }),
            problemsIn({ clusterName: "dev", defaults: { association: { tags: tags(51) } } }),
        ],
        "Agent.tags": [
            /at most 50\b/,
            problemsIn({ clusterName: "dev", agent: { tags: tags(50) } }),
            problemsIn({ clusterName: "dev", agent: { tags: tags(51) } }),
        ],
        "EksAddon.tags": [/at most 50\b/, problemsIn(addon({ tags: tags(50) })), problemsIn(addon({ tags: tags(51) }))],
        "EksAddon.namespace": [
            /at most 63 /,
            problemsIn(addon({ namespace: text(63) })),
            problemsIn(addon({ namespace: text(64) })),
        ],
        "PolicyStatement.sid": [
            /letters and digits only/,
            problemsIn(role({ statements: [{ sid: "a1", actions: ["s3:GetObject"], resources: ["*"] }] })),
            problemsIn(role({ statements: [{ sid: "a-1", actions: ["s3:GetObject"], resources: ["*"] }] })),
        ],
        "RolePermissions.managedPolicyArns": [
            /at most 128 /,
            problemsIn(role({ managedPolicyArns: { [text(128)]: "arn:aws:iam::111122223333:policy/a" } })),
            problemsIn(role({ managedPolicyArns: { [text(129)]: "arn:aws:iam::111122223333:policy/a" } })),
        ],
        "PodIdentityStackArgs.clusterName": [
            /at most 100 /,
            problemsIn({ clusterName: text(100) }),
            problemsIn({ clusterName: text(101) }),
        ],
        "PodIdentityStackArgs.propagationSeconds": [
            /0–300/,
            problemsIn({ clusterName: "dev", propagationSeconds: 300 }),
            problemsIn({ clusterName: "dev", propagationSeconds: 301 }),
        ],
    };
    for (const [name, [limit, within, beyond]] of Object.entries(limits)) {
        it(`has the limit that the check enforces: ${name}`, () => {
            const { text: docs = "" } = properties.find(property => pathOf(property) === name) ?? {};
            assert.match(docs, limit);
            assert.equal(within, 0, "within the limit");
            assert.notEqual(beyond, 0, "beyond the limit");
        });
    }

    it("has the limit of 50 if the property is a map of tags", () => {
        const silent = properties.filter(({ name, text: docs }) => name === "tags" && !docs.includes("at most 50"));
        assert.deepEqual(pathsOf(silent), []);
    });

    it("has sentences of at most 30 words", () => {
        const long = properties.flatMap(({ text: docs, ...property }) =>
            withoutLinks(docs)
                .split(/(?<=[.:])\s/)
                .filter(sentence => sentence.split(" ").length > 30)
                .map(sentence => `${pathOf({ ...property, text: docs })}: ${sentence}`),
        );
        assert.deepEqual(long, []);
    });
});

describe("the docstring of a component", () => {
    it("links to the AWS page that it is based on", () => {
        assert.equal(classes.length, 5);
        for (const declaration of classes) {
            assert.match(commentOf(declaration), /https:\/\/docs\.aws\.amazon\.com\//, declaration.name?.text);
        }
    });

    it("has the error that the constructor throws", () => {
        for (const declaration of classes) {
            const constructor = declaration.members.find(ts.isConstructorDeclaration);
            const thrown = constructor === undefined ? [] : ts.getJSDocTags(constructor);
            assert.deepEqual(
                thrown.map(tag => tag.tagName.text),
                ["throws"],
                declaration.name?.text,
            );
            assert.match(ts.getTextOfJSDocComment(thrown[0]?.comment) ?? "", /InputPropertiesError/);
        }
    });
});

interface PublicProperty {
    readonly owner: string;
    readonly name: string;
    readonly type: string;
    readonly optional: boolean;
    readonly text: string;
    readonly fallback: string;
}

function propertyOf(member: ts.PropertySignature): PublicProperty {
    const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
    return {
        owner: (member.parent as ts.InterfaceDeclaration).name.text,
        name: member.name.getText(),
        type: member.type?.getText() ?? "",
        optional: member.questionToken !== undefined,
        text: commentOf(member),
        fallback: ts.getTextOfJSDocComment(tag?.comment) ?? "",
    };
}

function commentOf(node: ts.Node): string {
    const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    return comments
        .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
        .join(" ")
        .replace(/\s+/g, " ")
        .trim();
}

function withoutLinks(text: string): string {
    return text.replace(/\s*https:\S+/g, "");
}

function pathOf({ owner, name }: PublicProperty): string {
    return `${owner}.${name}`;
}

function pathsOf(found: readonly PublicProperty[]): string[] {
    return found.map(pathOf);
}
