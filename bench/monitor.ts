/** The gRPC services of the engine for a program or a plugin. It answers registrations immediately, and counts them. */
import * as grpc from "@grpc/grpc-js"; // the SDK's own gRPC library
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Answer<T> = (error: Error | null, response: T) => void;

export interface Monitor {
    readonly address: string;
    /** AWS resources registered since the last call. */
    readonly registered: () => number;
    readonly stop: () => void;
}

const cluster = {
    name: "bench",
    arn: "arn:aws:eks:eu-west-1:111122223333:cluster/bench",
    version: "1.33",
    computeConfigs: [],
};

export async function startMonitor(): Promise<Monitor> {
    let count = 0;
    const empty = (_call: unknown, answer: Answer<Empty>): void => {
        answer(null, new Empty());
    };
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceMonitorService, {
        getDeploymentInfo: (_call: unknown, answer: Answer<resource.DeploymentInfo>) => {
            const info = new resource.DeploymentInfo();
            info.setProject("bench");
            info.setStack("dev");
            const features = resource.ResourceMonitorFeature as unknown as Record<
                string,
                resource.ResourceMonitorFeature
            >;
            info.setSupportedfeaturesList(Object.values(features));
            answer(null, info);
        },
        supportsFeature: (_call: unknown, answer: Answer<resource.SupportsFeatureResponse>) => {
            answer(null, new resource.SupportsFeatureResponse().setHassupport(true));
        },
        invoke: (_call: unknown, answer: Answer<InvokeResponse>) => {
            const response = new InvokeResponse();
            response.setReturn(Struct.fromJavaScript(cluster));
            answer(null, response);
        },
        registerResource: (
            { request }: { readonly request: resource.RegisterResourceRequest },
            answer: Answer<resource.RegisterResourceResponse>,
        ) => {
            count += request.getType().startsWith("aws:") ? 1 : 0;
            const name = request.getName();
            const response = new resource.RegisterResourceResponse();
            response.setUrn(`urn:pulumi:dev::bench::${request.getType()}::${name}`);
            if (request.getCustom()) {
                const inputs = request.getObject()?.toJavaScript() ?? {};
                response.setId(`${name}-id`);
                response.setObject(
                    Struct.fromJavaScript({ ...inputs, name, arn: `arn:aws:iam::111122223333:role/${name}` }),
                );
            }
            answer(null, response);
        },
        registerPackage: (_call: unknown, answer: Answer<resource.RegisterPackageResponse>) => {
            answer(null, new resource.RegisterPackageResponse().setRef("bench"));
        },
        registerResourceOutputs: empty,
        registerStackTransform: empty,
        registerStackInvokeTransform: empty,
        registerResourceHook: empty,
        registerErrorHook: empty,
        signalAndWaitForShutdown: empty,
    });
    server.addService(EngineService, {
        log: empty,
        getRootResource: (_call: unknown, answer: Answer<engine.GetRootResourceResponse>) => {
            answer(null, new engine.GetRootResourceResponse());
        },
        setRootResource: (_call: unknown, answer: Answer<engine.SetRootResourceResponse>) => {
            answer(null, new engine.SetRootResourceResponse());
        },
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error) reject(error);
            else resolve(bound);
        });
    });
    return {
        address: `127.0.0.1:${String(port)}`,
        registered: () => {
            const before = count;
            count = 0;
            return before;
        },
        stop: () => {
            server.forceShutdown();
        },
    };
}
