import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findPython } from "../test/support/programs";
import type { Group } from "./group";

const here = __dirname;
const built = join(here, "..", "build", "bench");

/** Peers of a group, in the order of the tables. */
export const peerNames = ["pysocket", "python", "asyncio", "c", "node", "koffi", "posix-socket"] as const;
export type PeerName = (typeof peerNames)[number];

const extensions: Record<string, string> = { c: "c.c", python: "python.py", asyncio: "asyncio.peer.py" };

/** The peers that a group has a program for. */
export function peersOf(group: string): PeerName[] {
    return peerNames.filter((name) => existsSync(sourceOf(group, name)));
}

function sourceOf(group: string, name: PeerName): string {
    return join(here, group, extensions[name] ?? `${name}.cjs`);
}

/** Reason why something cannot be measured. */
export class Unable extends Error {}

/** Compiles a program in C. Returns its path. */
export function compile(source: string, name: string): string {
    const program = join(built, name);
    mkdirSync(built, { recursive: true });
    const compiler = process.env.CC ?? "cc";
    const options = ["-O2", "-Wall", "-D_GNU_SOURCE", "-pthread", "-o", program, source];
    const { error, status, stderr } = spawnSync(compiler, options, { encoding: "utf8" });
    if (error !== undefined) throw new Unable(`${compiler} does not run`);
    if (status !== 0) throw new Unable(`${source} does not compile:\n${stderr}`);
    return program;
}

function commandOf(group: Group, name: PeerName): Command {
    const peer = peerCommand(group.name, name);
    if (group.driver === undefined) return peer;
    const driver = compile(join(here, group.name, group.driver), `${group.name}-driver`);
    return { command: driver, args: [peer.command, ...peer.args], env: peer.env };
}

function peerCommand(group: string, name: PeerName): Command {
    const source = sourceOf(group, name);
    const { env } = process;
    if (name === "c") return { command: compile(source, group), args: [], env };
    if (name === "python" || name === "asyncio") {
        const python = findPython();
        if (python === null) throw new Unable("there is no python3");
        const path = join(here, "runtime");
        return { command: python.command, args: [source], env: { ...python.env, PYTHONPATH: path } };
    }
    const packages = join(here, "packages", "node_modules");
    return { command: process.execPath, args: [source], env: { ...env, NODE_PATH: packages } };
}

interface Command {
    command: string;
    args: string[];
    env: NodeJS.ProcessEnv;
}

/** A program that runs operations and tells how long they take. */
export class Peer {
    readonly #child: ChildProcessWithoutNullStreams;
    readonly #lines: AsyncIterator<string>;
    #errors = "";

    constructor(group: Group, name: PeerName) {
        const { command, args, env } = commandOf(group, name);
        this.#child = spawn(command, args, { env });
        this.#child.on("error", (error) => (this.#errors += error.message));
        this.#child.stdin.on("error", () => {});
        this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
        this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    }

    /**
     * Runs `call` `count` times. Returns the nanoseconds, or the operation's own quantity. Throws `Unable`.
     */
    async run(call: readonly string[], count: number): Promise<number> {
        this.#child.stdin.write(`${[...call, count].join(" ")}\n`);
        const { value, done } = await this.#lines.next();
        if (done) throw new Unable(this.#reason());
        if (value.startsWith("-")) throw new Unable(value.slice(2));
        return Number(value);
    }

    /** Returns the line of its traceback that tells what went wrong. */
    #reason(): string {
        const lines = this.#errors.split("\n").filter((line) => /^\S.*(Error|error|not)\b/.test(line));
        return lines.at(0)?.replace(/^\w*Error: /, "") ?? "it ended without a word";
    }

    async end(): Promise<void> {
        if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined)
            return;
        const ended = once(this.#child, "exit");
        this.#child.stdin.end();
        const timer = setTimeout(() => this.#child.kill("SIGKILL"), 2000);
        await ended;
        clearTimeout(timer);
    }
}
