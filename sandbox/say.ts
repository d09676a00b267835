/** Where progress goes: standard error for a command, nowhere in most tests. */
export interface Say {
    readonly line: (text: string) => void;
    /** Runs something long and shows how long it has been at it. */
    readonly during: <T>(text: string, work: Promise<T>) => Promise<T>;
}

export const silently: Say = { line: () => undefined, during: (_text, work) => work };

const secondsBetweenLines = 30;

/** On a terminal one line that counts seconds, for all that is running; in a log a line every half minute. */
export function sayingOn(stream: NodeJS.WriteStream): Say {
    const running = new Map<string, number>();
    let timer: NodeJS.Timeout | undefined;
    const line = (text: string, end = "\n") => stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}${text}${end}`);
    const since = (start: number) => `${Math.round((Date.now() - start) / 1000)} s`;
    const show = () => {
        const all = [...running].map(([text, start]) => `${text} … ${since(start)}`).join(", ");
        line(all, stream.isTTY ? "" : "\n");
    };
    return {
        line,
        async during(text, work) {
            const start = Date.now();
            running.set(text, start);
            if (!stream.isTTY) line(`${text} …`);
            timer ??= setInterval(show, stream.isTTY ? 1000 : secondsBetweenLines * 1000);
            let result = "failed after";
            try {
                const value = await work;
                result = "done in";
                return value;
            } finally {
                running.delete(text);
                line(`${text}: ${result} ${since(start)}`);
                if (running.size === 0) clearInterval(timer);
                if (running.size === 0) timer = undefined;
            }
        },
    };
}
