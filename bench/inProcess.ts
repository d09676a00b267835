/** The component in its own program, against a monitor: `inProcess.ts <address> <count>` prints `{ seconds }`. */
import * as pulumi from "@pulumi/pulumi";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { programs } from "./programs";
import { secondsSince } from "./timing";

async function run(address: string, count: number): Promise<void> {
    settings.resetOptions("bench", "dev", 16, address, address, false, "organization");
    // Internal, like everything that `cmd/run` does before a program starts.
    await (settings as unknown as { readonly awaitFeatureSupport: () => Promise<void> }).awaitFeatureSupport();
    const start = process.hrtime.bigint();
    programs.component(count);
    await pulumi.runtime.disconnect();
    process.stdout.write(JSON.stringify({ seconds: secondsSince(start) }));
}

const [, , address = "", count] = process.argv;
void run(address, Number(count));
