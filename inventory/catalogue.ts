/** AWS's own lists from data/, in the form that evaluation takes. */
import type { KnownAction } from "../components/access/evaluation/compare";
import {
    anyInName,
    anyInPart,
    anyLetter,
    anyText,
    anyTextInName,
    anyTextInPart,
    literal,
} from "../components/access/evaluation/pattern";
import type { Pattern, Step } from "../components/access/evaluation/pattern";
import { resourcesByAction, servicesWithResources } from "../data/resources";
import type { ActionCatalogue } from "./actions";

/** By service. */
const known = new Map<string, readonly KnownAction[]>();

/** All actions of AWS with their resources. */
export function awsActions(): ActionCatalogue {
    return {
        services: servicesWithResources(),
        actionsOf: service => {
            const actions =
                known.get(service) ??
                resourcesByAction(service).map(({ name, arns }) => ({ name, resources: resourcePatterns(arns) }));
            known.set(service, actions);
            return actions;
        },
    };
}

const patterns = new Map<string, readonly Pattern[]>();

/** Actions on the same types of resources share one list. An action without types of resources is on `*`. */
function resourcePatterns(arns: readonly string[]): readonly Pattern[] {
    const key = arns.join(" ");
    const found = patterns.get(key) ?? (arns.length === 0 ? [literal("*")] : arns.map(resourcePattern));
    patterns.set(key, found);
    return found;
}

/** `arn:${Partition}:s3:::${BucketName}`: a variable is any text in its part of the ARN, and in the last part any text. */
function resourcePattern(arn: string): Pattern {
    const parts = arn.split(":");
    return parts.flatMap((part, index): readonly Step[] => [
        ...(index === 0 ? [] : literal(":")),
        ...partPattern(part, index >= 5, arn),
    ]);
}

function partPattern(part: string, isLast: boolean, arn: string): readonly Step[] {
    return part.split(/(\$\{[^}]*\}|\*)/).flatMap((piece): readonly Step[] => {
        if (!piece.startsWith("${") && piece !== "*") {
            return literal(piece);
        }
        // The name of a bucket has no slash: what has one is an object.
        const steps =
            piece === "${BucketName}" && arn.includes(":s3:::")
                ? [anyInName, anyTextInName]
                : isLast
                  ? [anyLetter, anyText]
                  : [anyInPart, anyTextInPart];
        // Region and account are empty in some ARNs of a type.
        return piece === "${Region}" || piece === "${Account}" ? steps.slice(1) : steps;
    });
}
