import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { mirroredStackFile, saltOf, stackOfFile } from "../../sandbox/mirroredStackFile";

const configOf = (text: string): unknown => (parse(text) as { config: unknown }).config;

const file = `# the development cluster
config:
  aws:region: eu-west-1   # Ireland
  eks-pod-identity:clusterName: dev
`;

describe("the mirror's copy of a stack file", () => {
    it("is the project's text, line by line, with the salt after it", () => {
        const copy = mirroredStackFile(file, "v1:abc:v1:def==");
        assert.ok(copy.startsWith(file));
        assert.equal(saltOf(copy), "v1:abc:v1:def==");
    });

    it("is the same text when the stack does not exist yet", () => {
        assert.equal(mirroredStackFile(file, undefined), file);
    });

    it("stays valid if the file has no newline at its end", () => {
        assert.deepEqual(configOf(mirroredStackFile(file.trimEnd(), "v1:a")), configOf(file));
    });

    it("holds neither the keys nor the secrets of a real stack, and keeps everything else", () => {
        const real = `secretsprovider: awskms://alias/pulumi
encryptedkey: AQICAH
encryptionsalt: v1:real
config:
  aws:region: eu-west-1
  eks-pod-identity:token:
    secure: v1:cipher
  eks-pod-identity:nested:
    list: [{ secure: v1:cipher }]
`;
        const copy = mirroredStackFile(real, "v1:own");
        assert.doesNotMatch(copy, /awskms|AQICAH|v1:real|cipher/);
        assert.equal(saltOf(copy), "v1:own");
        assert.deepEqual(configOf(copy), {
            "aws:region": "eu-west-1",
            "eks-pod-identity:token": "secret",
            "eks-pod-identity:nested": { list: ["secret"] },
        });
    });
});

describe("the name of a stack file", () => {
    it("is Pulumi.<stack>.yaml, also with dots in the stack", () => {
        assert.equal(stackOfFile("Pulumi.dev.yaml"), "dev");
        assert.equal(stackOfFile("Pulumi.eu-west-1.blue.yaml"), "eu-west-1.blue");
    });
    for (const name of ["Pulumi.yaml", "PulumiPlugin.yaml", "Pulumi.dev.json", "pulumi.dev.yaml"]) {
        it(`is not ${name}`, () => {
            assert.equal(stackOfFile(name), undefined);
        });
    }
});
