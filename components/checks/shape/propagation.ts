import type { Check } from "../../rules/problem";
import { known, wholeNumber } from "../../rules/shapes";

/** In seconds. Longer waits are mistakes, such as milliseconds. */
export const propagationSeconds: Check = known(wholeNumber(0, 300));
