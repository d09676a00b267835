/** kubectl and the AWS CLI of an acceptance on the sandbox: pods get what the emulated AWS gives their service account. */
import { ListPodIdentityAssociationsCommand, DescribePodIdentityAssociationCommand } from "@aws-sdk/client-eks";
import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import type { Result } from "../../sandbox/processes";
import type { Sandbox } from "../../sandbox/sandbox";
import { objects } from "../../scripts/acceptance/pod";
import type { Setting } from "../../scripts/acceptance/project";
import type { Tools } from "../../scripts/acceptance/tools";

const done = (stdout = ""): Result => ({ code: 0, stdout, stderr: "" });
const failed = (stderr: string): Result => ({ code: 1, stdout: "", stderr });

export interface StandIns extends Pick<Tools, "kubectl" | "aws"> {
    /** What exists outside the stack: namespaces, service accounts, pods, buckets. */
    readonly existing: Set<string>;
}

export function standInsFor(sandbox: Sandbox, account: string, { cluster, region, bucket }: Setting): StandIns {
    const place = { account, region };
    const existing = new Set<string>();

    async function associations(namespace: string, serviceAccount?: string) {
        const query = { clusterName: cluster, namespace, serviceAccount };
        const listed = await sandbox.eks(place).send(new ListPodIdentityAssociationsCommand(query));
        return (listed.associations ?? []).map(({ associationId = "" }) => associationId);
    }

    /** The log of a pod: the inline policies of its role decide. */
    async function log(namespace: string, serviceAccount: string): Promise<string> {
        const [associationId] = await associations(namespace, serviceAccount);
        if (associationId === undefined) return "identity=NoCredentials\nallowed=NoCredentials\ndenied=NoCredentials\n";
        const command = new DescribePodIdentityAssociationCommand({ clusterName: cluster, associationId });
        const { association } = await sandbox.eks(place).send(command);
        const RoleName = association?.roleArn?.split("/").at(-1) ?? "";
        const iam = sandbox.iam(place);
        const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
        const documents = await Promise.all(
            PolicyNames.map(async PolicyName => {
                const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
                return decodeURIComponent(PolicyDocument);
            }),
        );
        const answer = (key: string) =>
            documents.some(document => document.includes(`"arn:aws:s3:::${bucket}/${key}"`)) ? "read" : "AccessDenied";
        return [
            `identity=arn:aws:sts::${account}:assumed-role/${RoleName}/eks-${cluster}-pod`,
            `allowed=${answer(objects.allowed)}`,
            `denied=${answer(objects.denied)}`,
        ].join("\n");
    }

    let pod = { name: "", namespace: "", serviceAccount: "" };
    return {
        existing,
        kubectl: async (args, input = "") => {
            const [verb, kind, name = ""] = args;
            if (verb === "config") return done(`arn:aws:eks:${region}:${account}:cluster/${cluster}`);
            if (verb === "create") {
                existing.add(`${kind ?? ""} ${name}`);
                return done();
            }
            if (verb === "apply") {
                const { metadata, spec } = JSON.parse(input) as {
                    metadata: { name: string; namespace: string };
                    spec: { serviceAccountName: string };
                };
                if (!existing.has(`namespace ${metadata.namespace}`)) return failed("no such namespace");
                pod = { ...metadata, serviceAccount: spec.serviceAccountName };
                existing.add(`pod ${pod.name}`);
                return done();
            }
            if (verb === "get") return done("Completed");
            if (verb === "logs") return done(await log(pod.namespace, pod.serviceAccount));
            if (verb === "delete") {
                existing.delete(`${kind ?? ""} ${name}`);
                if (kind === "namespace") existing.delete("serviceaccount reader");
                return done();
            }
            return failed(`kubectl ${args.join(" ")}`);
        },
        aws: async args => {
            const after = (option: string) => args[args.indexOf(option) + 1] ?? "";
            const command = args.slice(0, 2).join(" ");
            if (command === "s3api create-bucket") {
                existing.add(`bucket ${after("--bucket")}`);
                return done();
            }
            if (command === "s3api put-object") return done();
            if (command === "s3 rb") {
                return existing.delete(`bucket ${bucket}`) ? done() : failed("NoSuchBucket");
            }
            if (command === "eks list-pod-identity-associations") {
                return done((await associations(after("--namespace"))).join("\t"));
            }
            if (command === "iam get-role") {
                const found = sandbox.iam(place).send(new GetRoleCommand({ RoleName: after("--role-name") }));
                return found.then(
                    () => done(),
                    (error: unknown) => failed(String(error)),
                );
            }
            return failed(`aws ${args.join(" ")}`);
        },
    };
}
