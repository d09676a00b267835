import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { callsOf } from "../access/engine/engine";
import { openPrograms, requireLanguage } from "./programs";
import type { Program, Programs } from "./programs";

describe("a dependent of the component in the plugin", () => {
    let programs: Programs;
    before(async function () {
        programs = await openPrograms(this);
    });
    after(() => (programs as Programs | undefined)?.close());
    afterEach(() => programs.destroyLeftovers());

    for (const language of ["typescript", "python", "go"] as const) {
        it(`is created after the wait for a new association: ${language}`, async function () {
            if (language !== "typescript") {
                await requireLanguage(this, language);
            }
            if (language === "go") {
                await goModule(path.join(programs.sandbox.project, "tests", "languages", "programs", "go"));
            }
            const workload = `workload-${language}`;
            const config = { workload, component: "remote", scenario: "workload" };
            const program: Program = { language, stack: workload, config };
            const { stdout } = await programs.up(program);
            assert.match(stdout, /Waiting up to 3 s for EKS to propagate a new association:/);
            const association = (await callsOf(programs.sandbox, "CreatePodIdentityAssociation")).at(-1);
            const policy = (await callsOf(programs.sandbox, "CreatePolicy")).at(-1);
            assert.equal((policy?.input as { readonly PolicyName: string }).PolicyName, workload);
            const milliseconds = Date.parse(policy?.time ?? "") - Date.parse(association?.time ?? "");
            assert.ok(milliseconds >= 3000, `${String(milliseconds)} ms`);
        });
    }

    /** The modules of the example in Go, and the generated SDK. */
    async function goModule(folder: string): Promise<void> {
        const example = path.join(programs.sandbox.project, "examples", "go");
        const module = await fs.readFile(path.join(example, "go.mod"), "utf8");
        const withoutSdk = module
            .split("\n")
            .filter(line => !line.includes("example.com/"))
            .join("\n");
        await fs.writeFile(path.join(folder, "go.mod"), withoutSdk);
        await fs.copyFile(path.join(example, "go.sum"), path.join(folder, "go.sum"));
    }
});
