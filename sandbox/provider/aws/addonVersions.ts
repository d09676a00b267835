/**
 * Add-ons of EKS: the namespace they run in and their versions by Kubernetes version, newest first, the default of each
 * Kubernetes version being the second newest (AWS's default trails its newest). The emulator has no
 * DescribeAddonVersions and accepts any name; this small table replaces it. Every Kubernetes version that is not in it has
 * the versions of `*`. It is not a record of what AWS offers on a given day.
 */
interface Addon {
    readonly namespace: string;
    readonly versions: Readonly<Record<string, readonly string[]>>;
}

const addons: Readonly<Record<string, Addon>> = {
    "eks-pod-identity-agent": {
        namespace: "kube-system",
        versions: {
            "1.28": [
                "v1.3.8-eksbuild.2",
                "v1.3.7-eksbuild.2",
                "v1.3.5-eksbuild.2",
                "v1.3.4-eksbuild.1",
                "v1.3.2-eksbuild.2",
            ],
            "*": [
                "v1.3.10-eksbuild.2",
                "v1.3.10-eksbuild.1",
                "v1.3.9-eksbuild.5",
                "v1.3.9-eksbuild.3",
                "v1.3.8-eksbuild.2",
                "v1.3.7-eksbuild.2",
                "v1.3.5-eksbuild.2",
                "v1.3.4-eksbuild.1",
                "v1.3.2-eksbuild.2",
                "v1.2.0-eksbuild.1",
                "v1.1.0-eksbuild.1",
                "v1.0.0-eksbuild.1",
            ],
        },
    },
    "vpc-cni": {
        namespace: "kube-system",
        versions: { "*": ["v1.20.4-eksbuild.2", "v1.20.4-eksbuild.1", "v1.19.6-eksbuild.7", "v1.15.5-eksbuild.1"] },
    },
    coredns: {
        namespace: "kube-system",
        versions: { "*": ["v1.12.4-eksbuild.1", "v1.12.3-eksbuild.1", "v1.11.4-eksbuild.24"] },
    },
    "kube-proxy": {
        namespace: "kube-system",
        versions: { "*": ["v1.33.5-eksbuild.2", "v1.33.3-eksbuild.4", "v1.32.9-eksbuild.2"] },
    },
    "aws-ebs-csi-driver": {
        namespace: "kube-system",
        versions: {
            "*": [
                "v1.51.0-eksbuild.1",
                "v1.50.1-eksbuild.1",
                "v1.48.0-eksbuild.2",
                "v1.37.0-eksbuild.1",
                "v1.26.0-eksbuild.1",
            ],
        },
    },
    "aws-efs-csi-driver": {
        namespace: "kube-system",
        versions: { "*": ["v2.1.13-eksbuild.1", "v2.1.11-eksbuild.1", "v2.0.5-eksbuild.1"] },
    },
    "aws-fsx-csi-driver": { namespace: "kube-system", versions: { "*": ["v1.6.0-eksbuild.1", "v1.5.1-eksbuild.1"] } },
    "aws-mountpoint-s3-csi-driver": {
        namespace: "kube-system",
        versions: { "*": ["v2.1.0-eksbuild.1", "v2.0.0-eksbuild.1", "v1.15.0-eksbuild.1"] },
    },
    "snapshot-controller": { namespace: "kube-system", versions: { "*": ["v8.3.0-eksbuild.1", "v8.2.0-eksbuild.1"] } },
    "amazon-cloudwatch-observability": {
        namespace: "amazon-cloudwatch",
        versions: { "*": ["v4.5.0-eksbuild.1", "v4.4.0-eksbuild.1", "v3.1.0-eksbuild.1"] },
    },
    adot: {
        namespace: "opentelemetry-operator-system",
        versions: { "*": ["v0.131.0-eksbuild.1", "v0.117.0-eksbuild.1", "v0.94.1-eksbuild.1"] },
    },
    "aws-guardduty-agent": {
        namespace: "amazon-guardduty",
        versions: { "*": ["v1.11.0-eksbuild.4", "v1.10.0-eksbuild.2"] },
    },
    "aws-network-flow-monitoring-agent": {
        namespace: "amazon-network-flow-monitor",
        versions: { "*": ["v1.1.0-eksbuild.1", "v1.0.2-eksbuild.5"] },
    },
    "aws-privateca-connector-for-kubernetes": {
        namespace: "aws-privateca-issuer",
        versions: { "*": ["v1.6.0-eksbuild.1", "v1.5.0-eksbuild.1"] },
    },
    "eks-node-monitoring-agent": {
        namespace: "kube-system",
        versions: { "*": ["v1.4.1-eksbuild.1", "v1.4.0-eksbuild.2"] },
    },
    "metrics-server": { namespace: "kube-system", versions: { "*": ["v0.8.0-eksbuild.3", "v0.8.0-eksbuild.2"] } },
    "kube-state-metrics": {
        namespace: "kube-state-metrics",
        versions: { "*": ["v2.17.0-eksbuild.1", "v2.16.0-eksbuild.1"] },
    },
    "prometheus-node-exporter": {
        namespace: "prometheus-node-exporter",
        versions: { "*": ["v1.9.1-eksbuild.6", "v1.9.1-eksbuild.4"] },
    },
    "external-dns": { namespace: "external-dns", versions: { "*": ["v0.19.0-eksbuild.3", "v0.19.0-eksbuild.2"] } },
    "cert-manager": {
        namespace: "cert-manager",
        versions: { "*": ["v1.19.1-eksbuild.2", "v1.19.1-eksbuild.1", "v1.18.2-eksbuild.2"] },
    },
    "fluent-bit": { namespace: "fluent-bit", versions: { "*": ["v4.0.8-eksbuild.1", "v4.0.7-eksbuild.1"] } },
};

export const knowsAddon = (name: string): boolean => addons[name] !== undefined;

export const addonNamespace = (name: string): string => addons[name]?.namespace ?? "kube-system";

export function addonVersions(name: string, kubernetesVersion: string): readonly string[] {
    const versions = addons[name]?.versions ?? {};
    return versions[kubernetesVersion] ?? versions["*"] ?? [];
}

export function defaultAddonVersion(name: string, kubernetesVersion: string): string | undefined {
    const versions = addonVersions(name, kubernetesVersion);
    return versions[1] ?? versions[0];
}
