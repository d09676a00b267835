/** Reads the doc comments of the args from their source, for the schema and the reference. */
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";

export interface DocumentedProperty {
    readonly description: string;
    /** The text of `@default`. */
    readonly byDefault: string | undefined;
}

export interface DocumentedInterface {
    readonly description: string;
    readonly properties: ReadonlyMap<string, DocumentedProperty>;
}

type Parsed = ReadonlyMap<string, ts.InterfaceDeclaration>;

/** All interfaces in the source files of `folders`, by name, with inherited properties. */
export function documentedInterfaces(folders: readonly string[]): ReadonlyMap<string, DocumentedInterface> {
    const parsed: Parsed = new Map(
        folders
            .flatMap(sourcesIn)
            .flatMap(interfacesIn)
            .map(declaration => [declaration.name.text, declaration]),
    );
    return new Map(
        [...parsed].map(([name, declaration]) => [
            name,
            { description: comment(declaration).description, properties: new Map(properties(declaration, parsed)) },
        ]),
    );
}

/** The doc comments of exported constants in the source files of `folders`, by name. Enums are constants here. */
export function documentedConstants(folders: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
        folders.flatMap(sourcesIn).flatMap(file =>
            parse(file)
                .statements.filter(ts.isVariableStatement)
                .flatMap(statement =>
                    statement.declarationList.declarations.map(
                        ({ name }) => [name.getText(), comment(statement).description] as const,
                    ),
                ),
        ),
    );
}

function sourcesIn(folder: string): string[] {
    const files = fs.readdirSync(folder).map(file => path.join(folder, file));
    return files.filter(file => file.endsWith(".ts"));
}

function parse(file: string): ts.SourceFile {
    return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function interfacesIn(file: string): ts.InterfaceDeclaration[] {
    return parse(file).statements.filter(ts.isInterfaceDeclaration);
}

function properties(declaration: ts.InterfaceDeclaration, parsed: Parsed): [string, DocumentedProperty][] {
    const bases = (declaration.heritageClauses ?? []).flatMap(clause =>
        clause.types.map(type => type.expression.getText()),
    );
    return [
        ...bases.flatMap(base => {
            const inherited = parsed.get(base);
            return inherited === undefined ? [] : properties(inherited, parsed);
        }),
        ...declaration.members
            .filter(ts.isPropertySignature)
            .map((member): [string, DocumentedProperty] => [member.name.getText(), comment(member)]),
    ];
}

/** The text of the doc comment before a node, as one paragraph. */
function comment(node: ts.Node): DocumentedProperty {
    const text = node.getSourceFile().text;
    const range = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).at(-1);
    const raw = range === undefined ? "" : text.slice(range.pos, range.end);
    const plain = raw.startsWith("/**") ? raw.replace(/^\/\*\*|\*\/$/g, "").replace(/^\s*\* ?/gm, "") : "";
    const [description = "", ...tags] = plain.split(/(?:^|\s)@(?=[a-z]+\s)/);
    const byDefault = tags.find(tag => tag.startsWith("default"))?.slice("default".length);
    return {
        description: paragraph(description),
        byDefault: byDefault === undefined ? undefined : paragraph(byDefault),
    };
}

export function paragraph(text: string): string {
    return text.replace(/\s+/g, " ").trim();
}
