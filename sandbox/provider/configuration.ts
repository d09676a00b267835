import { isLoopback } from "../loopback";
import { isAbsent, isRecord, type Properties, unknown } from "./values";

/** What a provider instance was configured to be. */
export interface Configuration {
    readonly region: string;
    readonly account: string;
    readonly defaultTags: Readonly<Record<string, string>>;
}

const accepted = [
    "region",
    "accessKey",
    "secretKey",
    "token",
    "allowedAccountIds",
    "forbiddenAccountIds",
    "assumeRoles",
    "assumeRole",
    "defaultTags",
    "skipCredentialsValidation",
    "skipMetadataApiCheck",
    "skipRegionValidation",
    "skipRequestingAccountId",
    "maxRetries",
    "retryMode",
    "version",
    "pluginDownloadURL",
    "__internal",
];

/** Keys of the official provider that would reach outside the sandbox or change its behaviour, with the reason. */
const refused: Readonly<Record<string, string>> = {
    profile: "profiles name real credentials",
    endpoints: "there is one endpoint, the emulator",
    sharedConfigFiles: "they name real credentials",
    sharedCredentialsFiles: "they name real credentials",
    assumeRoleWithWebIdentity: "it exchanges a real token",
    ignoreTags: "it is not modelled",
};

/** A nested value arrives as JSON in a string, from configuration and from an explicit provider alike. */
export function decoded(configuration: Properties): Properties {
    return Object.fromEntries(
        Object.entries(configuration)
            .filter(([, value]) => value !== undefined && value !== null && value !== "")
            .map(([key, value]) => [
                key,
                typeof value === "string" && /^\s*[[{]|^(true|false)$/.test(value) ? json(value) : value,
            ]),
    );
}

function json(value: string): unknown {
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return value;
    }
}

export function configurationProblems(raw: Properties): string[] {
    return Object.entries(decoded(raw))
        .filter(([key, value]) => !accepted.includes(key) && !isAbsent(value) && value !== false)
        .map(
            ([key]) =>
                `the sandbox does not support the configuration key aws:${key}: ${refused[key] ?? "it is not modelled"}`,
        );
}

export function configurationFrom(
    raw: Properties,
    environment: Readonly<Record<string, string | undefined>>,
): Configuration {
    const problems = configurationProblems(raw);
    if (problems.length > 0) {
        throw new Error(problems.join("\n"));
    }
    const values = decoded(raw);
    const region = values.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
    if (typeof region !== "string" || region === "") {
        throw new Error(
            'missing required configuration key "aws:region": The region where AWS operations will take place. ' +
                "Set a value using the command `pulumi config set aws:region <value>`.",
        );
    }
    const account = accountOf(values, environment);
    checkAccount(account, values);
    return { region, account, defaultTags: defaultTagsOf(values.defaultTags) };
}

/** The account that a configuration reaches. The emulator takes a 12-digit access key for an account. */
export function accountOf(values: Properties, environment: Readonly<Record<string, string | undefined>>): string {
    const candidates = [
        accountId(values.accessKey),
        roleAccount(values.assumeRoles),
        roleAccount(values.assumeRole),
        onlyAccount(values.allowedAccountIds),
        accountId(environment.AWS_ACCESS_KEY_ID),
    ];
    return candidates.find(candidate => candidate !== undefined) ?? "000000000000";
}

const accountId = (value: unknown): string | undefined =>
    (typeof value === "string" || typeof value === "number") && /^\d{12}$/.test(String(value))
        ? String(value)
        : undefined;

function roleAccount(value: unknown): string | undefined {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    const arn = isRecord(first) ? first.roleArn : undefined;
    return typeof arn === "string" ? /^arn:[\w-]+:iam::(\d{12}):role\//.exec(arn)?.[1] : undefined;
}

const listed = (value: unknown): string[] =>
    (Array.isArray(value) ? value : isAbsent(value) ? [] : [value]).map(String);

function onlyAccount(value: unknown): string | undefined {
    const accounts = listed(value);
    return accounts.length === 1 ? accountId(accounts[0]) : undefined;
}

function checkAccount(account: string, values: Properties): void {
    const allowed = listed(values.allowedAccountIds).filter(id => id !== unknown);
    if ((allowed.length > 0 && !allowed.includes(account)) || listed(values.forbiddenAccountIds).includes(account)) {
        throw new Error(`AWS account ID not allowed: ${account}`);
    }
}

function defaultTagsOf(value: unknown): Readonly<Record<string, string>> {
    const tags = isRecord(value) ? value.tags : undefined;
    return isRecord(tags) ? Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)])) : {};
}

/** What the provider process was started with. */
export interface Surroundings {
    readonly endpoint: string;
    readonly directory: string;
    readonly botocoreData: string;
}

export function surroundingsFrom(environment: Readonly<Record<string, string | undefined>>): Surroundings {
    const required = (name: string): string => {
        const value = environment[name];
        if (value === undefined || value === "") {
            throw new Error(`the sandbox's AWS provider needs ${name}`);
        }
        return value;
    };
    const endpoint = required("SANDBOX_AWS_ENDPOINT");
    if (!isLoopback(endpoint)) {
        throw new Error(`SANDBOX_AWS_ENDPOINT must be on this machine's loopback, not ${endpoint}`);
    }
    return {
        endpoint,
        directory: required("SANDBOX_DIRECTORY"),
        botocoreData: required("SANDBOX_BOTOCORE_DATA"),
    };
}
