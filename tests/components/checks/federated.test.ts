import * as assert from "node:assert/strict";
import { federatedProblems } from "../../../components/checks/shape/federated";
import { termsIn } from "../../../components/checks/shape/trustConditions";

const arn = (issuer: string): string => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const github = "token.actions.githubusercontent.com";
const eks = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const own = "idp.example.com";

function problemsOf(principal: string, conditions: object): readonly { problem: string; remedy: string }[] {
    return federatedProblems(principal, termsIn(conditions, {}), []);
}

const like = (key: string, ...values: string[]): object => ({ StringLike: { [key]: values } });
const equals = (key: string, ...values: string[]): object => ({ StringEquals: { [key]: values } });

const refused: readonly (readonly [what: string, principal: string, conditions: object])[] = [
    // Providers built into AWS.
    ...["cognito-identity", "cognito-identity-us-gov"].map(
        host => [`${host} without a condition`, `${host}.amazonaws.com`, {}] as const,
    ),
    ["Cognito in China", "cognito-identity.cn-north-1.amazonaws.com.cn", {}],
    [
        "Cognito for every signed-in user",
        "cognito-identity.amazonaws.com",
        { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": ["authenticated"] } },
    ],
    ["Cognito with any pool", "cognito-identity.amazonaws.com", like("cognito-identity.amazonaws.com:aud", "*")],
    ["Google", "accounts.google.com", {}],
    ["Facebook with Google's condition", "graph.facebook.com", equals("accounts.google.com:aud", "app")],
    ["Amazon", "www.amazon.com", {}],
    // Shared providers of build services.
    ["GitHub without a condition", arn(github), {}],
    ["GitHub for one audience", arn(github), equals(`${github}:aud`, "sts.amazonaws.com")],
    ...[
        "*",
        "repo:*",
        "repo:*/orders:*",
        "repo:*:ref:refs/heads/main",
        "repo:ac?e/orders:*",
        "repo:${aws:userid}/*",
    ].map(sub => [`GitHub with ${sub}`, arn(github), like(`${github}:sub`, sub)] as const),
    ["GitHub with a wide one among the right ones", arn(github), like(`${github}:sub`, "repo:acme/orders:*", "repo:*")],
    [
        "GitHub where the claim may be missing",
        arn(github),
        { StringLikeIfExists: { [`${github}:sub`]: ["repo:acme/*"] } },
    ],
    [
        "GitHub for all values of none",
        arn(github),
        { "ForAllValues:StringLike": { [`${github}:sub`]: ["repo:acme/*"] } },
    ],
    ["GitHub with all but one", arn(github), { StringNotLike: { [`${github}:sub`]: ["repo:acme/*"] } }],
    ["GitLab.com", arn("gitlab.com"), like("gitlab.com:sub", "project_path:*:ref_type:branch:ref:main")],
    ["Terraform Cloud", arn("app.terraform.io"), equals("app.terraform.io:aud", "aws.workload.identity")],
    ["Buildkite", arn("agent.buildkite.com"), like("agent.buildkite.com:sub", "organization:*:pipeline:deploy:*")],
    ["Vercel", arn("oidc.vercel.com"), like("oidc.vercel.com:aud", "https://vercel.com/*")],
    ["CircleCI", arn("oidc.circleci.com/org/1"), {}],
    ["Bitbucket", arn("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"), {}],
    // Clusters.
    ...[
        eks,
        "oidc.eks-fips.eu-west-1.amazonaws.com/id/X",
        "oidc.eks.cn-north-1.amazonaws.com.cn/id/X",
        "oidc-eks.eu-west-1.api.aws/id/X",
        "OIDC.EKS.eu-west-1.amazonaws.com/id/X",
    ].flatMap(issuer => [
        [`${issuer} without a condition`, arn(issuer), {}] as const,
        [`${issuer} for one audience`, arn(issuer), equals(`${issuer}:aud`, "sts.amazonaws.com")] as const,
        [`${issuer} with any namespace`, arn(issuer), like(`${issuer}:sub`, "system:serviceaccount:*:orders")] as const,
    ]),
    ["a self-managed cluster", arn("s3.eu-west-1.amazonaws.com/issuer"), {}],
    [
        "a self-managed cluster for one audience",
        arn("s3.eu-west-1.amazonaws.com/issuer"),
        equals("s3.eu-west-1.amazonaws.com/issuer:aud", "sts.amazonaws.com"),
    ],
    ["a self-managed cluster with any namespace", arn(own), like(`${own}:sub`, "system:serviceaccount:*:orders")],
    // Any other.
    ["a provider without a condition", arn(own), {}],
    ["a provider with another's condition", arn(own), equals(`${github}:sub`, "repo:acme/orders:ref:refs/heads/main")],
    ["a provider with any subject", arn(own), like(`${own}:sub`, "*")],
    ["a provider with any user", arn(own), like(`${own}:sub`, "user:?*")],
    ["a provider with a condition on something else", arn(own), { Bool: { "aws:SecureTransport": ["true"] } }],
];

const taken: readonly (readonly [what: string, principal: string, conditions: object])[] = [
    [
        "Cognito with a pool",
        "cognito-identity.amazonaws.com",
        equals("cognito-identity.amazonaws.com:aud", "eu-west-1:11111111-2222-3333-4444-555555555555"),
    ],
    ["Google with an application", "accounts.google.com", equals("accounts.google.com:aud", "1.apps.example.com")],
    ["Facebook with an application", "graph.facebook.com", equals("graph.facebook.com:app_id", "1234567890")],
    ["GitHub with a repository", arn(github), like(`${github}:sub`, "repo:acme/orders:*")],
    ["GitHub with an owner and its ID", arn(github), like(`${github}:sub`, "repo:acme@123/orders@456:*")],
    ["GitHub with an organization", arn(github), like(`${github}:sub`, "repo:acme/*")],
    [
        "GitHub with a repository and any subject",
        arn(github),
        {
            StringLike: { [`${github}:sub`]: ["repo:*"] },
            StringEquals: { [`${github}:repository`]: ["acme/orders"] },
        },
    ],
    ["keys in another case", arn(github), like(`${github.toUpperCase()}:SUB`, "repo:acme/orders:*")],
    [
        "GitLab.com with a group",
        arn("gitlab.com"),
        like("gitlab.com:sub", "project_path:acme/*:ref_type:branch:ref:main"),
    ],
    ["Terraform Cloud", arn("app.terraform.io"), like("app.terraform.io:sub", "organization:acme:*")],
    ["CircleCI", arn("oidc.circleci.com/org/1"), equals("oidc.circleci.com/org/1:aud", "1")],
    ["a cluster", arn(eks), like(`${eks}:sub`, "system:serviceaccount:shop:*")],
    ["a self-managed cluster", arn(own), equals(`${own}:sub`, "system:serviceaccount:shop:orders")],
    ["a provider with its own audience", arn(own), equals(`${own}:aud`, "orders")],
    ["a provider with a subject", arn(own), like(`${own}:sub`, "*@example.com")],
    ["SAML, whose provider assigns roles", "arn:aws:iam::111122223333:saml-provider/Corp", {}],
];

describe("a federated principal without a condition on the identity", () => {
    for (const [what, principal, conditions] of refused) {
        it(`is refused for ${what}`, () => {
            assert.equal(problemsOf(principal, conditions).length, 1);
        });
    }
    for (const [what, principal, conditions] of taken) {
        it(`is accepted for ${what}`, () => {
            assert.deepEqual(problemsOf(principal, conditions), []);
        });
    }

    for (const [principal, remedy] of [
        [
            "cognito-identity.amazonaws.com",
            'StringLike: { "cognito-identity.amazonaws.com:aud": ["<region>:<identity pool>"] }',
        ],
        [arn(github), `StringLike: { "${github}:sub": ["repo:<owner>/<repository>:*"] }`],
        [arn("app.terraform.io"), 'StringLike: { "app.terraform.io:sub": ["organization:<organization>:*"] }'],
        [arn(eks), `StringEquals: { "${eks}:sub": ["system:serviceaccount:<namespace>:<service account>"] }`],
        [arn(own), `StringEquals: { "${own}:sub": […] }`],
    ] as const) {
        it(`is refused with the required condition: ${principal}`, () => {
            const [problem] = problemsOf(principal, {});
            assert.ok(problem?.remedy.includes(remedy), problem?.remedy);
        });
    }
});
