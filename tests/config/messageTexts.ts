/** Reads the texts of all rules from their sources. The golden table of messages must contain them. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const root = path.join(__dirname, "../..");
const folders = ["components/rules", "components/checks", "components/presets", "config"];
/** The index of the text among the arguments of functions with this name. */
const speakers: ReadonlyMap<string, number> = new Map([
    ["problem", 0],
    ["Unreadable", 0],
    ["this.report", 2],
]);

/** Names of the properties with a text. Rules for one of several properties have two texts. */
const names = ["problem", "none", "several"];

/** A text of a rule: its source, and its pattern with variables replaced. */
export interface MessageText {
    /** `checks/shape/trust.ts`, `config/include.ts`. */
    readonly file: string;
    /** As in the source, with `…` for variables. */
    readonly text: string;
    readonly pattern: RegExp;
}

export function messageTexts(): MessageText[] {
    return folders
        .flatMap(folder =>
            fs
                .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
                .map(file => path.join(folder, file)),
        )
        .filter(file => file.endsWith(".ts"))
        .flatMap(file => {
            const source = fs.readFileSync(path.join(root, file), "utf8");
            const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
            return textsIn(parsed).map(text => ({
                file: file.replace(/^components\//, ""),
                text: text.join("…"),
                // After a position alone there are two blanks, after a position and a path a colon.
                pattern: new RegExp(`(: |  )${text.map(escaped).join(".+")}(: |$)`, "m"),
            }));
        });
}

/** The constant parts of each text: of `problem`, and of the text in `rule`. */
function textsIn(node: ts.Node): string[][] {
    const inner: string[][] = [];
    ts.forEachChild(node, child => void inner.push(...textsIn(child)));
    if ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && names.includes(node.name.getText())) {
        return [...alternatives(node.initializer), ...inner];
    }
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) {
        return inner;
    }
    const name = node.expression.getText();
    if (name === "rule") {
        return [...alternatives(node.arguments?.[1]).map(parts => ["", ` ${parts.join("")}`]), ...inner];
    }
    const argument = speakers.get(name);
    if (argument !== undefined) {
        return [...alternatives(node.arguments?.[argument]), ...inner];
    }
    return inner;
}

/** The possible texts of an expression. Empty if it is a parameter. */
function alternatives(said: ts.Expression | undefined): string[][] {
    if (said === undefined) {
        return [];
    }
    if (ts.isStringLiteralLike(said)) {
        return [[said.text]];
    }
    if (ts.isTemplateExpression(said)) {
        return [[said.head.text, ...said.templateSpans.map(({ literal }) => literal.text)]];
    }
    if (ts.isConditionalExpression(said)) {
        return [...alternatives(said.whenTrue), ...alternatives(said.whenFalse)];
    }
    if (ts.isArrowFunction(said)) {
        return ts.isBlock(said.body) ? [] : alternatives(said.body);
    }
    return ts.isParenthesizedExpression(said) ? alternatives(said.expression) : [];
}

function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
