import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { call, folderWith } from "../cli/call";
import { chromiumArguments, chromiumFile } from "./chromium";
import { manyAssociations, previewJson } from "./previews";
import type { SampleProgram } from "./previews";

const hostile = '</script><script>document.title="hacked"</script><img src=x onerror=\'document.title="hacked"\'>';

const program: SampleProgram = {
    roles: {
        orders: {
            statements: [
                { Sid: hostile, Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::orders/*", hostile] },
            ],
        },
        reader: {
            statements: [
                { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::lake" },
                { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "arn:aws:s3:::lake-archive" },
            ],
        },
    },
    associations: {
        "shop/orders": "orders",
        "team-a/reader": "reader",
        "team-b/reader": "reader",
        "legacy/report": "arn:aws:iam::111122223333:role/report",
    },
};

describe("the page of pod-identity graph, in Chromium (skipped if it is not installed)", () => {
    let browser: Browser | undefined;
    let page: Page;
    let folder: string;
    const errors: string[] = [];
    const requests: string[] = [];

    before(async function () {
        const executablePath = chromiumFile();
        if (executablePath === undefined) {
            assert.equal(process.env.CI, undefined, "There is no Chromium: apt-get install chromium.");
            this.skip();
        }
        folder = folderWith({
            "few.json": previewJson(undefined, program),
            "many.json": previewJson(undefined, manyAssociations(500)),
        });
        for (const name of ["few", "many"]) {
            const { out } = await call(folder, ["graph", `${name}.json`, "--format", "html"]);
            fs.writeFileSync(path.join(folder, `${name}.html`), out);
        }
        browser = await chromium.launch({ executablePath, args: chromiumArguments });
    });

    after(async () => {
        await browser?.close();
        if (browser !== undefined) {
            fs.rmSync(folder, { recursive: true });
        }
    });

    const open = async (name: string, width = 1280, colorScheme: "light" | "dark" = "light"): Promise<void> => {
        assert.ok(browser);
        page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        [errors, requests].forEach(list => list.splice(0));
        page.on("pageerror", error => errors.push(error.message));
        page.on("console", message => errors.push(message.text()));
        page.on("request", request => requests.push(request.url()));
        await page.goto(pathToFileURL(path.join(folder, `${name}.html`)).href);
    };

    const subjects = (): Promise<string[]> => page.locator(".way .column:first-child .item").allTextContents();

    afterEach(async () => {
        await page.close();
    });

    it("shows every subject, and loads nothing but itself", async () => {
        await open("few");
        assert.deepEqual(await subjects(), ["legacy/report", "shop/orders", "team-a/reader", "team-b/reader"]);
        assert.deepEqual(errors, []);
        assert.deepEqual(requests, [pathToFileURL(path.join(folder, "few.html")).href]);
    });

    it("shows names with markup as text, and runs nothing in them", async () => {
        await open("few");
        await page.click('[title="shop/orders"]');
        assert.equal(await page.locator("#panel .statement i").first().textContent(), hostile);
        assert.equal(await page.title(), "Pod access: few.json (after)");
        assert.equal(await page.locator("#rows img, #panel img").count(), 0);
        assert.deepEqual(errors, []);
    });

    it("searches subjects, roles, actions and resources, and filters by namespace and resource", async () => {
        await open("few");
        await page.fill("#search", "READER team-a");
        assert.deepEqual(await subjects(), ["team-a/reader"]);
        await page.fill("#search", "s3:getobject");
        assert.deepEqual(await subjects(), ["shop/orders"]);
        await page.fill("#search", "");
        await page.selectOption("#namespace", "team-b");
        assert.deepEqual(await subjects(), ["team-b/reader"]);
        await page.selectOption("#namespace", "");
        await page.fill("#resource", "arn:aws:s3:::lake");
        assert.deepEqual(await subjects(), ["team-a/reader", "team-b/reader"]);
        assert.equal(await page.textContent(".count"), "2 of 4 subjects, 1 role");
        await page.fill("#search", "nothing like this");
        assert.deepEqual(await subjects(), []);
    });

    it("shows the statements and the trust policy of a subject, and who reaches a resource", async () => {
        await open("few");
        await page.click('[title="team-a/reader"]');
        const panel = page.locator("#panel");
        assert.match(
            (await panel.textContent()) ?? "",
            /s3:ListBucket.*arn:aws:s3:::lake.*Trust policy.*pods\.eks\.amazonaws\.com/s,
        );
        await page.click('[title^="s3: List on arn:aws:s3:::lake"]');
        assert.deepEqual(await panel.locator("button.link").allTextContents(), ["team-a/reader", "team-b/reader"]);
        await panel.locator("button.link").last().click();
        assert.equal(await panel.locator("h2").textContent(), "team-b/reader");
    });

    it("marks what is denied, in the row and in the statements", async () => {
        await open("few");
        const denied = page.locator('[title="s3: denied: Write on arn:aws:s3:::lake-archive"]');
        assert.equal(await denied.locator(".badge").textContent(), "denied");
        await denied.click();
        assert.match((await page.locator("#panel li").first().textContent()) ?? "", /^team-a\/reader denied: Write$/);
        await page.locator("#panel button.link").first().click();
        assert.equal(await page.locator("#panel .statement.deny b").textContent(), "Deny");
    });

    it("works with the keyboard alone", async () => {
        await open("few");
        const focused = () => page.evaluate("document.activeElement.title || document.activeElement.id");
        await page.keyboard.press("/");
        assert.equal(await focused(), "search");
        await page.keyboard.press("ArrowDown");
        assert.equal(await focused(), "legacy/report");
        await page.keyboard.press("ArrowDown");
        assert.equal(await focused(), "shop/orders");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowRight");
        assert.match(String(await focused()), /^s3: Read on arn:aws:s3:::orders\/\*/);
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("Enter");
        assert.equal(await page.locator("#panel h2").textContent(), "orders");
        await page.keyboard.press("Escape");
        assert.equal(await page.locator("#panel h2").count(), 0);
        assert.equal(await page.locator('#rows [tabindex="0"]').count(), 1);
    });

    it("is light or dark as the system is", async () => {
        const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
        await open("few", 1280, "dark");
        const dark = await background();
        await page.close();
        await open("few", 1280, "light");
        assert.equal(await background(), "rgb(255, 255, 255)");
        assert.notEqual(dark, "rgb(255, 255, 255)");
    });

    it("is one column on a narrow screen, without scrolling sideways", async () => {
        await open("few", 390);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
        await page.click('[title="shop/orders"]');
        assert.ok(await page.locator("#panel").isVisible());
        await page.click(".close");
        assert.ok(await page.locator("#panel").isHidden());
    });

    it("holds 500 associations, and finds one of them", async () => {
        await open("many");
        assert.equal((await subjects()).length, 500);
        await page.fill("#search", "svc-417");
        assert.deepEqual(await subjects(), ["team-17/svc-417"]);
        assert.deepEqual(errors, []);
    });
});
