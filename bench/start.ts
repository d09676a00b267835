/** What a program loads before it registers anything: the built package beside Pulumi's SDK and its AWS provider alone. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { compared } from "./row";
import type { Measure, Section } from "./row";
import { build, secondsSince } from "./timing";

const root = path.join(__dirname, "..");
/** The classes that the components use: the AWS package loads each on first use. */
const bare = `
    require("@pulumi/pulumi");
    const aws = require("@pulumi/aws");
    [aws.eks.Addon, aws.eks.PodIdentityAssociation, aws.iam.Role, aws.iam.RolePolicy, aws.iam.RolePolicyAttachment,
     aws.iam.Policy, aws.iam.RolePolicyAttachmentsExclusive, aws.iam.RolePoliciesExclusive];
`;

export const start: Section = {
    name: "start",
    measure: async () => {
        build();
        const against = "the same imports of Pulumi alone";
        return [
            await compared({ what: "start: the components", against, goal: 1.3 }, 9, () => ({
                reference: started(bare),
                ours: started(`${bare} require("./dist/components");`),
            })),
            await compared({ what: "start: the program of stack files", against, goal: 1.3 }, 9, () => ({
                reference: started(bare),
                ours: started(`${bare} require("./dist/config/program");`),
            })),
        ];
    },
};

function started(script: string): Measure {
    const begin = process.hrtime.bigint();
    const report = "process.stdout.write(String(process.resourceUsage().maxRSS / 1024))";
    const megabytes = execFileSync(process.execPath, ["-e", `${script};${report}`], { cwd: root, encoding: "utf8" });
    return { seconds: secondsSince(begin), megabytes: Number(megabytes) };
}
