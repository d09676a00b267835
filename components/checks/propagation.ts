import type { Check } from "./problem";
import { known, wholeNumber } from "./shapes";

/** In seconds. Longer waits are mistakes, such as milliseconds. */
export const propagationSeconds: Check = known(wholeNumber(0, 300));
