/** The page that `pod-identity graph --format html` writes. */
import { graphAccessText } from "../graphModel";
import type { AccessGraph, AccessWay, GraphSubject } from "../graphModel";
import { resourceDetails, roleDetails, subjectDetails } from "./details";
import { curves, element } from "./dom";
import { isOf, namespaceOf, shownWays } from "./filter";
import type { ShownWay } from "./filter";
import { moveFocus } from "./keyboard";

const graph = JSON.parse(document.getElementById("graph")?.textContent ?? "") as AccessGraph;
const rowHeight = 30;

/** What the panel shows: a key of the item, so that all its occurrences are marked. */
let selected: string | undefined;

const search = element("input", { id: "search", type: "search", placeholder: "Subject, role, action" });
const namespace = element("select", { id: "namespace" }, element("option", { value: "" }, "All"));
const resource = element("input", { id: "resource", type: "search", list: "resources", placeholder: "All" });
const count = element("p", { class: "count", role: "status" });
const rows = element("main", { id: "rows" });
const panel = element("aside", { id: "panel", "aria-label": "Details" });

function start(): void {
    const subjects = graph.ways.flatMap(way => way.subjects.map(({ subject }) => subject));
    const arns = new Set(graph.ways.flatMap(({ access }) => access.map(each => each.resource)));
    for (const name of [...new Set(subjects.map(namespaceOf))].sort()) {
        namespace.append(element("option", { value: name }, name));
    }
    document.body.append(
        element(
            "header",
            {},
            element("h1", {}, "Pod access ", element("small", {}, graph.source)),
            element(
                "form",
                { role: "search" },
                element("label", { for: "search" }, "Search"),
                search,
                element("label", { for: "namespace" }, "Namespace"),
                namespace,
                element("label", { for: "resource" }, "Resource"),
                resource,
                element(
                    "datalist",
                    { id: "resources" },
                    ...[...arns].sort().map(value => element("option", { value })),
                ),
            ),
            count,
        ),
        element("div", { id: "content" }, rows, panel),
    );
    for (const input of [search, namespace, resource]) {
        input.addEventListener("input", draw);
    }
    document.querySelector("form")?.addEventListener("submit", event => {
        event.preventDefault();
    });
    document.addEventListener("keydown", onKey);
    rows.addEventListener("focusin", ({ target }) => {
        if (target instanceof HTMLElement && target.matches("button.item")) {
            takeTabStop(target);
        }
    });
    draw();
    showNotes();
}

function draw(): void {
    const shown = shownWays(graph, { search: search.value, namespace: namespace.value, resource: resource.value });
    const subjects = shown.reduce((sum, way) => sum + way.subjects.length, 0);
    const all = graph.ways.reduce((sum, way) => sum + way.subjects.length, 0);
    count.textContent = `${subjects === all ? all : `${subjects} of ${all}`} ${all === 1 ? "subject" : "subjects"}, ${shown.length} ${shown.length === 1 ? "role" : "roles"}`;
    rows.replaceChildren(
        element(
            "div",
            { class: "titles", "aria-hidden": "true" },
            element("span", {}, "Subject"),
            element("span", {}, "Role"),
            element("span", {}, "May use"),
        ),
        ...shown.map(wayRow),
        ...(shown.length === 0 ? [element("p", { class: "note" }, "No subject matches.")] : []),
    );
    mark();
    takeTabStop(rows.querySelector<HTMLElement>("button.item"));
}

/** One item of all is a stop of the Tab key; the arrow keys move between the items. */
function takeTabStop(button: HTMLElement | null): void {
    for (const before of rows.querySelectorAll('button.item[tabindex="0"]')) {
        before.setAttribute("tabindex", "-1");
    }
    button?.setAttribute("tabindex", "0");
}

/** Subjects on the left, their role between, and on the right what it may use. */
function wayRow({ way, subjects }: ShownWay): Node {
    const wanted = resource.value.trim().toLowerCase();
    const access = way.access.filter(each => wanted === "" || isOf(each, wanted));
    const accessItems = [...access.map(accessItem), ...way.unknowns.map(text => unknownItem(text))];
    const right = accessItems.length > 0 ? accessItems : [element("div", { class: "item none" }, "no permissions")];
    const height = Math.max(subjects.length, right.length, 1) * rowHeight;
    const middle = height / 2;
    const centres = (length: number): number[] =>
        Array.from({ length }, (_, index) => middle + (index - (length - 1) / 2) * rowHeight);
    return element(
        "div",
        { class: "way" },
        element("div", { class: "column" }, ...subjects.map(subject => subjectItem(way, subject))),
        curves(
            centres(subjects.length).map(from => [from, middle] as const),
            height,
        ),
        element("div", { class: "column" }, roleItem(way)),
        curves(
            centres(right.length).map(to => [middle, to] as const),
            height,
        ),
        element("div", { class: "column" }, ...right),
    );
}

function subjectItem(way: AccessWay, subject: GraphSubject): Node {
    const name = subject.subject;
    const badges = [
        ...(subject.sessionTags ? [] : ["no session tags"]),
        ...(subject.sessionPolicy ? ["session policy"] : []),
        ...(subject.addon === undefined ? [] : [`add-on ${subject.addon}`]),
        ...(severalClusters() ? [subject.cluster ?? "cluster not known"] : []),
    ];
    return item(
        subjectKey(subject),
        name,
        [...pathParts(name), ...badges.map(text => element("span", { class: "badge" }, text))],
        () => subjectDetails(graph, way, subject),
    );
}

