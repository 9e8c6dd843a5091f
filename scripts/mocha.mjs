// @ts-check

// What the scripts of this folder run mocha with.

import { spawn } from "node:child_process";
import { require, root } from "./run.mjs";

const mocha = require.resolve("mocha/bin/mocha.js");

/** A run of mocha beside others, whose output is kept until it is its turn to be seen. */
export class Run {
    output = "";
    #seen = false;

    /** @param {string[]} args @param {{ node?: string, env?: NodeJS.ProcessEnv }} [options] */
    constructor(args, { node = process.execPath, env } = {}) {
        const start = performance.now();
        const child = spawn(node, [mocha, ...(process.stdout.isTTY ? ["--color"] : []), ...args], {
            cwd: root,
            env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        for (const stream of [child.stdout, child.stderr])
            stream.setEncoding("utf8").on("data", (text) => {
                this.output += text;
                if (this.#seen) process.stdout.write(text);
            });
        /** @type {Promise<{ status: number, seconds: number }>} */
        this.ended = new Promise((resolve) => {
            child.on("close", (code) =>
                resolve({ status: code ?? 1, seconds: Math.round((performance.now() - start) / 1000) }),
            );
        });
    }

    /** Shows the output, and returns how it has ended. */
    show() {
        this.#seen = true;
        process.stdout.write(this.output);
        return this.ended;
    }
}

/** Shows again what has failed: whoever sees no more than the end of the output sees that. @param {Run[]} runs */
export function showFailures(runs) {
    const failures = runs.flatMap(({ output }) => output.match(/^FAILED: .*$/gm) ?? []);
    if (failures.length > 0) console.log(`\n${failures.join("\n")}`);
}
