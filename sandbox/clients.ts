import { EKSClient } from "@aws-sdk/client-eks";
import { IAMClient } from "@aws-sdk/client-iam";
import { defaultAccount } from "./environment";
import { requireLoopback } from "./loopback";

// package.json has the versions of Node that this package supports; users of the sandbox cannot act on this warning.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** An account and a Region of the emulated AWS. */
export interface Location {
    readonly account?: string;
    readonly region?: string;
}

function configuration(endpoint: string, { account = defaultAccount, region = "us-east-1" }: Location) {
    return {
        endpoint: requireLoopback(endpoint),
        region,
        // The emulator takes an access key id of twelve digits for the account.
        credentials: { accessKeyId: account, secretAccessKey: "sandbox" },
    };
}

export function eksClient(endpoint: string, place: Location): EKSClient {
    return new EKSClient(configuration(endpoint, place));
}

export function iamClient(endpoint: string, place: Location): IAMClient {
    return new IAMClient(configuration(endpoint, place));
}
