/** Arrow keys: up and down in a column, left and right between the columns of a row. */

/** Moves the focus from the focused item, if the key asks for it and there is another item. */
export function moveFocus(rows: HTMLElement, key: string): boolean {
    const from = document.activeElement;
    const column = from?.closest(".column");
    const way = from?.closest(".way");
    if (!(from instanceof HTMLElement) || !column || !way || !from.matches("button.item")) {
        return false;
    }
    const columns = [...way.querySelectorAll(".column")];
    const index = columns.indexOf(column);
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step === undefined) {
        return false;
    }
    const next =
        key === "ArrowUp" || key === "ArrowDown"
            ? neighbour(
                  [...rows.querySelectorAll<HTMLElement>(`.column:nth-of-type(${index + 1}) > button.item`)],
                  from,
                  step,
              )
            : columns[index + step]?.querySelector<HTMLElement>("button.item");
    next?.focus();
    return next !== undefined && next !== null;
}

function neighbour(items: readonly HTMLElement[], from: HTMLElement, step: number): HTMLElement | undefined {
    return items[items.indexOf(from) + step];
}
