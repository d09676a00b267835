import { EKSClient } from "@aws-sdk/client-eks";
import { IAMClient } from "@aws-sdk/client-iam";
import { defaultAccount } from "./environment";
import { requireLoopback } from "./loopback";

// Which Node this package needs is said in package.json; whoever runs the sandbox cannot do anything about this warning.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

export interface Place {
    readonly account?: string;
    readonly region?: string;
}

function configuration(endpoint: string, { account = defaultAccount, region = "us-east-1" }: Place) {
    return {
        endpoint: requireLoopback(endpoint),
        region,
        // The emulator takes an access key id of twelve digits for the account.
        credentials: { accessKeyId: account, secretAccessKey: "sandbox" },
    };
}

export function eksClient(endpoint: string, place: Place): EKSClient {
    return new EKSClient(configuration(endpoint, place));
}

export function iamClient(endpoint: string, place: Place): IAMClient {
    return new IAMClient(configuration(endpoint, place));
}
