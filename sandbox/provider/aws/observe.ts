import { setTimeout as sleep } from "node:timers/promises";
import { isMutating, logCall } from "../callLog";
import type { Session } from "../session";
import { isRecord, optionalText, text } from "../values";
import { AwsError, isThrottling, refusal } from "./awsError";
import { visibleInput } from "./hidden";
import { constraintViolations, serviceModel } from "./constraints";
import { strike, wholeCall } from "./kill";

type Handler = (args: { readonly input: unknown }) => Promise<{ readonly output: unknown }>;

interface Client {
    readonly middlewareStack: {
        add(middleware: (next: Handler, context: Readonly<Record<string, unknown>>) => Handler, options: object): void;
    };
}

/** Attempts and first pause of the AWS SDK's own retryer for throttling and server errors; its 25 attempts take minutes. */
const attempts = 6;
const firstPause = 50;

/**
 * Every call of a client goes through here: faults on demand, AWS's constraints, the log, errors in AWS's words, and
 * the SDK's retries (which must see the faults, so they are here and not in the SDK).
 */
export function observe<C extends object>(client: C, service: string, session: Session): C {
    (client as Client).middlewareStack.add(
        (next, context) => async args => {
            const operation = String(context.commandName).replace(/Command$/, "");
            for (let attempt = 1; ; attempt++) {
                try {
                    return await once(session, service, operation, args, next);
                } catch (error) {
                    if (!isThrottling(error) || attempt === attempts) {
                        throw error;
                    }
                    await sleep(firstPause * 2 ** (attempt - 1));
                }
            }
        },
        { step: "initialize", priority: "high", name: "sandbox" },
    );
    return client;
}

async function once(
    session: Session,
    service: string,
    operation: string,
    args: Parameters<Handler>[0],
    next: Handler,
): ReturnType<Handler> {
    const shown = visibleInput(args.input);
    const log = (error?: AwsError, id?: string): void => {
        if (isMutating(operation) && shown !== undefined) {
            logCall(session.surroundings.directory, {
                time: new Date().toISOString(),
                account: session.account,
                region: session.region,
                service,
                operation,
                input: shown,
                ...(error === undefined ? {} : { error: `${error.code}: ${error.awsMessage}` }),
                ...(id === undefined ? {} : { id }),
                ...([undefined, operation].includes(wholeCall()) ? {} : { inside: true }),
            });
        }
    };
    try {
        const effect = session.faults.of(operation, shown);
        if (effect.delay > 0) {
            await sleep(effect.delay);
        }
        if (effect.error !== undefined) {
            throw refusal(service, operation, effect.error.code, effect.error.message);
        }
        validate(session, service, operation, shown);
        strike(session, operation, shown, "before");
        const result = await next(args);
        log(undefined, associationIdIn(result.output));
        strike(session, operation, shown, "after");
        return result;
    } catch (thrown) {
        const error = asAwsError(service, operation, thrown);
        log(error);
        throw error;
    }
}

function associationIdIn(output: unknown): string | undefined {
    const association = isRecord(output) ? output.association : undefined;
    return isRecord(association) ? optionalText(association.associationId) : undefined;
}

/** AWS checks every request against its own model first; the emulator does not. */
function validate(session: Session, service: string, operation: string, input: unknown): void {
    if (input === undefined) {
        return;
    }
    if (tagKeysOf(input).some(key => /^aws:/i.test(key))) {
        const code = service === "EKS" ? "InvalidParameterException" : "InvalidInput";
        throw refusal(service, operation, code, "Caller is an end user and not allowed to mutate system tags");
    }
    const model = serviceModel(session.surroundings.botocoreData, service);
    const found = model === undefined ? [] : constraintViolations(model, operation, input);
    if (found.length === 0) {
        return;
    }
    const count = `${found.length} validation error${found.length === 1 ? "" : "s"} detected: `;
    throw refusal(
        service,
        operation,
        service === "EKS" ? "InvalidParameterException" : "ValidationError",
        count + found.join("; "),
    );
}

function tagKeysOf(input: unknown): readonly string[] {
    if (!isRecord(input)) {
        return [];
    }
    const { tags, Tags: list } = input;
    return isRecord(tags)
        ? Object.keys(tags)
        : Array.isArray(list)
          ? list.map(tag => (isRecord(tag) ? text(tag.Key) : ""))
          : [];
}

function asAwsError(service: string, operation: string, thrown: unknown): AwsError {
    if (thrown instanceof AwsError) {
        return thrown;
    }
    const error = thrown as {
        name?: string;
        message?: string;
        $metadata?: { httpStatusCode?: number; requestId?: string };
    };
    // The SDK for JavaScript names IAM's errors after their shapes: NoSuchEntityException for the code NoSuchEntity.
    const name = error.name ?? "Error";
    const code = service === "IAM" ? name.replace(/Exception$/, "") : name;
    return new AwsError(
        service,
        operation,
        code,
        error.message ?? "",
        error.$metadata?.httpStatusCode ?? 0,
        error.$metadata?.requestId,
    );
}
