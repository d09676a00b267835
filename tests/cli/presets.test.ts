import * as assert from "node:assert/strict";
import * as os from "node:os";
import { presetKeys } from "../../components/presets/catalogue";
import { call } from "./call";

const presets = (...args: string[]) => call(os.tmpdir(), ["presets", ...args]);

describe("pod-identity presets", () => {
    it("lists every preset with what it is and its usual subject", async () => {
        const { out, err, code } = await presets();
        assert.deepEqual(
            out.split("\n").map(line => line.split(" ")[0]),
            presetKeys,
        );
        assert.match(out, /^externalDns {2,}ExternalDNS with Route 53\. .*\(external-dns\/external-dns\)$/m);
        for (const line of out.split("\n")) assert.match(line, /^\w+ {2,}\S.*[.)]$/);
        assert.match(err, new RegExp(`^${presetKeys.length} presets\\.`));
        assert.equal(code, 0);
    });

    it("searches names, descriptions and subjects for all words, in any case", async () => {
        const { out } = await presets("csi", "EBS");
        assert.deepEqual(
            out.split("\n").map(line => line.split(" ")[0]),
            ["ebsCsi", "ebsCsiClusterScoped", "ebsCsiManaged"],
        );
        const { out: bySubject, err } = await presets("amp-iamproxy");
        assert.match(bySubject, /^managedServiceForPrometheus /);
        assert.match(err, /^1 preset\./);
    });

    it("prints one with its parameters, its example and the statements", async () => {
        const { out, err, code } = await presets("externaldns");
        assert.match(out, /^externalDns: ExternalDNS with Route 53\./);
        assert.match(out, /^Usual subject: external-dns\/external-dns$/m);
        assert.match(out, /^ {2}hostedZoneArns \(feature\): list of ARNs.*\n {4}ARNs of the hosted zones/m);
        assert.match(out, /^ {6}externalDns:\n {8}hostedZoneArns:$/m);
        assert.match(
            out,
            /^ {4}Allow route53:ChangeResourceRecordSets, .* on arn:aws:route53:::hostedzone\/Z0123456789ABCDEFGHIJ$/m,
        );
        assert.equal(err, "");
        assert.equal(code, 0);
    });

    it("prints one as JSON, with every statement as IAM gets it", async () => {
        const { out } = await presets("karpenter", "--format", "json");
        const { name, parameters, example } = JSON.parse(out) as {
            name: string;
            parameters: { name: string; description: string }[];
            example: { inlinePolicies: { name: string; statements: { Effect: string; Resource: string[] }[] }[] };
        };
        assert.equal(name, "karpenter");
        for (const { description } of parameters) assert.notEqual(description, "");
        assert.deepEqual(
            example.inlinePolicies.map(policy => policy.name),
            ["preset-karpenter-a", "preset-karpenter-b"],
        );
        assert.match(JSON.stringify(example.inlinePolicies), /arn:aws:ec2:eu-west-1:/);
    });

    it("leaves no placeholder and nothing undescribed in any preset", async () => {
        for (const key of presetKeys) {
            const { out } = await presets(key);
            const [, allowed = ""] = out.split("\nIt allows, ");
            assert.match(allowed, /^ {2}(inline|managed) policy \w/m, key);
            assert.doesNotMatch(allowed.replace(/\$\{aws:[^}]*\}/g, ""), /\{(cluster|account|region|partition)\}/, key);
            assert.doesNotMatch(out, /undefined|^ +$/m, key);
        }
    });

    it("suggests a preset for a wrong name", async () => {
        const { err, code } = await presets("externalDnss");
        assert.match(
            err,
            /^No preset has "externalDnss" .*: did you mean "externalDns"\? There are \d+ presets; run `pod-identity presets`\.$/,
        );
        assert.equal(code, 2);
    });
});