/** The last part of a path says most: the rest is dimmed, and cut first where there is no room. */
function pathParts(text: string): Node[] {
    const end = text.lastIndexOf("/") + 1;
    return [
        ...(end === 0 ? [] : [element("span", { class: "dim" }, text.slice(0, end))]),
        element("span", { class: "name" }, text.slice(end)),
    ];
}

function subjectKey({ subject, cluster = "" }: GraphSubject): string {
    return `s ${cluster} ${subject}`;
}

function severalClusters(): boolean {
    const [first] = graph.ways;
    return graph.ways.some(({ subjects }) => subjects.some(({ cluster }) => cluster !== first?.subjects[0]?.cluster));
}

function roleItem(way: AccessWay): Node {
    const own = graph.roles[way.role];
    const target = way.targetRole === undefined ? undefined : graph.roles[way.targetRole];
    const label = `${own?.label ?? ""}${target === undefined ? "" : ` → ${target.label}`}`;
    return item(
        `r ${way.role} ${way.targetRole ?? ""}`,
        own?.arn ?? label,
        [...pathParts(label), ...((target ?? own)?.boundary ? [element("span", { class: "badge" }, "boundary")] : [])],
        () => roleDetails(graph, way),
    );
}

function accessItem(access: AccessWay["access"][number]): Node {
    const { effect, service, resource: arn, levels, isConditional, isLimited } = access;
    const isDenied = effect === "Deny";
    const text = `${levels}${isConditional ? " (if)" : ""}${isLimited ? " (partly)" : ""}`;
    return item(
        `x ${service} ${arn}`,
        `${service}: ${graphAccessText(access)} on ${arn}`,
        [
            element("span", { class: "service" }, service),
            element("span", { class: "name" }, shortArn(arn)),
            ...(isDenied ? [element("span", { class: "badge denied" }, "denied")] : []),
            element("span", { class: "levels" }, text),
        ],
        () =>
            resourceDetails(graph, service, arn, (way, subject) => {
                select(subjectKey(subject), () => subjectDetails(graph, way, subject));
            }),
    );
}

/** The part of an ARN behind the account, which says most. The title and the panel have the whole. */
function shortArn(arn: string): string {
    const parts = arn.split(":");
    return arn.startsWith("arn:") && parts.length > 5 ? parts.slice(5).join(":") : arn === "*" ? "every resource" : arn;
}

function unknownItem(text: string): Node {
    return element("div", { class: "item none", title: text }, `not known: ${text}`);
}

function item(key: string, title: string, content: readonly Node[], details: () => Node[]): Node {
    const button = element(
        "button",
        { type: "button", class: "item", title, tabindex: "-1", "data-key": key },
        ...content,
    );
    button.addEventListener("click", () => {
        select(key, details);
    });
    return button;
}

function select(key: string, details: () => Node[]): void {
    selected = key;
    const isFromPanel = panel.contains(document.activeElement);
    const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
    close.addEventListener("click", deselect);
    panel.replaceChildren(close, ...details());
    panel.scrollTop = 0;
    document.body.classList.add("open");
    if (isFromPanel) {
        panel.querySelector("h2")?.focus();
    }
    mark();
    if (window.matchMedia("(max-width: 900px)").matches) {
        // The panel covers the lower part of a small screen.
        rows.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "start" });
    }
}

function deselect(): void {
    const before = selected;
    selected = undefined;
    document.body.classList.remove("open");
    showNotes();
    mark();
    [...rows.querySelectorAll<HTMLElement>("button.item")].find(each => each.dataset.key === before)?.focus();
}

/** What to do here, and what is assumed and not known. */
function showNotes(): void {
    panel.replaceChildren(
        element(
            "p",
            { class: "note" },
            "Choose a subject, a role or a resource to see its statements and the trust policy.",
        ),
        element(
            "p",
            { class: "note" },
            "A line to a resource means that the pods can do something on it; (if): only with conditions; (partly): a denial, a boundary or a session policy takes a part of it away. pod-identity explain and who say which.",
        ),
        element("p", { class: "note" }, "Keys: / searches, arrows move, Enter chooses, Escape closes."),
        ...graph.notes.map(text => element("p", { class: "note" }, text)),
    );
}

function mark(): void {
    for (const button of rows.querySelectorAll<HTMLElement>("button.item")) {
        const isSelected = button.dataset.key === selected;
        button.setAttribute("aria-pressed", `${isSelected}`);
    }
    for (const way of rows.querySelectorAll(".way")) {
        way.classList.toggle("related", way.querySelector('[aria-pressed="true"]') !== null);
    }
}

function onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape" && selected !== undefined) {
        deselect();
    } else if (event.key === "/" && !isTyping) {
        event.preventDefault();
        search.focus();
    } else if (event.key === "ArrowDown" && event.target === search) {
        event.preventDefault();
        rows.querySelector<HTMLElement>("button.item")?.focus();
    } else if (!isTyping && moveFocus(rows, event.key)) {
        event.preventDefault();
    }
}

start();
