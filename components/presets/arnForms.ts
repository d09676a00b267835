import { arnParts } from "../rules/arn";
import { rule } from "../rules/textRule";
import type { TextRule } from "../rules/textRule";

/**
 * Text that is an ARN of one of `forms`, in which words in capitals are placeholders: `arn:aws:kms:REGION:ACCOUNT:key/ID`.
 * The partition is not compared, and `*` is accepted where IAM takes one: a wide scope has to be written, but can be.
 */
export function arnHasForm(...forms: readonly string[]): TextRule {
    return rule(
        value => forms.some(form => hasForm(value, form)),
        "is not an ARN of the kind that is needed here",
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

/** A word stands for one part of the resource, the last one behind a separator for all the rest. */
function resourcePattern(resource: string): RegExp {
    const words = [...resource.matchAll(/[A-Z]+/g)].length;
    let seen = 0;
    const pattern = resource.replace(/[A-Z]+/g, () => (++seen === words && /[/:]/.test(resource) ? ".+" : "[^/]+"));
    return new RegExp(`^${pattern}$`, "s");
}
