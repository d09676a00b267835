/** For unit tests of programs that use the components: `eks-pod-identity/testing`. */
export type { MockedAws } from "./aws";
export type { RecordedResource } from "./monitor";
export { record, valueOf } from "./record";
export type { Recording, RecordOptions } from "./record";
export { resourceTypes } from "./resourceTypes";
