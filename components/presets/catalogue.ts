/** The presets, by key. */
import { adotContainerLogs } from "./controllers/adotContainerLogs";
import { adotOtlp } from "./controllers/adotOtlp";
import { adotPrometheus } from "./controllers/adotPrometheus";
import { appmeshController } from "./controllers/appmeshController";
import { appmeshEnvoyProxy } from "./controllers/appmeshEnvoyProxy";
import { awsLoadBalancerController } from "./controllers/awsLoadBalancerController";
import { awsLoadBalancerControllerTgb } from "./controllers/awsLoadBalancerControllerTgb";
import { certManager } from "./controllers/certManager";
import { cloudwatchObservability } from "./controllers/cloudwatchObservability";
import { clusterAutoscaler } from "./controllers/clusterAutoscaler";
import { ebsCsi } from "./controllers/ebsCsi";
import { ebsCsiClusterScoped } from "./controllers/ebsCsiClusterScoped";
import { ebsCsiManaged } from "./controllers/ebsCsiManaged";
import { efsCsi } from "./controllers/efsCsi";
import { efsCsiManaged } from "./controllers/efsCsiManaged";
import { efsCsiNode } from "./controllers/efsCsiNode";
import { externalDns } from "./controllers/externalDns";
import { externalDnsManaged } from "./controllers/externalDnsManaged";
import { externalSecrets } from "./controllers/externalSecrets";
import { fsxCsiManaged } from "./controllers/fsxCsiManaged";
import { fsxLustreCsi } from "./controllers/fsxLustreCsi";
import { fsxOpenzfsCsi } from "./controllers/fsxOpenzfsCsi";
import { gatewayController } from "./controllers/gatewayController";
import { imageBuilder } from "./controllers/imageBuilder";
import { karpenter } from "./controllers/karpenter";
import { managedServiceForPrometheus } from "./controllers/managedServiceForPrometheus";
import { mountpointS3Csi } from "./controllers/mountpointS3Csi";
import { mountpointS3CsiManaged } from "./controllers/mountpointS3CsiManaged";
import { networkFlowMonitor } from "./controllers/networkFlowMonitor";
import { nodeTerminationHandler } from "./controllers/nodeTerminationHandler";
import { pganalyze } from "./controllers/pganalyze";
import { privateCaIssuer } from "./controllers/privateCaIssuer";
import { privatecaConnector } from "./controllers/privatecaConnector";
import { secretsStoreCsiAws } from "./controllers/secretsStoreCsiAws";
import { velero } from "./controllers/velero";
import { vpcCni } from "./controllers/vpcCni";
import { vpcCniManaged } from "./controllers/vpcCniManaged";
import type { Preset } from "./definition";
import type { Presets } from "./presets";

/** Every preset. The type requires the keys and parameters of `Presets`. */
export const catalogue: { readonly [K in keyof Presets]-?: Preset<NonNullable<Presets[K]>> } = {
    adotContainerLogs,
    adotOtlp,
    adotPrometheus,
    appmeshController,
    appmeshEnvoyProxy,
    awsLoadBalancerController,
    awsLoadBalancerControllerTgb,
    certManager,
    cloudwatchObservability,
    clusterAutoscaler,
    ebsCsi,
    ebsCsiClusterScoped,
    ebsCsiManaged,
    efsCsi,
    efsCsiManaged,
    efsCsiNode,
    externalDns,
    externalDnsManaged,
    externalSecrets,
    fsxCsiManaged,
    fsxLustreCsi,
    fsxOpenzfsCsi,
    gatewayController,
    imageBuilder,
    karpenter,
    managedServiceForPrometheus,
    mountpointS3Csi,
    mountpointS3CsiManaged,
    networkFlowMonitor,
    nodeTerminationHandler,
    pganalyze,
    privateCaIssuer,
    privatecaConnector,
    secretsStoreCsiAws,
    velero,
    vpcCni,
    vpcCniManaged,
};

export type PresetKey = keyof Presets;

export const presetKeys = Object.keys(catalogue) as PresetKey[];
