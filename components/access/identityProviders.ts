/** OIDC identity providers, and which claims of their tokens say whose a token is. */

/** Claims, each with the forms of its values that name somebody: `<…>` is a name, in which no wildcard counts. */
export type Claims = Readonly<Record<string, readonly string[]>>;

const anyone = ["<name>"];

/**
 * Providers that everybody can get a token from, by issuer. Sources, compared 2026-11-25:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const sharedProviders: ReadonlyMap<string, Claims> = new Map<string, Claims>([
    ["accounts.google.com", { aud: anyone, oaud: anyone, sub: anyone }],
    ["agent.buildkite.com", { sub: ["organization:<organization>:"] }],
    [
        "api.pulumi.com/oidc",
        { aud: anyone, sub: ["pulumi:deploy:org:<organization>:", "pulumi:environments:org:<organization>:"] },
    ],
    ["app.terraform.io", { sub: ["organization:<organization>:"] }],
    ["gitlab.com", { sub: ["project_path:<group>/"], project_path: ["<group>/"], namespace_path: anyone }],
    ["graph.facebook.com", { app_id: anyone, id: anyone }],
    ["oidc-configuration.audit-log.githubusercontent.com", { sub: anyone }],
    ["oidc.codefresh.io", { sub: ["account:<account>:"] }],
    ["oidc.vercel.com", { aud: ["https://vercel.com/<team>"], sub: ["owner:<team>:"] }],
    ["proidc.upbound.io", { sub: anyone }],
    ["sandboxes.cloud", { aud: anyone }],
    ["scalr.io", { sub: anyone }],
    ["studio.datachain.ai/api", { sub: anyone }],
    [
        "token.actions.githubusercontent.com",
        {
            sub: [
                "repo:<owner>/<repository>:",
                "repo:<owner>/",
                "repository_owner:<owner>:",
                "repository_owner_id:<id>:",
                "repository_id:<id>:",
            ],
            job_workflow_ref: ["<owner>/"],
            repository: ["<owner>/"],
            repository_id: anyone,
            repository_owner: anyone,
            repository_owner_id: anyone,
        },
    ],
    ["tokens.cloud.shisho.dev", { sub: anyone }],
    ["vstoken.actions.githubusercontent.com", { sub: ["repo:<owner>/"] }],
    ["www.amazon.com", { app_id: anyone, user_id: anyone }],
]);

const cognitoClaims: Claims = { aud: ["<region>:<identity pool>"], sub: ["<region>:<identity>"] };
const clusterClaims: Claims = { sub: ["system:serviceaccount:<namespace>:"] };

/**
 * - `cluster`: every service account of an EKS cluster gets its tokens.
 * - `shared`: everybody can get one.
 * - `private`: whoever runs the provider decides, and every token of it is taken where no condition says otherwise.
 */
export interface IdentityProvider {
    readonly kind: "cluster" | "shared" | "private";
    /** Host and path, as condition keys begin. */
    readonly issuer: string;
    /** None for a private one, whose claims are its own. */
    readonly claims: Claims | undefined;
}

/** The OIDC provider that a federated principal names; none for SAML, whose provider says itself who gets which role. */
export function identityProvider(principal: string): IdentityProvider | undefined {
    if (principal.includes(":saml-provider/")) {
        return undefined;
    }
    const issuer = /:oidc-provider\/(.+)$/s.exec(principal)?.[1] ?? principal;
    const lower = issuer.toLowerCase();
    const shared = sharedProviders.get(lower);
    if (shared !== undefined) {
        return { kind: "shared", issuer, claims: shared };
    }
    if (/^cognito-identity[.-]/.test(lower)) {
        return { kind: "shared", issuer, claims: cognitoClaims };
    }
    // oidc.eks.…, oidc.eks-fips.…, oidc-eks.… of the dual-stack endpoint, and China's, which ends in .com.cn.
    return /^oidc[.-]eks[.-]/.test(lower)
        ? { kind: "cluster", issuer, claims: clusterClaims }
        : { kind: "private", issuer, claims: undefined };
}

/** Whether a value demanded of a claim leaves only tokens of somebody who is named. */
export function namesSomebody({ claims }: IdentityProvider, claim: string, value: string): boolean {
    if (claims !== undefined) {
        return Object.hasOwn(claims, claim) && (claims[claim] ?? []).some(form => beginsLike(form, value));
    }
    return isServiceAccount(value)
        ? beginsLike("system:serviceaccount:<namespace>:", value)
        : // How somebody signed in says nothing about who it is, and this audience is everybody's.
          claim !== "amr" && !/^sts\.(.+\.)?amazonaws\.com/i.test(value) && !isCatchAll(value);
}

/** Of a self-managed Kubernetes cluster, whose issuer can be any. */
function isServiceAccount(value: string): boolean {
    return value.startsWith("system:");
}

/** Whether nothing is left of a pattern but the words that every value has, such as `repo:` before `*`. */
function isCatchAll(value: string): boolean {
    return value.includes("${") || value.replace(/^([a-z_]+:)+/, "").replace(/[*?:/]/g, "") === "";
}

/** The last name of a form may be the beginning of one, as in `repo:acme/orders-*`; a name that begins with a wildcard identifies no one. */
function beginsLike(form: string, value: string): boolean {
    const [last] = /<[^<>]+>$/.exec(form) ?? [""];
    const names = form.slice(0, form.length - last.length).split(/<[^<>]+>/);
    const pattern = names.map(text => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("[^*?$:/]+");
    return new RegExp(`^${pattern}${last === "" ? "" : "[^*?$]"}`).test(value);
}
