/** OIDC identity providers, and the claims of their tokens that identify the caller. */

/**
 * Claims, each with the forms of values that identify a caller. `<…>` is a name: a wildcard in it does not identify.
 */
export type Claims = Readonly<Record<string, readonly string[]>>;

const anyone = ["<name>"];

/**
 * Providers that issue tokens to anyone, by issuer. Sources, compared 2026-11-25:
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
 * - `cluster`: every service account of an EKS cluster gets tokens.
 * - `shared`: anyone can get a token.
 * - `private`: its operator decides who gets a token. Without a condition, every token is accepted.
 */
export interface IdentityProvider {
    readonly kind: "cluster" | "shared" | "private";
    /** Host and path, the prefix of condition keys. */
    readonly issuer: string;
    /** Absent for a private provider, which defines its own claims. */
    readonly claims: Claims | undefined;
}

/** The OIDC provider of a federated principal. Absent for SAML, whose provider assigns roles itself. */
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

/** Whether the required value of a claim identifies the caller. */
export function namesSomebody({ claims }: IdentityProvider, claim: string, value: string): boolean {
    if (claims !== undefined) {
        return Object.hasOwn(claims, claim) && (claims[claim] ?? []).some(form => beginsLike(form, value));
    }
    return isServiceAccount(value)
        ? beginsLike("system:serviceaccount:<namespace>:", value)
        : // The sign-in method does not identify a caller, and all callers share this audience.
          claim !== "amr" && !/^sts\.(.+\.)?amazonaws\.com/i.test(value) && !isCatchAll(value);
}

/** Identifies a service account of a self-managed Kubernetes cluster, with any issuer. */
function isServiceAccount(value: string): boolean {
    return value.startsWith("system:");
}

/** Whether a pattern has only words that every value has, such as `repo:` before `*`. */
function isCatchAll(value: string): boolean {
    return value.includes("${") || value.replace(/^([a-z_]+:)+/, "").replace(/[*?:/]/g, "") === "";
}

/**
 * The last name of a form can be a prefix, as in `repo:acme/orders-*`. A name that starts with a wildcard identifies no
 * caller.
 */
function beginsLike(form: string, value: string): boolean {
    const [last] = /<[^<>]+>$/.exec(form) ?? [""];
    const names = form.slice(0, form.length - last.length).split(/<[^<>]+>/);
    const pattern = names.map(text => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("[^*?$:/]+");
    return new RegExp(`^${pattern}${last === "" ? "" : "[^*?$]"}`).test(value);
}
