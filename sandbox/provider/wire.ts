import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { errorText } from "./aws/awsError";
import { PartialFailure } from "./definition";
import { type Properties, withoutUndefined } from "./values";

export const plain = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

export const struct = (properties: Properties): Struct =>
    Struct.fromJavaScript(cleaned(properties) as Parameters<typeof Struct.fromJavaScript>[0]);

/** protobuf takes neither undefined nor dates. */
function cleaned(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.filter(member => member !== undefined).map(cleaned);
    }
    if (value instanceof Date) {
        return value.toISOString();
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(
            Object.entries(withoutUndefined(value as Properties)).map(([key, part]) => [key, cleaned(part)]),
        );
    }
    return value;
}

let running = 0;

/** Waits until no call is being answered, for at most so many milliseconds. */
export async function callsAnswered(milliseconds: number): Promise<void> {
    for (const end = Date.now() + milliseconds; running > 0 && Date.now() < end;) {
        await new Promise(resolve => setTimeout(resolve, 50));
    }
}

/** A method of the service as a function that returns or throws. */
export function unary<Request, Response>(
    method: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        running++;
        void (async () => {
            try {
                callback(null, await method(call.request));
            } catch (error) {
                callback(failure(error), null);
            } finally {
                running--;
            }
        })();
    };
}

/** The details tell the engine what exists although the call failed; Go's gRPC reads them from this header. */
function failure(error: unknown): Partial<grpc.StatusObject> {
    const details = errorText(error);
    if (!(error instanceof PartialFailure)) {
        return { code: grpc.status.UNKNOWN, details };
    }
    const detail = new messages.ErrorResourceInitFailed();
    detail.setId(error.made.id);
    detail.setProperties(struct(error.made.outputs));
    detail.setReasonsList([error.reason]);
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(details);
    status.addDetails(packed);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { code: grpc.status.UNKNOWN, details, metadata };
}
