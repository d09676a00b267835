import type { PlaceholderValues } from "../../rules/placeholders";
import { documentIsPolicy } from "../../rules/documents";
import type { Check } from "../../rules/problem";
import { all, isAbsent, isMap, known, properties } from "../../rules/shapes";
import { statements } from "../../rules/statement";
import { template } from "../../rules/texts";

/** The session policy of an association. */
export function sessionPolicy(values: PlaceholderValues): Check {
    return known(
        all(properties({ statements: statements(values), document: template(values, documentIsPolicy) }), eitherOne),
    );
}

const eitherOne: Check = (value, path) => {
    const isGiven = (item: unknown): boolean => !isAbsent(item) && !(Array.isArray(item) && item.length === 0);
    const given = isMap(value) ? ["statements", "document"].filter(key => isGiven(value[key])) : ["statements"];
    return given.length === 1
        ? []
        : [
              {
                  path,
                  ...(given.length === 0 && { absent: true as const }),
                  problem: given.length === 0 ? "says nothing" : "has both statements and a document",
                  remedy: "give either statements or a document",
              },
          ];
};
