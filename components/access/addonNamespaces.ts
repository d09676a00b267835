/**
 * Where the service accounts of EKS add-ons are that can own associations. The live source is
 * `aws eks describe-addon-configuration`; https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
const namespaces: Readonly<Record<string, string>> = {
    "vpc-cni": "kube-system",
    "aws-ebs-csi-driver": "kube-system",
    "aws-efs-csi-driver": "kube-system",
    "aws-fsx-csi-driver": "kube-system",
    "aws-mountpoint-s3-csi-driver": "kube-system",
    "amazon-cloudwatch-observability": "amazon-cloudwatch",
    adot: "opentelemetry-operator-system",
    "aws-network-flow-monitoring-agent": "amazon-network-flow-monitor",
    "aws-privateca-connector-for-kubernetes": "aws-privateca-issuer",
    "external-dns": "external-dns",
    "cert-manager": "cert-manager",
    "fluent-bit": "fluent-bit",
};

/** The namespace an add-on is installed in unless it is told another, as far as it is known here. */
export function addonNamespace(addon: string): string | undefined {
    return Object.hasOwn(namespaces, addon) ? namespaces[addon] : undefined;
}

/** The add-ons that are installed in a namespace unless they are told another, as far as they are known here. */
export function addonsIn(namespace: string): string[] {
    return Object.keys(namespaces).filter(addon => namespaces[addon] === namespace);
}
