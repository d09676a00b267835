/** The acceptance: deploy, look from inside a pod, change, adopt, destroy. What it made is removed, whatever happens. */
import { wordsOf } from "../../sandbox/commandLine";
import { type Findings, objects, probe } from "./pod";
import { type Setting, stack, stackFile, writeStackFile } from "./project";
import type { Check, Report } from "./report";
import { type Tools, must } from "./tools";

/** What STS and S3 answer a pod whose role allows one of the objects. */
const readsOnly = (readable: keyof typeof objects): Omit<Findings, "identity"> => ({
    allowed: readable === "allowed" ? "read" : "AccessDenied",
    denied: readable === "denied" ? "read" : "AccessDenied",
});

/** A change of a policy reaches all of AWS within seconds, and sometimes within minutes. */
const attempts = 12;
const pause = 10;

/** @throws Error if kubectl reaches another cluster; nothing has been created then */
export async function acceptance(
    setting: Setting,
    folder: string,
    tools: Tools,
    versions: Readonly<Record<string, string>>,
): Promise<Report> {
    await requireCluster(setting, tools);
    const checks: Check[] = [];
    let failure: string | undefined;
    try {
        for (const step of [deployed, changed, adopted, destroyed])
            checks.push(...(await step(setting, folder, tools)));
    } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
    }
    const leftovers = await cleanedUp(setting, tools);
    return { date: new Date().toISOString().slice(0, 10), versions, checks, failure, leftovers };
}

/** In another cluster the pod has no identity, and other people's namespaces are there. */
async function requireCluster({ cluster, region }: Setting, { kubectl }: Tools): Promise<void> {
    const query = ["config", "view", "--minify", "--output", "jsonpath={.clusters[0].name}"];
    const name = await must("kubectl config view", kubectl(query));
    if (name.split("/").at(-1) === cluster || name.split(".")[0] === cluster) return;
    throw new Error(
        `kubectl reaches "${name}", not the cluster ${cluster}. ` +
            `Run: aws eks update-kubeconfig --name ${cluster} --region ${region}`,
    );
}

async function deployed(setting: Setting, folder: string, tools: Tools): Promise<Check[]> {
    const { bucket, region, namespace, serviceAccount } = setting;
    tools.say("The bucket with two objects, the namespace and the service account");
    const place = region === "us-east-1" ? [] : ["--create-bucket-configuration", `LocationConstraint=${region}`];
    await must("aws s3api create-bucket", tools.aws(["s3api", "create-bucket", "--bucket", bucket, ...place]));
    for (const key of Object.values(objects)) {
        await must("aws s3api put-object", tools.aws(["s3api", "put-object", "--bucket", bucket, "--key", key]));
    }
    await must("kubectl create namespace", tools.kubectl(["create", "namespace", namespace]));
    const account = ["create", "serviceaccount", serviceAccount, "--namespace", namespace];
    await must("kubectl create serviceaccount", tools.kubectl(account));

    tools.say("The stack");
    writeStackFile(folder, stackFile(setting, "allowed"));
    const { seconds } = await timed(() => must("pulumi up", tools.pulumi(up)));
    const created = { title: "`pulumi up` creates role and association", expected: "done", found: "done", seconds };
    tools.say("A pod");
    return [created, ...(await podChecks("a pod", "deployed", setting, tools, "allowed"))];
}

const up = ["up", "--yes", "--skip-preview", "--stack", stack, "--non-interactive"] as const;

/** Starts pods until what they find is what is expected, or for two minutes. */
async function podChecks(
    title: string,
    name: string,
    setting: Setting,
    tools: Tools,
    readable: keyof typeof objects,
): Promise<Check[]> {
    const expected = readsOnly(readable);
    const role = await roleName(setting, tools);
    const { result, seconds } = await timed(async () => {
        for (let attempt = 1; ; attempt++) {
            const found = await probe(tools, `${name}-${attempt}`, setting);
            const isReached = found.allowed === expected.allowed && found.denied === expected.denied;
            if (isReached || attempt === attempts) return { found, attempt };
            await tools.wait(pause);
        }
    });
    const { found, attempt } = result;
    // arn:aws:sts::<account>:assumed-role/<role>/<session>
    const session = found.identity.split("/")[1] ?? found.identity;
    const suffix = attempt === 1 ? "" : ` (pod number ${attempt})`;
    return [
        { title: `${title} is its role for STS${suffix}`, expected: role, found: session, seconds },
        {
            title: `${title} reads \`${objects.allowed}\``,
            expected: expected.allowed,
            found: found.allowed,
            seconds: 0,
        },
        { title: `${title} reads \`${objects.denied}\``, expected: expected.denied, found: found.denied, seconds: 0 },
    ];
}

