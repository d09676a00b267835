/** The Pulumi project of the acceptance: one stack file. */
import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { type Place, objects } from "./pod";

export const stack = "acceptance";

export interface Setting extends Place {
    readonly cluster: string;
    readonly agentMode: string;
}

/** The stack file in which the service account can read exactly one of the objects. */
export function stackFile(setting: Setting, readable: keyof typeof objects): string {
    const { cluster, agentMode, region, bucket, namespace, serviceAccount } = setting;
    const key = objects[readable];
    const statements = [{ actions: ["s3:GetObject"], resources: [`arn:{partition}:s3:::${bucket}/${key}`] }];
    return stringify({
        config: {
            "aws:region": region,
            "eks-pod-identity:clusterName": cluster,
            "eks-pod-identity:agent": { mode: agentMode },
            "eks-pod-identity:associations": { [`${namespace}/${serviceAccount}`]: { role: { statements } } },
        },
    });
}

/** Keeps what the CLI encrypts with. */
export function writeStackFile(folder: string, text: string): void {
    const file = path.join(folder, `Pulumi.${stack}.yaml`);
    const before = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
    const salt = /^encryptionsalt:.*$/m.exec(before)?.[0];
    fs.writeFileSync(file, salt === undefined ? text : `${text}${salt}\n`);
}

export function writeProject(folder: string, program: string): void {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
        path.join(folder, "Pulumi.yaml"),
        "name: pod-identity-acceptance\nruntime: nodejs\nmain: index.ts\n",
    );
    fs.writeFileSync(path.join(folder, "index.ts"), program);
}
