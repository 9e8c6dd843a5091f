import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onWindows } from "./platform";
import { root } from "./root";
import { slowness } from "./slowness";

/** Runs the programs of `examples/`, in Python and in TypeScript, and reads what they print. */

export const languages = ["py", "ts"] as const;
export type Language = (typeof languages)[number];

const running = new Set<Program>();

/** Arguments of Node to run a program that gets Ctrl-C. */
export const withKeys = onWindows ? ["--require", "./test/support/console-key.cjs"] : [];

/** Status of a process that Ctrl-C ended by default. */
export const ENDED_BY_KEY = onWindows ? 0xc000013a : "SIGINT";
/** Status of a process that an uncaught KeyboardInterrupt ended. */
export const INTERRUPTED = onWindows ? 0xc000013a : 130;

/**
 * Seconds after which a program is taken to hang. No program is judged by how long it takes, since other work may have
 * the processors; but it ends before mocha gives up, so that what it has printed is seen.
 */
const PATIENCE = 110;

/** One run of a program, as the one who started it sees it. */
export class Program {
    /** Output of the program so far. */
    output = "";
    /** Standard error of the program so far. */
    errors = "";
    /** Its exit status, or the name of the signal that ended it; `null` while it runs. */
    status: number | string | null = null;
    readonly title: string;
    readonly #child: ChildProcess;
    readonly #watchers = new Set<() => void>();

    constructor(title: string, command: string, args: string[], env = process.env) {
        this.title = title;
        this.#child = spawn(command, args, {
            ...{ cwd: root, env, stdio: ["pipe", "pipe", "pipe"] },
            // With a console of its own, whose keys are for nobody else.
            windowsHide: true,
        });
        running.add(this);
        this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => this.#heard("output", text));
        this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => this.#heard("errors", text));
        // A program that has ended does not read: its status says more than the EPIPE.
        this.#child.stdin?.on("error", () => {});
        this.#child.on("error", (error) => this.#ended(error.message));
        this.#child.on("close", (code, signal) => this.#ended(code ?? signal ?? "unknown"));
    }

    #heard(stream: "output" | "errors", text: string) {
        this[stream] += text;
        for (const watch of this.#watchers) watch();
    }

    #ended(status: number | string) {
        this.status ??= status;
        running.delete(this);
        for (const watch of this.#watchers) watch();
    }

    /** Types `text` into the program. */
    say(text: string) {
        this.#child.stdin?.write(text);
    }

    /** Ends the program's input. */
    hangUp() {
        this.#child.stdin?.end();
    }

    /** Waits until `ready` returns something. Rejects after `seconds`, and when the program ends before. */
    async until<T>(ready: () => T | null | undefined | false, what: string, seconds = PATIENCE): Promise<T> {
        return new Promise((resolve, reject) => {
            const finish = (act: () => void) => {
                clearTimeout(timer);
                this.#watchers.delete(watch);
                act();
            };
            const fail = (why: string) =>
                finish(() => {
                    // The cause may be at the other end: all that still run are heard.
                    const errors = [...new Set([this, ...running])].map((program) =>
                        program.errors.slice(0, 2000),
                    );
                    const text = [`${this.title} ${why} (${what})`, this.output, ...errors];
                    reject(new Error(text.filter((part) => part !== "").join("\n")));
                });
            const watch = () => {
                const found = ready();
                if (found) finish(() => resolve(found));
                else if (this.status !== null) fail(`has ended with ${this.status}`);
            };
            const timer = setTimeout(
                () => fail(`was waited for in vain for ${seconds} s`),
                seconds * slowness * 1000,
            );
            this.#watchers.add(watch);
            watch();
        });
    }

    /** Waits until the output matches `pattern`. */
    async printed(pattern: RegExp, seconds?: number): Promise<RegExpMatchArray> {
        return this.until(() => this.output.match(pattern), `${pattern}`, seconds);
    }

    /** Waits until the output holds `count` matches of `pattern`. */
    async printedTimes(pattern: RegExp, count: number, seconds?: number) {
        await this.until(() => this.count(pattern) >= count, `${count} times ${pattern}`, seconds);
    }

    /** Returns how often the output matches. Threads of Python may share a line. */
    count(pattern: RegExp): number {
        return [...this.output.matchAll(new RegExp(pattern, "gm"))].length;
    }

    /** Waits until the program ends by itself, and returns its exit status. Rejects if it crashed, with what it wrote. */
    async ended(seconds?: number): Promise<number | string> {
        await this.until(() => this.status !== null, "its end", seconds);
        const crashed = ["SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV", "SIGTRAP"].includes(`${this.status}`);
        if (crashed) throw new Error(`${this.title} has crashed: ${this.status}\n${this.errors}`);
        return this.status as number | string;
    }

    /** Ends the program at once, and waits until it is gone. */
    async stop() {
        this.kill("SIGKILL");
        await this.ended();
    }

    /** Sends a signal. Ctrl-C reaches on Windows what was started with `withKeys`. */
    kill(signal: NodeJS.Signals) {
        if (onWindows && signal === "SIGINT") this.say("key");
        else this.#child.kill(signal);
    }
}

