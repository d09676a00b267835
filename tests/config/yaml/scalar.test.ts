import * as assert from "node:assert/strict";
import { isMoment, isMomentOf, momentText } from "../../../config/yaml/moment";
import { plainScalar } from "../../../config/yaml/scalar";

/** As in the real CLI. tests/config/goReader.engine.test.ts compares them. */
const words: Readonly<Record<string, string | number>> = {
    "0o": "0o",
    "0b": "0b",
    "0x": "0x",
    "0o7": 7,
    "+0x1F": 31,
    "0_7": 7,
    "08": 8,
    "1__0": 10,
    "1e400": "1e400",
    "0777777777777777777777777777": 7.777777777777778e26,
    "0xFFFFFFFFFFFFFFFFFF": "0xFFFFFFFFFFFFFFFFFF",
    "18446744073709551616": 18446744073709552000,
    "1:30": "1:30",
    "+": "+",
    _1: "_1",
    "2026-02-30": "2026-02-30",
};

describe("a word without quotes", () => {
    for (const [word, value] of Object.entries(words)) {
        it(`is ${typeof value === "string" ? "text" : String(value)}: ${word}`, () => {
            assert.equal(plainScalar(word).value, value);
        });
    }

    const moments = [
        "2026-11-23",
        "2026-1-2",
        "2024-02-29",
        "2026-11-23 10:00:00",
        "2026-11-23   1:2:3.5",
        "2026-11-23T10:00:00Z",
        "2026-11-23t10:00:00.5+02:00",
    ];
    const others = [
        "2026-13-45",
        "2026-02-30",
        "2026-11-23T10:00:00",
        "2026-11-23 10:00:00Z",
        "2026-11-23 10:00:00 +02:00",
        "2026-11-23T24:00:00Z",
        "2026-11-23T10:00:00+0200",
        "26-11-23",
    ];
    for (const moment of moments) {
        it(`is a timestamp: ${moment}`, () => {
            assert.ok(isMoment(moment));
            assert.ok(isMomentOf(moment, momentText(moment)), momentText(moment));
            assert.ok(!isMomentOf(moment, "2026-11-22 00:00:00 +0000 UTC"));
        });
    }
    for (const other of others) {
        it(`is not a timestamp: ${other}`, () => {
            assert.ok(!isMoment(other));
            assert.equal(plainScalar(other).value, other);
        });
    }
});
