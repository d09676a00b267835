import { uniqueSuffix } from "../naming";
import { optionalText, type Properties, text } from "../values";

/** The name to create with: the one given (or chosen when the inputs were checked), else the prefix and its suffix. */
export function physicalName(inputs: Properties): string {
    const name = optionalText(inputs.name);
    return name ?? text(inputs.namePrefix) + uniqueSuffix();
}
