/** Valid values, short and long: everything that AWS and Kubernetes allow. */
import * as fc from "fast-check";

const inner = fc.constantFrom("a", "b", "c", "z", "0", "9", "-");
const edge = fc.constantFrom("a", "b", "c", "z", "0", "9");

function label(maxLength: number): fc.Arbitrary<string> {
    const middle = fc.oneof(
        { weight: 5, arbitrary: fc.string({ unit: inner, maxLength: 4 }) },
        { weight: 1, arbitrary: fc.string({ unit: inner, minLength: maxLength - 2, maxLength: maxLength - 2 }) },
    );
    return fc.oneof(
        edge,
        fc.tuple(edge, middle, edge).map(parts => parts.join("")),
    );
}

export const namespaces = label(63);

/** DNS subdomains of up to 253 characters. */
export const serviceAccounts = fc.oneof(
    { weight: 5, arbitrary: fc.array(label(63), { minLength: 1, maxLength: 3 }).map(labels => labels.join(".")) },
    { weight: 1, arbitrary: label(253) },
);

export const subjects = fc.record({ namespace: namespaces, serviceAccount: serviceAccounts });

export const roleKeys = fc
    .string({ unit: fc.constantFrom("a", "Z", "0", "9", "-", "_", "."), minLength: 1, maxLength: 8 })
    .filter(key => /^\w/.test(key) && !key.startsWith("_"));

export const clusters = fc
    .record({
        partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
        region: fc.constantFrom("eu-west-1", "cn-north-1", "us-gov-west-1"),
        account: fc.constantFrom("111122223333", "444455556666"),
        name: fc.constantFrom("dev", "prod", "a", "Prod-2_x"),
    })
    .map(cluster => ({
        ...cluster,
        arn: `arn:${cluster.partition}:eks:${cluster.region}:${cluster.account}:cluster/${cluster.name}`,
    }));
