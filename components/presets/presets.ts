import type { AdotContainerLogsPreset } from "./controllers/adotContainerLogs";
import type { AdotOtlpPreset } from "./controllers/adotOtlp";
import type { AdotPrometheusPreset } from "./controllers/adotPrometheus";
import type { AppmeshControllerPreset } from "./controllers/appmeshController";
import type { AppmeshEnvoyProxyPreset } from "./controllers/appmeshEnvoyProxy";
import type { AwsLoadBalancerControllerPreset } from "./controllers/awsLoadBalancerController";
import type { AwsLoadBalancerControllerTgbPreset } from "./controllers/awsLoadBalancerControllerTgb";
import type { CertManagerPreset } from "./controllers/certManager";
import type { CloudwatchObservabilityPreset } from "./controllers/cloudwatchObservability";
import type { ClusterAutoscalerPreset } from "./controllers/clusterAutoscaler";
import type { EbsCsiPreset } from "./controllers/ebsCsi";
import type { EbsCsiClusterScopedPreset } from "./controllers/ebsCsiClusterScoped";
import type { EbsCsiManagedPreset } from "./controllers/ebsCsiManaged";
import type { EfsCsiPreset } from "./controllers/efsCsi";
import type { EfsCsiManagedPreset } from "./controllers/efsCsiManaged";
import type { EfsCsiNodePreset } from "./controllers/efsCsiNode";
import type { ExternalDnsPreset } from "./controllers/externalDns";
import type { ExternalDnsManagedPreset } from "./controllers/externalDnsManaged";
import type { ExternalSecretsPreset } from "./controllers/externalSecrets";
import type { FsxCsiManagedPreset } from "./controllers/fsxCsiManaged";
import type { FsxLustreCsiPreset } from "./controllers/fsxLustreCsi";
import type { FsxOpenzfsCsiPreset } from "./controllers/fsxOpenzfsCsi";
import type { GatewayControllerPreset } from "./controllers/gatewayController";
import type { ImageBuilderPreset } from "./controllers/imageBuilder";
import type { KarpenterPreset } from "./controllers/karpenter";
import type { ManagedServiceForPrometheusPreset } from "./controllers/managedServiceForPrometheus";
import type { MountpointS3CsiPreset } from "./controllers/mountpointS3Csi";
import type { MountpointS3CsiManagedPreset } from "./controllers/mountpointS3CsiManaged";
import type { NetworkFlowMonitorPreset } from "./controllers/networkFlowMonitor";
import type { NodeTerminationHandlerPreset } from "./controllers/nodeTerminationHandler";
import type { PganalyzePreset } from "./controllers/pganalyze";
import type { PrivateCaIssuerPreset } from "./controllers/privateCaIssuer";
import type { PrivatecaConnectorPreset } from "./controllers/privatecaConnector";
import type { SecretsStoreCsiAwsPreset } from "./controllers/secretsStoreCsiAws";
import type { VeleroPreset } from "./controllers/velero";
import type { VpcCniPreset } from "./controllers/vpcCni";
import type { VpcCniManagedPreset } from "./controllers/vpcCniManaged";

/**
 * Permissions of common controllers, keyed by preset. The value has the parameters of the preset: `{}` without any. A preset
 * becomes an inline policy named `preset-<key>`, several with a suffix, or attachments of managed policies.
 */
