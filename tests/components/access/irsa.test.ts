import * as assert from "node:assert/strict";
import { irsaStatement, oidcIssuer } from "../../../components/access/irsa";

const provider = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";

describe("the issuer of an OIDC provider", () => {
    it("is its host and path", () => {
        assert.equal(oidcIssuer(provider), issuer);
        assert.equal(oidcIssuer("arn:aws:iam::111122223333:oidc-provider/gitlab.com"), "gitlab.com");
    });

    for (const arn of [
        "oidc.eks.eu-west-1.amazonaws.com",
        "arn:aws:eks::111122223333:oidc-provider/gitlab.com",
        "arn:aws:iam::1111222233334:oidc-provider/gitlab.com",
        "arn:aws:iam::x111122223333:oidc-provider/gitlab.com",
        "arn:aws:iam::aws:oidc-provider/gitlab.com",
        "arn:aws:iam::111122223333:saml-provider/gitlab.com",
        "arn:aws:iam::111122223333:role/oidc-provider/gitlab.com",
        "arn:aws:iam::111122223333:oidc-provider/https://gitlab.com",
        "arn:aws:iam::111122223333:oidc-provider/gitlab.com/*",
    ]) {
        it(`does not exist for ${arn}`, () => {
            assert.equal(oidcIssuer(arn), undefined);
        });
    }
});

describe("the statement for IRSA", () => {
    it("admits each subject once, sorted, for the audience of STS", () => {
        const subjects = [
            { namespace: "shop", serviceAccount: "orders" },
            { namespace: "shop", serviceAccount: "cart" },
            { namespace: "shop", serviceAccount: "orders" },
        ];
        assert.deepEqual(irsaStatement(subjects, provider), {
            Effect: "Allow",
            Principal: { Federated: provider },
            Action: ["sts:AssumeRoleWithWebIdentity"],
            Condition: {
                StringEquals: {
                    [`${issuer}:sub`]: ["system:serviceaccount:shop:cart", "system:serviceaccount:shop:orders"],
                    [`${issuer}:aud`]: "sts.amazonaws.com",
                },
            },
        });
    });
});
