/** `pod-identity who`: every subject that can do something to a resource. */
import type { Command } from "commander";
import { awsActions } from "../inventory/catalogue";
import { positionText } from "../inventory/reports/diffText";
import { listItem } from "../inventory/reports/markdown";
import { whoCan } from "../inventory/who";
import type { Answer } from "../inventory/who";
import { hasSourceOption, hasStackAndFormat } from "./accessOptions";
import type { TextFormat } from "./accessOptions";
import { checkQuestion } from "./question";
import { inventoriesIn } from "./sources";
import { exitCodes } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

interface Options {
    readonly source?: string;
    readonly stack?: string;
    readonly format: TextFormat;
}

export function addWho(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    const command = program
        .command("who")
        .description("Lists every subject that can do something to a resource, and how.")
        .argument("<action>", "an action, such as s3:GetObject; * and ? are wildcards")
        .argument("[resource]", "an ARN; * and ? are wildcards", "*");
    hasStackAndFormat(hasSourceOption(command))
        .addHelpText(
            "after",
            `
Examples:
  pod-identity who s3:GetObject 'arn:aws:s3:::orders-dev/*' --stack dev
  pulumi stack export | pod-identity who s3:GetObject 'arn:aws:s3:::orders-dev/*' --source -
  pod-identity who 'iam:*' --source preview.json`,
        )
        .action(async (action: string, resource: string, options: Options) => {
            done(await who(action, resource, options, terminal));
        });
}

async function who(
    action: string,
    resource: string,
    { source, stack, format }: Options,
    terminal: Terminal,
): Promise<ExitCode> {
    checkQuestion({ action, resource, patterns: true }, terminal);
    const { after: inventory } = await inventoriesIn({ source, stack }, terminal);
    const answers = whoCan(inventory, { action, resource }, awsActions());
    if (format === "json") {
        terminal.print(
            JSON.stringify(
                answers.map(({ association: { subject, cluster, origin }, access, unknowns }) => ({
                    subject,
                    cluster,
                    origin,
                    access,
                    unknowns,
                })),
                null,
                2,
            ),
        );
        return exitCodes.fine;
    }
    answers
        .flatMap(answerLines)
        .map(line => (format === "markdown" ? listItem(line) : line))
        .forEach(terminal.print);
    const able = answers.filter(({ access }) => access.some(({ verdict }) => verdict === "gained")).length;
    const undecided = answers.length - able;
    terminal.tell(
        `${able} ${able === 1 ? "subject" : "subjects"} can do ${action}${resource === "*" ? "" : ` on ${resource}`}` +
            `${undecided === 0 ? "" : `; ${undecided} undecided`}.`,
    );
    return exitCodes.fine;
}

function answerLines({ association, access, unknowns }: Answer): string[] {
    return [
        ...access.map(
            ({ actions, resources, conditions, policy, origin, verdict, cause }) =>
                `${association.subject} ${verdict === "undecided" ? "may be able to do" : "can do"} ${actions.join(", ")} on ${resources.join(", ")}` +
                (conditions.length > 0 ? ` if ${conditions.join(" and ")}` : "") +
                `, by ${policy}` +
                (cause === undefined ? "" : `; undecided because of ${cause}`) +
                positionText(origin),
        ),
        ...unknowns.map(text => `${association.subject} undecided: ${text}${positionText(association.origin)}`),
    ];
}
