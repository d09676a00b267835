import type * as pulumi from "@pulumi/pulumi";
import { tagKeyIsLegal, tagValueIsLegal } from "../../rules/awsRules";
import { like, map, template } from "../../rules/rule";
import type { Rule } from "../../rules/rule";
import { maxTags, tagCount } from "../../rules/tags";

/** Tags of a resource. https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html */
export const tags: Rule<Record<string, pulumi.Input<string>>, "optional"> = like(
    map(template(tagValueIsLegal), {
        keyRules: [tagKeyIsLegal],
        nullEntry: "legal",
        also: (value, path) => {
            const count = tagCount(value);
            return count > maxTags
                ? [{ path, problem: `has ${String(count)} tags`, remedy: `AWS takes at most ${String(maxTags)}` }]
                : [];
        },
    }),
    { team: "platform" },
);
