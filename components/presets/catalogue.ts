/** The presets, by key. */
import { adotContainerLogs } from "./adotContainerLogs";
import { adotOtlp } from "./adotOtlp";
import { adotPrometheus } from "./adotPrometheus";
import { appmeshController } from "./appmeshController";
import { appmeshEnvoyProxy } from "./appmeshEnvoyProxy";
import { awsLoadBalancerController } from "./awsLoadBalancerController";
import { awsLoadBalancerControllerTgb } from "./awsLoadBalancerControllerTgb";
import { certManager } from "./certManager";
import { cloudwatchObservability } from "./cloudwatchObservability";
import { clusterAutoscaler } from "./clusterAutoscaler";
import { ebsCsi } from "./ebsCsi";
import { ebsCsiClusterScoped } from "./ebsCsiClusterScoped";
import { ebsCsiManaged } from "./ebsCsiManaged";
import { efsCsi } from "./efsCsi";
import { efsCsiManaged } from "./efsCsiManaged";
import { efsCsiNode } from "./efsCsiNode";
import { externalDns } from "./externalDns";
import { externalDnsManaged } from "./externalDnsManaged";
import { externalSecrets } from "./externalSecrets";
import { fsxCsiManaged } from "./fsxCsiManaged";
import { fsxLustreCsi } from "./fsxLustreCsi";
import { fsxOpenzfsCsi } from "./fsxOpenzfsCsi";
import { gatewayController } from "./gatewayController";
import { imageBuilder } from "./imageBuilder";
import { karpenter } from "./karpenter";
import { managedServiceForPrometheus } from "./managedServiceForPrometheus";
import { mountpointS3Csi } from "./mountpointS3Csi";
import { mountpointS3CsiManaged } from "./mountpointS3CsiManaged";
import { networkFlowMonitor } from "./networkFlowMonitor";
import { nodeTerminationHandler } from "./nodeTerminationHandler";
import { pganalyze } from "./pganalyze";
import { privateCaIssuer } from "./privateCaIssuer";
import { privatecaConnector } from "./privatecaConnector";
import { secretsStoreCsiAws } from "./secretsStoreCsiAws";
import { velero } from "./velero";
import { vpcCni } from "./vpcCni";
import { vpcCniManaged } from "./vpcCniManaged";
import type { Preset } from "./definition";
import type { Presets } from "./presets";

/** Every preset. The type holds the list to `Presets`: the same keys, and each with its own parameters. */
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