/** Ends all programs that still run, without waiting. */
export function killPrograms() {
    for (const program of running) program.kill("SIGKILL");
}

/** Ends all programs that still run. */
export async function stopPrograms() {
    await Promise.all([...running].map((program) => program.stop()));
}

/** A Python to run programs with. */
export interface Python {
    readonly command: string;
    readonly env: NodeJS.ProcessEnv;
    readonly version: string;
}

let python: Python | null | undefined;

/** The Python to run programs with: what `PYSOCKET_PYTHON` names, 3.13 if there is one, else `python3`. */
export function findPython(): Python | null {
    if (python !== undefined) return python;
    // A library that a sanitizer preloads is for the addon only: it would end a Python that asks for too much
    // memory.
    const { PYSOCKET_PYTHON, LD_PRELOAD, ...rest } = process.env;
    // In the locale C an older Python encodes its output in ASCII, and all spell the encoding in another way.
    const env = { ...rest, LC_ALL: "C.UTF-8" };
    const candidates: [string, NodeJS.ProcessEnv][] = [
        ["python3.13", env],
        ["python3", { ...env, PYENV_VERSION: "3.13.0" }],
        ["python3", env],
    ];
    if (PYSOCKET_PYTHON) candidates.unshift([PYSOCKET_PYTHON, env]);
    for (const [command, env] of candidates) {
        const script = "import sys; print(sys.version.split()[0], sys.executable, sep='\\n')";
        const { status, stdout } = spawnSync(command, ["-c", script], { env, encoding: "utf8" });
        if (status === 0 && stdout.startsWith("3.")) {
            const [version, executable] = stdout.trim().split("\n");
            // The command may be a script that looks for the Python at each start, which takes far longer.
            python = { command: executable || command, env, version };
            // What is started from here need not look once more.
            process.env.PYSOCKET_PYTHON = python.command;
            return python;
        }
    }
    python = null;
    return python;
}

/** Arguments of Node to run an example. */
let commandOf = (file: string): string[] => [compiled(file)];

/** Has `start()` run examples as they are, like `npm run example`. */
export function runUncompiled() {
    commandOf = (file) => ["--import=tsx", join("examples", file)];
}

/** An example as JavaScript. */
function compiled(file: string): string {
    const source = join(root, "examples", file);
    const directory = join(root, "build", "examples");
    const target = join(directory, file.replace(/\.ts$/, ".js"));
    if (existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs) return target;
    mkdirSync(dirname(target), { recursive: true });
    // Another run may be reading it.
    writeFileSync(`${target}.${process.pid}`, transpile(readFileSync(source, "utf8")));
    renameSync(`${target}.${process.pid}`, target);
    return target;
}

/** A program without its types. To start tsx takes longer than most programs of the tests run. */
export function transpile(source: string): string {
    // Most of a run needs it for nothing.
    const typescript = require("typescript") as typeof import("typescript");
    const { ModuleKind, ScriptTarget } = typescript;
    const compilerOptions = {
        target: ScriptTarget.ES2022,
        module: ModuleKind.CommonJS,
        esModuleInterop: true,
    };
    return typescript.transpileModule(source, { compilerOptions }).outputText;
}

/** Starts a file of `examples/` in the language its name ends with. */
export function start(file: string, ...args: (string | number)[]): Program {
    if (file.endsWith(".ts"))
        return new Program(file, process.execPath, [...commandOf(file), ...args.map(String)]);
    const words = [join("examples", file), ...args.map(String)];
    const python = findPython();
    if (python === null) throw new Error("no python3 was found");
    return new Program(file, python.command, words, python.env);
}

/** Starts a server on a free port of 127.0.0.1, and returns it with the port it listens on. */
export async function startServer(file: string, ...args: (string | number)[]): Promise<[Program, number]> {
    const server = start(file, "127.0.0.1", 0, ...args);
    const [, port] = await server.printed(/listening on 127\.0\.0\.1:(\d+)/);
    return [server, Number(port)];
}

/** Starts the HTTP server that comes with Python on a free port; it serves the files of `directory`. */
export async function startHttpServer(directory: string): Promise<[Program, number]> {
    const python = findPython();
    if (python === null) throw new Error("no python3 was found");
    const options = ["--bind", "127.0.0.1", "--directory", directory];
    const words = ["-u", "-m", "http.server", "0", ...options];
    const server = new Program("python3 -m http.server", python.command, words, python.env);
    const [, port] = await server.printed(/ port (\d+)/);
    return [server, Number(port)];
}

/** Returns the output of the programs of one conversation, without parts that differ from run to run. */
export function transcript(...programs: Program[]): string {
    // A thread that fails is seen here only.
    for (const { title, errors } of programs) assert.equal(errors, "", title);
    const texts = programs.map(({ output }) => output.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"));
    return texts.join("----\n");
}
