/** Where progress goes: standard error for a command, nowhere in most tests. */
export interface Say {
    readonly line: (text: string) => void;
    /** Runs something long and shows how long it has been at it. */
    readonly during: <T>(text: string, work: Promise<T>) => Promise<T>;
}

export const silently: Say = { line: () => undefined, during: (_text, work) => work };

const secondsBetweenLines = 30;

/** On a terminal one line that counts seconds; in a log a line every half minute. */
export function sayingOn(stream: NodeJS.WriteStream): Say {
    return {
        line: text => stream.write(`${text}\n`),
        async during(text, work) {
            const start = Date.now();
            const elapsed = () => `${Math.round((Date.now() - start) / 1000)} s`;
            if (!stream.isTTY) stream.write(`${text} …\n`);
            const timer = setInterval(
                () => stream.write(stream.isTTY ? `\r${text} … ${elapsed()} ` : `${text} … ${elapsed()}\n`),
                stream.isTTY ? 1000 : secondsBetweenLines * 1000,
            );
            try {
                const result = await work;
                stream.write(`${stream.isTTY ? "\r" : ""}${text}: done in ${elapsed()}\n`);
                return result;
            } catch (error) {
                stream.write(`${stream.isTTY ? "\r" : ""}${text}: failed after ${elapsed()}\n`);
                throw error;
            } finally {
                clearInterval(timer);
            }
        },
    };
}
