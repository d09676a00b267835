import * as grpc from "@grpc/grpc-js";
import { version } from "@pulumi/aws/package.json";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb";
import { whenOrphaned } from "../orphan";
import { ProviderService } from "./service";
import { callsAnswered } from "./wire";

/** As long as the longest call: what AWS has begun to do is done, also where no engine waits for the answer. */
const secondsToFinish = 60;

/**
 * The sandbox's `pulumi-resource-aws`. The engine starts it with its own address as argument (not needed here: all
 * results go back in answers) and reads the port to call from the first line of output.
 */
function main(): void {
    // The SDK's warning about the next major version of Node would show up in every `pulumi up`.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    const service = new ProviderService(version, process.env);
    server.addService(services.ResourceProviderService, service.handlers() as grpc.UntypedServiceImplementation);
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error !== null) {
            throw error;
        }
        process.stdout.write(`${port}\n`);
    });
    whenOrphaned(() => {
        void callsAnswered(secondsToFinish * 1000).then(() => process.exit(0));
    });
}

main();
