import * as assert from "node:assert/strict";
import { awsEnvironment, fetchEnvironment, pulumiEnvironment } from "../../sandbox/environment";

const real = {
    PATH: "/usr/bin",
    HOME: "/home/me",
    AWS_PROFILE: "prod",
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
    AWS_ROLE_ARN: "arn:aws:iam::999999999999:role/admin",
    AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials",
    AWS_ENDPOINT_URL: "https://eks.amazonaws.com",
    AWS_ENDPOINT_URL_IAM: "https://iam.amazonaws.com",
    AWS_REGION: "us-west-2",
    aws_profile: "prod",
    PULUMI_ACCESS_TOKEN: "pul-real",
    PULUMI_BACKEND_URL: "s3://state",
    PULUMI_STACK: "prod",
    PULUMI_CONFIG: "{}",
    PULUMI_CONFIG_PASSPHRASE_FILE: "/passphrase",
    PULUMI_HOME: "/home/me/.pulumi",
    PULUMI_OPTION_YES: "true",
    TF_VAR_region: "us-west-2",
    KUBECONFIG: "/home/me/.kube/config",
    TS_NODE_TRANSPILE_ONLY: "true",
    SANDBOX_AWS_ENDPOINT: "https://example.com",
    HTTPS_PROXY: "http://proxy.example.com:3128",
    no_proxy: "example.com",
};

const settings = {
    home: "/s/home",
    cliFolder: "/s/bin",
    backend: "/s/backend",
    directory: "/s",
    downloadsPlugins: false,
};

describe("the environment of a Pulumi command in the sandbox", () => {
    const environment = { ...pulumiEnvironment(real, settings), ...awsEnvironment("http://127.0.0.1:1234", "/data") };

    it("holds nothing that reaches a real account, backend or cluster", () => {
        const text = JSON.stringify(environment);
        for (const value of [
            "AKIAREAL",
            "prod",
            "pul-real",
            "s3://",
            "admin",
            "amazonaws",
            "169.254",
            "us-west-2",
            ".kube",
            "/token",
            "/passphrase",
        ]) {
            assert.ok(!text.includes(value), `${value} is still in ${text}`);
        }
    });

    it("has the sandbox's own home, backend, passphrase and AWS", () => {
        assert.equal(environment.PULUMI_HOME, "/s/home");
        assert.equal(environment.PULUMI_BACKEND_URL, "file:///s/backend");
        assert.equal(environment.SANDBOX_AWS_ENDPOINT, "http://127.0.0.1:1234");
        assert.equal(environment.AWS_ENDPOINT_URL, "http://127.0.0.1:1234");
        assert.equal(environment.SANDBOX_BOTOCORE_DATA, "/data");
        assert.equal(environment.AWS_ACCESS_KEY_ID, "111122223333");
        assert.match(environment.PATH ?? "", /^\/s\/bin:/);
    });

    it("leaves the choice of the region to the stack", () => {
        assert.equal(environment.AWS_REGION, undefined);
        assert.equal(environment.AWS_DEFAULT_REGION, undefined);
    });

    it("does not let AWS SDKs find ~/.aws or the instance's own credentials", () => {
        assert.equal(environment.AWS_CONFIG_FILE, "/s/no-such-file");
        assert.equal(environment.AWS_SHARED_CREDENTIALS_FILE, "/s/no-such-file");
        assert.equal(environment.AWS_EC2_METADATA_DISABLED, "true");
    });

    it("compiles the program as Pulumi does anywhere", () => {
        assert.equal(environment.TS_NODE_TRANSPILE_ONLY, undefined);
    });

    it("refuses an AWS that is not on this machine", () => {
        assert.throws(() => awsEnvironment("https://eks.amazonaws.com", "/data"), /this machine only/);
    });
});

describe("the environment in which tools are fetched", () => {
    it("keeps the proxy that downloads need, and never sends this machine's own requests through it", () => {
        const environment = fetchEnvironment(real);
        assert.equal(environment.HTTPS_PROXY, real.HTTPS_PROXY);
        assert.equal(environment.no_proxy, "example.com,127.0.0.1,localhost,::1");
        assert.equal(environment.AWS_PROFILE, undefined);
    });
});
