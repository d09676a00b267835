import * as assert from "node:assert/strict";
import { unknownLines } from "../../inventory/reports/unknowns";

const boundary = (role: string): string => `identity/${role}: boundary: the policy limits is not in this program.`;

describe("what an inventory does not know", () => {
    it("has a line for each cause", () => {
        const environment = "the values of the environment prod";
        assert.deepEqual(unknownLines({ unknowns: [boundary("a"), boundary("b"), environment] }), [
            "Not known: identity/a, identity/b: boundary: the policy limits is not in this program.",
            `Not known: ${environment}`,
        ]);
    });

    it("names three roles, and counts the others", () => {
        const unknowns = ["a", "b", "c", "d", "e"].map(boundary);
        assert.deepEqual(unknownLines({ unknowns }), [
            "Not known: identity/a, identity/b, identity/c and 2 more: boundary: the policy limits is not in this program.",
        ]);
    });

    it("keeps the ARN of a role whole", () => {
        const text =
            "arn:aws:iam::111122223333:role/report: the role is not in this program, so its permissions are not known.";
        assert.deepEqual(unknownLines({ unknowns: [text] }), [`Not known: ${text}`]);
    });
});
