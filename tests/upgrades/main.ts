/** `npm run states -- [--record]`: records the states that upgrades are tested with, or prints what would change. */
import { parseArgs } from "node:util";
import { packageFolder } from "../../sandbox/layout";
import { manifestIn } from "../../scripts/release/repository";
import { record, replayed, statesFolder } from "./states";

async function main(): Promise<void> {
    const { values } = parseArgs({ options: { record: { type: "boolean", default: false } } });
    if (values.record) {
        await record(statesFolder, manifestIn(packageFolder).version);
        return;
    }
    for (const [stack, changes] of Object.entries(await replayed())) {
        process.stdout.write(`${stack}: ${changes.length === 0 ? "nothing changes" : changes.join("; ")}\n`);
    }
}

main().then(
    // Connections of the SDKs may still be open.
    () => process.exit(0),
    (error: unknown) => {
        console.error(error);
        process.exit(1);
    },
);
