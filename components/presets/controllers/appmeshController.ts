import { allow, definePreset } from "../definition";

/**
 * AWS App Mesh controller. AWS App Mesh ended on 2026-09-30, so this preset is no longer of use.
 * Usual subject: `appmesh-system/appmesh-controller`. Source, compared on 2026-11-25:
 * https://github.com/aws/aws-app-mesh-controller-for-k8s/blob/master/config/iam/controller-iam-policy.json
 */
export interface AppmeshControllerPreset {}

export const appmeshController = definePreset<AppmeshControllerPreset>({
    source: "https://github.com/aws/aws-app-mesh-controller-for-k8s/blob/master/config/iam/controller-iam-policy.json",
    sourceVersion: "7588d122c3c45e1f873d7d016a30922f049764bf",
    checked: "2026-11-25",
    ended: "AWS App Mesh ended on 2026-09-30",
    usualSubject: "appmesh-system/appmesh-controller",
    parameters: {},
    statements: (_, { partition }) => [
        allow(
            [
                "appmesh:ListVirtualRouters",
                "appmesh:ListVirtualServices",
                "appmesh:ListRoutes",
                "appmesh:ListGatewayRoutes",
                "appmesh:ListMeshes",
                "appmesh:ListVirtualNodes",
                "appmesh:ListVirtualGateways",
                "appmesh:DescribeMesh",
                "appmesh:DescribeVirtualRouter",
                "appmesh:DescribeRoute",
                "appmesh:DescribeVirtualNode",
                "appmesh:DescribeVirtualGateway",
                "appmesh:DescribeGatewayRoute",
                "appmesh:DescribeVirtualService",
                "appmesh:CreateMesh",
                "appmesh:CreateVirtualRouter",
                "appmesh:CreateVirtualGateway",
                "appmesh:CreateVirtualService",
                "appmesh:CreateGatewayRoute",
                "appmesh:CreateRoute",
                "appmesh:CreateVirtualNode",
                "appmesh:UpdateMesh",
                "appmesh:UpdateRoute",
                "appmesh:UpdateVirtualGateway",
                "appmesh:UpdateVirtualRouter",
                "appmesh:UpdateGatewayRoute",
                "appmesh:UpdateVirtualService",
                "appmesh:UpdateVirtualNode",
                "appmesh:DeleteMesh",
                "appmesh:DeleteRoute",
                "appmesh:DeleteVirtualRouter",
                "appmesh:DeleteGatewayRoute",
                "appmesh:DeleteVirtualService",
                "appmesh:DeleteVirtualNode",
                "appmesh:DeleteVirtualGateway",
            ],
            ["*"],
        ),
        allow(
            ["iam:CreateServiceLinkedRole"],
            [`arn:${partition}:iam::*:role/aws-service-role/appmesh.amazonaws.com/AWSServiceRoleForAppMesh`],
            { StringLike: { "iam:AWSServiceName": ["appmesh.amazonaws.com"] } },
        ),
        allow(
            [
                "acm:ListCertificates",
                "acm:DescribeCertificate",
                "acm-pca:DescribeCertificateAuthority",
                "acm-pca:ListCertificateAuthorities",
            ],
            ["*"],
        ),
        allow(
            [
                "servicediscovery:CreateService",
                "servicediscovery:DeleteService",
                "servicediscovery:GetService",
                "servicediscovery:GetInstance",
                "servicediscovery:RegisterInstance",
                "servicediscovery:DeregisterInstance",
                "servicediscovery:ListInstances",
                "servicediscovery:ListNamespaces",
                "servicediscovery:ListServices",
                "servicediscovery:GetInstancesHealthStatus",
                "servicediscovery:UpdateInstanceCustomHealthStatus",
                "servicediscovery:GetOperation",
                "route53:GetHealthCheck",
                "route53:CreateHealthCheck",
                "route53:UpdateHealthCheck",
                "route53:ChangeResourceRecordSets",
                "route53:DeleteHealthCheck",
            ],
            ["*"],
        ),
    ],
    example: {},
});
