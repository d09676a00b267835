#!/usr/bin/env node
/** The command `pod-identity`. */
import { coloursOf } from "./colours";
import { run } from "./run";
import { packageVersion } from "./version";

const write = (stream: NodeJS.WriteStream) => {
    stream.on("error", (error: NodeJS.ErrnoException) => {
        // Who reads has seen enough, as `head` does.
        if (error.code !== "EPIPE") {
            throw error;
        }
    });
    return (text: string) => {
        stream.write(`${text}\n`);
    };
};

void run(
    process.argv.slice(2),
    {
        folder: process.cwd(),
        print: write(process.stdout),
        tell: write(process.stderr),
        colours: { print: coloursOf(process.stdout, process.env), tell: coloursOf(process.stderr, process.env) },
        environment: process.env,
    },
    packageVersion(),
).then(code => {
    // Not process.exit: output in a pipe may not be flushed yet.
    process.exitCode = code;
});
