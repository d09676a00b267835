import * as assert from "node:assert/strict";
import { identityProvider, namesSomebody } from "../../../components/access/identityProviders";

const arn = (issuer: string): string => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

describe("the identity provider of a principal", () => {
    for (const [principal, kind, issuer] of [
        [arn("token.actions.githubusercontent.com"), "shared", "token.actions.githubusercontent.com"],
        [arn("Token.Actions.GitHubUserContent.com"), "shared", "Token.Actions.GitHubUserContent.com"],
        [arn("api.pulumi.com/oidc"), "shared", "api.pulumi.com/oidc"],
        ["accounts.google.com", "shared", "accounts.google.com"],
        ["cognito-identity.amazonaws.com", "shared", "cognito-identity.amazonaws.com"],
        ["cognito-identity-fips.us-gov-west-1.amazonaws.com", "shared", undefined],
        [arn("oidc.eks.eu-west-1.amazonaws.com/id/A"), "cluster", "oidc.eks.eu-west-1.amazonaws.com/id/A"],
        [arn("oidc.eks-fips.us-east-1.amazonaws.com/id/A"), "cluster", undefined],
        [arn("oidc-eks.eu-west-1.api.aws/id/A"), "cluster", undefined],
        [arn("OIDC.EKS.cn-north-1.amazonaws.com.cn/id/A"), "cluster", undefined],
        [arn("my.cognito-identity.example.com"), "private", "my.cognito-identity.example.com"],
        [arn("my.oidc.eks.example.com"), "private", "my.oidc.eks.example.com"],
        [arn("my.accounts.google.com"), "private", "my.accounts.google.com"],
        ["login.example.com", "private", "login.example.com"],
    ] as const) {
        it(`${principal} is ${kind}`, () => {
            const provider = identityProvider(principal);
            assert.equal(provider?.kind, kind);
            assert.equal(provider.claims === undefined, kind === "private");
            if (issuer !== undefined) {
                assert.equal(provider.issuer, issuer);
            }
        });
    }

    it("does not exist for SAML", () => {
        assert.equal(identityProvider("arn:aws:iam::111122223333:saml-provider/corp"), undefined);
    });
});

describe("the required value of a claim", () => {
    const identifies = (issuer: string, claim: string, value: string): boolean => {
        const provider = identityProvider(arn(issuer));
        assert.ok(provider);
        return namesSomebody(provider, claim, value);
    };
    for (const [issuer, claim, value, expected] of [
        ["token.actions.githubusercontent.com", "sub", "repo:acme/orders:ref:refs/heads/main", true],
        ["token.actions.githubusercontent.com", "sub", "repo:acme/orders-*", true],
        ["token.actions.githubusercontent.com", "sub", "repo:acme/*", true],
        ["token.actions.githubusercontent.com", "sub", "repo:*", false],
        ["token.actions.githubusercontent.com", "sub", "repo:*/orders:ref:refs/heads/main", false],
        ["token.actions.githubusercontent.com", "sub", "x-repo:acme/orders:ref", false],
        ["token.actions.githubusercontent.com", "repository_owner", "acme", true],
        ["token.actions.githubusercontent.com", "repository_owner", "*cme", false],
        ["token.actions.githubusercontent.com", "repository_owner", "?cme", false],
        ["token.actions.githubusercontent.com", "repository_owner", "", false],
        ["token.actions.githubusercontent.com", "aud", "sts.amazonaws.com", false],
        ["token.actions.githubusercontent.com", "constructor", "x", false],
        ["oidc.vercel.com", "aud", "https://vercel.com/acme", true],
        ["oidc.vercel.com", "aud", "https://vercelxcom/acme", false],
        ["oidc.vercel.com", "aud", "https://vercel.com/*", false],
        ["oidc.eks.eu-west-1.amazonaws.com/id/A", "sub", "system:serviceaccount:shop:orders", true],
        ["oidc.eks.eu-west-1.amazonaws.com/id/A", "sub", "system:serviceaccount:shop:*", true],
        ["oidc.eks.eu-west-1.amazonaws.com/id/A", "sub", "system:serviceaccount:*:orders", false],
        ["oidc.eks.eu-west-1.amazonaws.com/id/A", "aud", "sts.amazonaws.com", false],
        ["login.example.com", "sub", "jane", true],
        ["login.example.com", "sub", "user:jane", true],
        ["login.example.com", "sub", "user:team:*", false],
        ["login.example.com", "sub", "*", false],
        ["login.example.com", "sub", "?*/:", false],
        ["login.example.com", "sub", "", false],
        ["login.example.com", "sub", "team/user:*", true],
        ["login.example.com", "sub", "${aws:username}", false],
        ["login.example.com", "sub", "system:serviceaccount:shop:orders", true],
        ["login.example.com", "sub", "system:serviceaccount:*", false],
        ["login.example.com", "aud", "sts.amazonaws.com", false],
        ["login.example.com", "aud", "STS.eu-west-1.amazonaws.com", false],
        ["login.example.com", "aud", "sts.amazonaws.com.cn", false],
        ["login.example.com", "aud", "my-sts.amazonaws.com", true],
        ["login.example.com", "aud", "stsxamazonaws.com", true],
        ["login.example.com", "amr", "authenticated", false],
        ["login.example.com", "amrx", "authenticated", true],
    ] as const) {
        it(`${claim} "${value}" of ${issuer} identifies ${expected ? "the caller" : "no caller"}`, () => {
            assert.equal(identifies(issuer, claim, value), expected);
        });
    }
});