/** The role that the stack says it gave the service account. */
async function roleName({ namespace, serviceAccount }: Setting, { pulumi }: Tools): Promise<string> {
    const output = await must(
        "pulumi stack output",
        pulumi(["stack", "output", "associations", "--json", "--stack", stack]),
    );
    const associations = JSON.parse(output) as Readonly<Record<string, { readonly roleArn?: string }>>;
    return associations[`${namespace}/${serviceAccount}`]?.roleArn?.split("/").at(-1) ?? "no role in the outputs";
}

async function changed(setting: Setting, folder: string, tools: Tools): Promise<Check[]> {
    tools.say("A change: the other object");
    writeStackFile(folder, stackFile(setting, "denied"));
    await must("pulumi up", tools.pulumi(up));
    return podChecks("after a change, a pod", "changed", setting, tools, "denied");
}

/** The association leaves the state and stays in AWS; `pulumi up` then says how to import it. */
async function adopted(setting: Setting, _folder: string, tools: Tools): Promise<Check[]> {
    tools.say("An association that exists already");
    const before = await associationIds(setting, tools);
    const urn = await associationUrn(tools);
    await must("pulumi state delete", tools.pulumi(["state", "delete", urn, "--yes", "--stack", stack]));
    const refused = await tools.pulumi(up);
    const printed = refused.stdout + refused.stderr;
    const line = /^\W*pulumi (import '.*)$/m.exec(printed)?.[1];
    const explained = {
        title: "`pulumi up` explains an association that exists",
        seconds: 0,
        expected: "an import line",
    };
    if (line === undefined) return [{ ...explained, found: refused.code === 0 ? "no error" : printed.slice(-300) }];
    await must(
        "pulumi import",
        tools.pulumi([...wordsOf(line), "--yes", "--skip-preview", "--stack", stack, "--non-interactive"]),
    );
    await must("pulumi up", tools.pulumi(up));
    const after = await associationIds(setting, tools);
    return [
        { ...explained, found: "an import line" },
        { title: "the imported association is the same one", expected: before, found: after, seconds: 0 },
        ...(await podChecks("after the import, a pod", "adopted", setting, tools, "denied")),
    ];
}

async function associationUrn({ pulumi }: Tools): Promise<string> {
    const state = JSON.parse(await must("pulumi stack export", pulumi(["stack", "export", "--stack", stack]))) as {
        readonly deployment: { readonly resources: readonly { readonly urn: string; readonly type: string }[] };
    };
    const found = state.deployment.resources.find(({ type }) => type.endsWith(":PodIdentityAssociation"));
    if (found === undefined) throw new Error("The state has no association.");
    return found.urn;
}

async function associationIds({ cluster, namespace, region }: Setting, { aws }: Tools): Promise<string> {
    const query = ["--query", "associations[].associationId", "--output", "text"];
    const place = ["--cluster-name", cluster, "--namespace", namespace, "--region", region];
    const listed = await must("aws eks", aws(["eks", "list-pod-identity-associations", ...place, ...query]));
    return listed === "" || listed === "None" ? "none" : listed;
}

async function destroyed(setting: Setting, _folder: string, tools: Tools): Promise<Check[]> {
    tools.say("Destroyed");
    const role = await roleName(setting, tools);
    const { seconds } = await timed(() => must("pulumi destroy", tools.pulumi(destroy)));
    const { code } = await tools.aws(["iam", "get-role", "--role-name", role]);
    return [
        {
            title: "`pulumi destroy` removes the association",
            expected: "none",
            found: await associationIds(setting, tools),
            seconds,
        },
        { title: "and the role", expected: "gone", found: code === 0 ? "still there" : "gone", seconds: 0 },
    ];
}

const destroy = ["destroy", "--yes", "--skip-preview", "--stack", stack, "--non-interactive"] as const;

/** Removes what is left; gives what could not be removed. */
async function cleanedUp({ bucket, namespace }: Setting, { pulumi, kubectl, aws }: Tools): Promise<string[]> {
    const removals: readonly (readonly [string, () => Promise<{ readonly code: number; readonly stderr: string }>])[] =
        [
            [`the stack ${stack}`, () => pulumi(destroy)],
            [`the namespace ${namespace}`, () => kubectl(["delete", "namespace", namespace, "--ignore-not-found"])],
            [`the bucket ${bucket}`, () => aws(["s3", "rb", `s3://${bucket}`, "--force"])],
        ];
    const left: string[] = [];
    for (const [what, remove] of removals) {
        const { code, stderr } = await remove();
        if (code !== 0 && !/NoSuchBucket|no stack named/.test(stderr)) left.push(what);
    }
    return left;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
    const start = performance.now();
    const result = await work();
    return { result, seconds: (performance.now() - start) / 1000 };
}
