import * as prettier from "prettier";

/** The text of a JSON file of this repository, as `npm run format` leaves it. */
export async function formattedJson(file: string, content: unknown): Promise<string> {
    const options = await prettier.resolveConfig(file);
    return prettier.format(JSON.stringify(content), { ...options, parser: "json" });
}
