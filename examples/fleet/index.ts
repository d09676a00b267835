export * from "eks-pod-identity/program";
