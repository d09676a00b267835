import { arnParts } from "../rules/arn";
import { rule } from "../rules/textRule";
import type { TextRule } from "../rules/textRule";

/**
 * An ARN of one of `forms`, such as `arn:aws:kms:REGION:ACCOUNT:key/ID`: words in capitals match any text. Partitions are not
 * compared. `*` is accepted wherever IAM accepts it, so that a wide scope is possible, but explicit.
 */
export function arnHasForm(...forms: readonly string[]): TextRule {
    return rule(
        value => forms.some(form => hasForm(value, form)),
        "is not an ARN of the required kind",
        `its form is ${forms.join(" or ")}`,
        new RegExp(`^(${forms.map(expressionOf).join("|")})$|\\$\\{`),
    );
}

function expressionOf(form: string): string {
    const { service = "", region, account, resource = "" } = arnParts(form) ?? {};
    const place = `${region === "" ? "" : "[a-z\\d*?-]+"}:${account === "" ? "" : "(\\d{12}|\\*)"}`;
    return `arn:[^:]+:${service}:${place}:${resourcePattern(resource).source.slice(1, -1).replace(".+", "[\\s\\S]+")}`;
}

function hasForm(value: string, form: string): boolean {
    const [given, wanted] = [arnParts(value), arnParts(form)];
    if (given === undefined || wanted === undefined) {
        return false;
    }
    return (
        given.service === wanted.service &&
        (wanted.region === "" ? given.region === "" : /^[a-z\d*?-]+$/.test(given.region)) &&
        (wanted.account === "" ? given.account === "" : /^(\d{12}|\*)$/.test(given.account)) &&
        // A policy variable, such as `${aws:PrincipalTag/eks-cluster-name}`, is part of a name.
        resourcePattern(wanted.resource).test(given.resource.replace(/\$\{[^}]*\}/g, "x"))
    );
}

/** A word matches one part of the resource. The last one, after a separator, matches the rest. */
function resourcePattern(resource: string): RegExp {
    const words = [...resource.matchAll(/[A-Z]+/g)].length;
    let seen = 0;
    const pattern = resource.replace(/[A-Z]+/g, () => (++seen === words && /[/:]/.test(resource) ? ".+" : "[^/]+"));
    return new RegExp(`^${pattern}$`, "s");
}
