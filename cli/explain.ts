/** `pod-identity explain`: why a pod may do something, or may not. */
import type { Command } from "commander";
import { nearestOf } from "../components/rules/nearest";
import { explained } from "../inventory/explain";
import type { Explanation } from "../inventory/explain";
import { statementOrigin } from "../inventory/model";
import type { Inventory } from "../inventory/model";
import { explanationLines } from "../inventory/reports/explainText";
import { listItem } from "../inventory/reports/markdown";
import { hasSourceOption, hasStackAndFormat } from "./accessOptions";
import type { TextFormat } from "./accessOptions";
import { checkQuestion } from "./question";
import { printInventory } from "./show";
import { inventoriesIn } from "./sources";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

interface Options {
    readonly source?: string;
    readonly stack?: string;
    readonly format: TextFormat;
}

export function addExplain(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    const command = program
        .command("explain")
        .description("Explains why the pods of a subject may do something, or why they may not.")
        .argument("<subject>", "namespace/serviceAccount")
        .argument("[action]", "an action, such as s3:GetObject")
        .argument("[resource]", "the ARN of a resource");
    hasStackAndFormat(hasSourceOption(command))
        .addHelpText(
            "after",
            `
Exit code 1: the pods are not allowed to do it.

Examples:
  pod-identity explain shop/orders s3:GetObject --stack dev
  pulumi stack export | pod-identity explain shop/orders s3:GetObject arn:aws:s3:::orders-dev/1 --source -
  pod-identity explain shop/orders --source state.json`,
        )
        .action(async (subject: string, action: string | undefined, resource: string | undefined, options: Options) => {
            done(await explain({ subject, action, resource }, options, terminal));
        });
}

interface Asked {
    readonly subject: string;
    readonly action: string | undefined;
    readonly resource: string | undefined;
}

async function explain(
    { subject, action, resource }: Asked,
    { source, stack, format }: Options,
    terminal: Terminal,
): Promise<ExitCode> {
    if (action !== undefined) {
        checkQuestion({ action, resource, patterns: false }, terminal);
    }
    const { after: inventory } = await inventoriesIn({ source, stack }, terminal);
    const associations = associationsOf(inventory, subject);
    if (action === undefined) {
        printInventory({ ...inventory, associations }, format, { statements: true }, terminal);
        return exitCodes.fine;
    }
    const explanations = associations.map(association => explained(inventory, association, action, resource));
    terminal.print(
        format === "json"
            ? JSON.stringify(explanations.map(explanationJson), null, 2)
            : explanations
                  .flatMap(explanation => explanationLines(explanation, action, resource))
                  .map(line => (format === "markdown" ? listItem(line) : line))
                  .join("\n"),
    );
    return explanations.some(({ verdict }) => verdict.startsWith("allowed")) ? exitCodes.fine : exitCodes.wrong;
}

function explanationJson({ association, verdict, missing, because, unknowns }: Explanation): object {
    return {
        subject: association.subject,
        cluster: association.cluster,
        verdict,
        missing,
        because: because.map(({ statement, failing, open }) => ({
            policy: statement.origin.policy.name,
            origin: statementOrigin(statement.origin.policy, statement.origin.index),
            statement: statement.statement,
            failing,
            open,
        })),
        unknowns,
    };
}

function associationsOf({ associations }: Inventory, subject: string): Inventory["associations"] {
    const found = associations.filter(association => association.subject === subject);
    if (found.length === 0) {
        const nearest = nearestOf(
            subject,
            associations.map(association => association.subject),
        );
        throw new Misuse(
            `There is no association of "${subject}".${nearest === undefined ? "" : ` Did you mean "${nearest}"?`}`,
        );
    }
    return found;
}