export interface Presets {
    /** AWS Distro for OpenTelemetry, the preconfigured collector of container logs. */
    readonly adotContainerLogs?: AdotContainerLogsPreset;
    /** AWS Distro for OpenTelemetry, the preconfigured collector of traces. */
    readonly adotOtlp?: AdotOtlpPreset;
    /** AWS Distro for OpenTelemetry, the preconfigured collector of Prometheus metrics. */
    readonly adotPrometheus?: AdotPrometheusPreset;
    /** AWS App Mesh controller. */
    readonly appmeshController?: AppmeshControllerPreset;
    /** Envoy sidecar of AWS App Mesh. */
    readonly appmeshEnvoyProxy?: AppmeshEnvoyProxyPreset;
    /** AWS Load Balancer Controller. */
    readonly awsLoadBalancerController?: AwsLoadBalancerControllerPreset;
    /** AWS Load Balancer Controller, for TargetGroupBindings only: the load balancers are created elsewhere. */
    readonly awsLoadBalancerControllerTgb?: AwsLoadBalancerControllerTgbPreset;
    /** cert-manager, for ACME DNS-01 challenges in Route 53. */
    readonly certManager?: CertManagerPreset;
    /** CloudWatch agent: Container Insights and Application Signals. */
    readonly cloudwatchObservability?: CloudwatchObservabilityPreset;
    /** Kubernetes Cluster Autoscaler. */
    readonly clusterAutoscaler?: ClusterAutoscalerPreset;
    /**
     * Amazon EBS CSI driver, controller, with the driver's own policy as an inline policy.
     */
    readonly ebsCsi?: EbsCsiPreset;
    /** Amazon EBS CSI driver, controller, restricted to volumes and snapshots of its own cluster by session tags. */
    readonly ebsCsiClusterScoped?: EbsCsiClusterScopedPreset;
    /** Amazon EBS CSI driver, controller, with the managed policy that AWS recommends. */
    readonly ebsCsiManaged?: EbsCsiManagedPreset;
    /** Amazon EFS CSI driver, controller. */
    readonly efsCsi?: EfsCsiPreset;
    /** Amazon EFS CSI driver, controller, with the managed policies of AWS. */
    readonly efsCsiManaged?: EfsCsiManagedPreset;
    /** Amazon EFS CSI driver, node part. Needed only for mounts with IAM, such as Amazon S3 Files. */
    readonly efsCsiNode?: EfsCsiNodePreset;
    /** ExternalDNS with Route 53. */
    readonly externalDns?: ExternalDnsPreset;
    /** ExternalDNS with the managed policy of AWS, which allows everything in Route 53. Prefer `externalDns`. */
    readonly externalDnsManaged?: ExternalDnsManagedPreset;
    /** External Secrets Operator, for Secrets Manager or Parameter Store. */
    readonly externalSecrets?: ExternalSecretsPreset;
    /**
     * Amazon FSx for Lustre CSI driver, controller, with the managed policy of AWS, which allows everything in FSx.
     * Prefer `fsxLustreCsi`.
     */
    readonly fsxCsiManaged?: FsxCsiManagedPreset;
    /** Amazon FSx for Lustre CSI driver, controller. */
    readonly fsxLustreCsi?: FsxLustreCsiPreset;
    /** Amazon FSx for OpenZFS CSI driver, controller. */
    readonly fsxOpenzfsCsi?: FsxOpenzfsCsiPreset;
    /** AWS Gateway API controller, for VPC Lattice. */
    readonly gatewayController?: GatewayControllerPreset;
    /** Builder of container images that pushes them to Amazon ECR. */
    readonly imageBuilder?: ImageBuilderPreset;
    /** Karpenter, controller. */
    readonly karpenter?: KarpenterPreset;
    /** Writer of metrics to Amazon Managed Service for Prometheus, or a client that queries them. */
    readonly managedServiceForPrometheus?: ManagedServiceForPrometheusPreset;
    /** Mountpoint for Amazon S3 CSI driver, version 2 or later, with credentials of the driver. */
    readonly mountpointS3Csi?: MountpointS3CsiPreset;
    /**
     * Mountpoint for Amazon S3 CSI driver, version 2 or later, with the managed policy of AWS, which allows everything
     * in S3. Prefer `mountpointS3Csi`.
     */
    readonly mountpointS3CsiManaged?: MountpointS3CsiManagedPreset;
    /** AWS Network Flow Monitor agent, v1.0.1 or later. */
    readonly networkFlowMonitor?: NetworkFlowMonitorPreset;
    /** AWS Node Termination Handler in queue mode. */
    readonly nodeTerminationHandler?: NodeTerminationHandlerPreset;
    /** pganalyze collector for RDS and Aurora. */
    readonly pganalyze?: PganalyzePreset;
    /** AWS Private CA issuer for cert-manager. */
    readonly privateCaIssuer?: PrivateCaIssuerPreset;
    /**
     * AWS Private CA connector for Kubernetes, an add-on, with the managed policy of AWS, which covers every
     * certificate authority. Prefer `privateCaIssuer`.
     */
    readonly privatecaConnector?: PrivatecaConnectorPreset;
    /** Secrets Store CSI driver with the provider of AWS (ASCP). */
    readonly secretsStoreCsiAws?: SecretsStoreCsiAwsPreset;
    /** Velero backups with its plug-in for AWS. */
    readonly velero?: VeleroPreset;
    /** Amazon VPC CNI. */
    readonly vpcCni?: VpcCniPreset;
    /** Amazon VPC CNI on an IPv4 cluster, with the managed policy of AWS. */
    readonly vpcCniManaged?: VpcCniManagedPreset;
}
