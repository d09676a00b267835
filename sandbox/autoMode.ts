/**
 * The tag of a seeded cluster that is in EKS Auto Mode. The emulator does not keep `computeConfig`; it keeps tags, and
 * the provider turns this one back into what AWS would answer.
 */
export const autoModeTag = "sandbox:autoMode";
