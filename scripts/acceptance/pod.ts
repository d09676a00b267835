/** The pod of the acceptance: who it is for AWS, and which objects it can read. */
import { type Tools, must } from "./tools";

export interface Place {
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly region: string;
    readonly bucket: string;
}

/** `read`, or the error code of AWS. */
export interface Findings {
    /** ARN of the session, as STS gives it. */
    readonly identity: string;
    readonly allowed: string;
    readonly denied: string;
}

export const objects = { allowed: "allowed.txt", denied: "denied.txt" } as const;

const image = "public.ecr.aws/aws-cli/aws-cli:2.27.0";

/** Prints one line for each question; an answer that is an error is its code. */
export const script = `
answer() {
  name=$1; shift
  if out=$("$@" 2>&1); then echo "$name=$out"; return; fi
  code=$(echo "$out" | sed -n 's/.*(\\([A-Za-z]*\\)).*/\\1/p' | head -n 1)
  echo "$name=\${code:-$(echo "$out" | tail -n 1)}"
}
answer identity aws sts get-caller-identity --query Arn --output text
answer allowed aws s3api get-object --bucket "$BUCKET" --key ${objects.allowed} /tmp/allowed --query "'read'" --output text
answer denied aws s3api get-object --bucket "$BUCKET" --key ${objects.denied} /tmp/denied --query "'read'" --output text
`;

export function podManifest(name: string, { namespace, serviceAccount, region, bucket }: Place): object {
    const variables = { AWS_REGION: region, BUCKET: bucket };
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace },
        spec: {
            serviceAccountName: serviceAccount,
            restartPolicy: "Never",
            nodeSelector: { "kubernetes.io/os": "linux" },
            containers: [
                {
                    name: "probe",
                    image,
                    command: ["sh", "-c", script],
                    env: Object.entries(variables).map(([variable, value]) => ({ name: variable, value })),
                },
            ],
        },
    };
}

/** @throws Error if the pod printed something else */
export function findingsIn(log: string): Findings {
    const line = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(log)?.[1];
    const [identity, allowed, denied] = ["identity", "allowed", "denied"].map(line);
    if (identity === undefined || allowed === undefined || denied === undefined) {
        throw new Error(`The pod did not answer. Its log:\n${log.trim()}`);
    }
    return { identity, allowed, denied };
}

/** Starts a pod, waits for its end and gives what it found. */
export async function probe(tools: Tools, name: string, place: Place): Promise<Findings> {
    const inNamespace = ["--namespace", place.namespace];
    await must("kubectl apply", tools.kubectl(["apply", "-f", "-"], JSON.stringify(podManifest(name, place))));
    const ended = "jsonpath={.status.containerStatuses[0].state.terminated.reason}";
    for (let attempt = 0; ; attempt++) {
        const query = ["get", "pod", name, ...inNamespace, "--output", ended];
        const reason = await must("kubectl get pod", tools.kubectl(query));
        if (reason !== "") break;
        if (attempt === 60) {
            const { stdout } = await tools.kubectl(["describe", "pod", name, ...inNamespace]);
            throw new Error(`The pod ${name} did not end within 5 minutes:\n${stdout}`);
        }
        await tools.wait(5);
    }
    const log = await must("kubectl logs", tools.kubectl(["logs", name, ...inNamespace]));
    await must("kubectl delete pod", tools.kubectl(["delete", "pod", name, ...inNamespace, "--wait=true"]));
    return findingsIn(log);
}
