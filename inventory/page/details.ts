/** The panel about one subject, role or resource. */
import { graphAccessText } from "../graphModel";
import type { AccessGraph, AccessWay, GraphPolicy, GraphRole, GraphStatement, GraphSubject } from "../graphModel";
import { element } from "./dom";

type Facts = readonly (readonly [string, string | undefined])[];

export function subjectDetails({ roles }: AccessGraph, way: AccessWay, subject: GraphSubject): Node[] {
    const own = roles[way.role];
    const target = way.targetRole === undefined ? undefined : roles[way.targetRole];
    return [
        heading(subject.subject),
        facts([
            ["Cluster", subject.cluster ?? "not known yet"],
            ["Role", own?.arn ?? own?.label],
            ["Target role", target?.arn ?? target?.label],
            ["Add-on", subject.addon],
            ["Session tags", subject.sessionTags ? "on" : "off"],
            ["Defined in", subject.origin],
        ]),
        ...unknowns(way),
        ...policySections(target ?? own),
        ...(subject.sessionPolicy ? [policySection(subject.sessionPolicy, "Limits the permissions above.")] : []),
        ...trustSections(own, target && "Trust policy of the role"),
        ...trustSections(target, "Trust policy of the target role"),
    ];
}

export function roleDetails({ roles }: AccessGraph, way: AccessWay): Node[] {
    const own = roles[way.role];
    const target = way.targetRole === undefined ? undefined : roles[way.targetRole];
    return [
        heading(own?.label ?? ""),
        facts([
            ["ARN", own?.arn],
            ["Target role", target?.arn ?? target?.label],
            ["Used by", way.subjects.map(({ subject }) => subject).join(", ")],
            ["Defined in", own?.origin],
        ]),
        ...unknowns(way),
        ...policySections(target ?? own),
        ...trustSections(own, target && "Trust policy of the role"),
        ...trustSections(target, "Trust policy of the target role"),
    ];
}

/** Who reaches a resource: each subject leads to its own details. */
export function resourceDetails(
    graph: AccessGraph,
    service: string,
    resource: string,
    show: (way: AccessWay, subject: GraphSubject) => void,
): Node[] {
    const reaching = graph.ways
        .flatMap(way =>
            way.access
                .filter(access => access.service === service && access.resource === resource)
                .flatMap(access => way.subjects.map(subject => ({ way, subject, access }))),
        )
        .sort((one, other) => one.subject.subject.localeCompare(other.subject.subject));
    return [
        heading(resource),
        facts([
            ["Service", service],
            ["Subjects", `${new Set(reaching.map(({ subject }) => subject)).size}`],
        ]),
        element(
            "ul",
            { class: "reaching" },
            ...reaching.map(({ way, subject, access }) => {
                const button = element("button", { type: "button", class: "link" }, subject.subject);
                button.addEventListener("click", () => {
                    show(way, subject);
                });
                return element("li", {}, button, ` ${graphAccessText(access)}`);
            }),
        ),
        note(
            "These are the subjects whose policies have this resource as it is written here. pod-identity who also finds the policies with wildcards that match it.",
        ),
    ];
}

function heading(text: string): Node {
    return element("h2", { tabindex: "-1" }, text);
}

function note(text: string): Node {
    return element("p", { class: "note" }, text);
}

function facts(pairs: Facts): Node {
    const rows = pairs.flatMap(([name, value]) =>
        value === undefined || value === "" ? [] : [element("dt", {}, name), element("dd", {}, value)],
    );
    return element("dl", {}, ...rows);
}

function unknowns(way: AccessWay): Node[] {
    return way.unknowns.map(text => element("p", { class: "unknown" }, `Not known: ${text}`));
}

function policySections(role: GraphRole | undefined): Node[] {
    return [
        ...(role?.policies ?? []).map(policy => policySection(policy)),
        ...(role !== undefined && !role.isExternal && role.policies.length === 0
            ? [note("The role has no permissions.")]
            : []),
        ...(role?.boundary ? [policySection(role.boundary, "Limits the permissions above.")] : []),
    ];
}

function trustSections(role: GraphRole | undefined, title = "Trust policy"): Node[] {
    return role?.trust ? [policySection({ ...role.trust, title })] : [];
}

function policySection({ title, statements, unknown }: GraphPolicy, about?: string): Node {
    return element(
        "section",
        {},
        element("h3", {}, title),
        ...(about === undefined ? [] : [note(about)]),
        ...(unknown === undefined ? [] : [element("p", { class: "unknown" }, `Not known: ${unknown}`)]),
        ...statements.map(statementBox),
    );
}

function statementBox({ sid, effect, principals, actions, resources, conditions }: GraphStatement): Node {
    const rows: Facts = [
        ["to", principals.join("\n")],
        ["on", resources.join("\n")],
        ["if", conditions.join("\n")],
    ];
    return element(
        "div",
        { class: `statement ${effect === "Deny" ? "deny" : "allow"}` },
        element("p", {}, element("b", {}, effect), ...(sid === undefined ? [] : [element("i", {}, sid)])),
        element("p", { class: "values" }, actions.join("\n")),
        ...rows
            .filter(([, value]) => value !== "")
            .map(([name, value = ""]) =>
                element("div", { class: "part" }, element("span", {}, name), element("p", { class: "values" }, value)),
            ),
    );
}
