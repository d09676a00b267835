import type { SessionPolicy } from "../../args/sessionPolicy";
import { like, shape } from "../../rules/rule";
import type { Rule } from "../../rules/rule";
import { document } from "./role";
import { statements } from "./statements";

/** The session policy of an association. */
export const sessionPolicy: Rule<SessionPolicy, "optional"> = like(
    shape<SessionPolicy>(
        "SessionPolicy",
        { statements, document },
        {
            exactlyOne: [
                {
                    keys: ["statements", "document"],
                    none: "is empty",
                    several: () => "has both statements and a document",
                    remedy: "set either statements or document",
                    mayBeElsewhere: true,
                    filled: true,
                },
            ],
        },
    ),
    { statements: [{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders/*"] }] },
);
