/** The texts of all rules, read from the sources of components/checks: what a golden table of messages has to hold. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const folder = path.join(__dirname, "../../components/checks");

/** One text that a rule can say: where it stands, and what it looks like once its variables are filled in. */
export interface MessageText {
    /** `trust.ts`. */
    readonly file: string;
    /** As in the source, with `…` for what is filled in. */
    readonly text: string;
    readonly pattern: RegExp;
}

export function messageTexts(): MessageText[] {
    return fs
        .readdirSync(folder)
        .filter(file => file.endsWith(".ts"))
        .flatMap(file => {
            const source = fs.readFileSync(path.join(folder, file), "utf8");
            const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
            return textsIn(parsed).map(text => ({
                file,
                text: text.join("…"),
                pattern: new RegExp(`: ${text.map(escaped).join(".+")}(: |$)`, "m"),
            }));
        });
}

/** The constant parts of each text: of what is called `problem`, and of what `rule` says of the value before it. */
function textsIn(node: ts.Node): string[][] {
    const inner: string[][] = [];
    ts.forEachChild(node, child => void inner.push(...textsIn(child)));
    if ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.name.getText() === "problem") {
        return [...alternatives(node.initializer), ...inner];
    }
    if (ts.isCallExpression(node) && node.expression.getText() === "rule") {
        return [...alternatives(node.arguments[1]).map(parts => ["", ` ${parts.join("")}`]), ...inner];
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
    return ts.isParenthesizedExpression(said) ? alternatives(said.expression) : [];
}

function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
