/** The texts of all rules, read from the sources that have rules: what a golden table of messages has to hold. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const root = path.join(__dirname, "../..");
const folders = ["components/rules", "components/checks", "components/presets", "config"];
/** Which argument is the text, where it is handed to a function of this name. */
const speakers: ReadonlyMap<string, number> = new Map([
    ["problem", 0],
    ["Unreadable", 0],
    ["this.report", 2],
]);

/** What the property that has the text is called; rules have words of their own for one of several properties. */
const names = ["problem", "none", "several"];

/** One text that a rule can say: where it stands, and what it looks like once its variables are filled in. */
export interface MessageText {
    /** `checks/shape/trust.ts`, `config/include.ts`. */
    readonly file: string;
    /** As in the source, with `…` for what is filled in. */
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
                // Behind a place alone stand two blanks, behind a place and a path a colon.
                pattern: new RegExp(`(: |  )${text.map(escaped).join(".+")}(: |$)`, "m"),
            }));
        });
}

/** The constant parts of each text: of what is called `problem`, and of what `rule` says of the value before it. */
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

/** The texts that an expression can become; none for what is only handed on. */
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
