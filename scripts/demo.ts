// Runs the five programs of examples/ against Python peers, shows what happens, and ends with a table
// of what was checked. The exit status is 1 if anything differs from what is expected. An argument is the
// number of clients that the multi-threaded server has at once. Without a Python the peers are those in TypeScript.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { descriptorLimit } from "../test/support/limits.js";
import {
    findPython,
    killPrograms,
    type Language,
    languages,
    type Program,
    runUncompiled,
    start,
    startHttpServer,
    startServer,
    stopPrograms,
} from "../test/support/programs.js";
import { slowness } from "../test/support/slowness.js";

/** Seconds after which a demo that hangs is ended: a busy computer takes as long as it takes. */
const DEADLINE = 600 * slowness;
const PAGE_SIZE = 300_000;
const WANTED = Number(process.argv[2] ?? 100);
/** Descriptors of the server for a client and its thread, and for all else, rounded up. */
const [FOR_CLIENT, FOR_SERVER] = [8, 64];
const limit = descriptorLimit();
const CLIENTS = Math.min(WANTED, Math.max(2, Math.floor((limit - FOR_SERVER) / FOR_CLIENT)));
const ROUNDS = 5;
const python = findPython();
/** Languages of the peers. */
const peers: readonly Language[] = python === null ? ["ts"] : languages;
/** Language of a peer that is to be Python, if it can. */
const guest = peers[0];
/** Number of clients of each language that the multi-threaded server has at once. */
const CROWD = Math.ceil(CLIENTS / peers.length);

const NAMES = { py: "Python", ts: "TypeScript" };

interface Row {
    readonly program: string;
    readonly what: string;
    readonly expected: string;
    readonly seen: string;
    readonly verdict: "ok" | "differs" | "measured" | "left out";
}

const rows: Row[] = [];
let expired = false;
const terminal = process.stdout.isTTY;
const colour = terminal && process.env.NO_COLOR === undefined;
const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

/** The line at the bottom of the terminal that says what is going on. */
class Progress {
    #text = "";
    #shown = false;
    #timer: NodeJS.Timeout | undefined;
    readonly #begin = performance.now();

    seconds(): string {
        return `${((performance.now() - this.#begin) / 1000).toFixed(1)} s`;
    }

    /** What is being done now; a terminal shows it until the next line is printed. */
    doing(text: string) {
        this.#text = text;
        if (!terminal) return;
        this.#timer ??= setInterval(() => this.#draw(), 100).unref();
        this.#draw();
    }

    #draw() {
        const width = process.stdout.columns || 80;
        const text = `  ${this.seconds()}  ${this.#text}`.slice(0, width - 1);
        process.stdout.write(`\r\x1b[K${paint(2, text)}`);
        this.#shown = true;
    }

    print(line = "") {
        if (this.#shown) process.stdout.write("\r\x1b[K");
        this.#shown = false;
        console.log(line);
    }

    end() {
        clearInterval(this.#timer);
        if (this.#shown) process.stdout.write("\r\x1b[K");
        this.#shown = false;
    }
}

runUncompiled();
const progress = new Progress();

function heading(text: string) {
    progress.print(`\n${paint(1, text)}`);
}

function check(program: string, what: string, expected: string, seen: string, ok = seen === expected) {
    rows.push({ program, what, expected, seen, verdict: ok ? "ok" : "differs" });
    progress.print(`  ${ok ? paint(32, "ok") : paint(31, "differs")}  ${program}: ${what}: ${seen}`);
}

/** Adds a row with a figure that depends on what else the computer does, and is not judged. */
function measured(program: string, what: string, seen: string) {
    rows.push({ program, what, expected: "", seen, verdict: "measured" });
    progress.print(`  ${paint(33, "measured")}  ${program}: ${what}: ${seen}`);
}

/** Adds a row for what cannot be run here. */
function leftOut(program: string, what: string, lack: string) {
    rows.push({ program, what, expected: "", seen: lack, verdict: "left out" });
    progress.print(`  ${paint(33, "left out")}  ${program}: ${what}: ${lack}`);
}

/** Runs one part of the demo; what goes wrong in it is a row of the table. */
async function part(program: string, action: () => Promise<void>) {
    try {
        if (expired) throw new Error(`no time is left after ${DEADLINE} s`);
        await action();
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        progress.print(paint(31, message.replace(/^/gm, "    ")));
        check(program, "runs to its end", "yes", message.split("\n")[0]);
    } finally {
        await stopPrograms();
    }
}

/** Starts an HTTP server for the files of `directory`: Python's own, or the one of examples/ where there is none. */
async function startPageServer(directory: string): Promise<[title: string, version: string, port: number]> {
    if (python !== null) return ["Python's http.server", "1.0", (await startHttpServer(directory))[1]];
    return ["http_file_server.ts", "1.1", (await startServer("http_file_server.ts", directory))[1]];
}

async function client(name: string, directory: string) {
    const [title, version, port] = await startPageServer(directory);
    for (const language of peers) {
        progress.doing(`${name}.${language} fetches a page of ${PAGE_SIZE} bytes`);
        const run = start(`${name}.${language}`, "localhost", port, "/page.txt");
        const status = await run.ended();
        const [, line = "no status line", bytes = "no"] =
            run.output.match(/^(HTTP.*)$[\s\S]*?(\d+) of them after the header/m) ?? [];
        if (status !== 0) progress.print(run.errors);
        const expected = `HTTP/${version} 200 OK, ${PAGE_SIZE} bytes`;
        check(run.title, `a page from ${title}`, expected, `${line}, ${bytes} bytes`);
    }
}

/** A thread that fails does so on its own: it is seen in what the program writes to its standard error. */
function refuseErrors(program: Program) {
    if (program.errors !== "") throw new Error(`${program.title} reports an error\n${program.errors}`);
}

/** Has a client of an echo server say something, and waits for the answer. */
async function talk(client: Program, text: string) {
    const before = client.count(/^answer: /);
    client.say(`${text}\n`);
    await client.printedTimes(/^answer: /, before + 1);
}

async function singleThread() {
    const name = "single_thread_server.ts";
    progress.doing(`${name} starts`);
    const [server, port] = await startServer(name);
    const first = start(`echo_client.${guest}`, "127.0.0.1", port);
    await first.printed(/connected/);
    await talk(first, "hello from the first");
    const second = start("echo_client.ts", "127.0.0.1", port);
    await second.printed(/connected/);
    second.say("hello from the second\n");
    for (let round = 1; round <= ROUNDS; round++) {
        progress.doing(`round ${round}: the first client is answered, the second one waits`);
        await talk(first, `round ${round}`);
    }
    const answered = first.count(/^answer: /);
    check(name, `answers to the first client (${NAMES[guest]})`, `${ROUNDS + 1}`, `${answered}`);
    const early = second.count(/^answer: /);
    check(name, "answers to the second (TypeScript) until then", "0", `${early}`);
    first.say("bye\n");
    await first.ended();
    progress.doing("the first client has left: the second one is served");
    const [, answer] = await second.printed(/^answer: (.*)$/m);
    check(name, "its answer when the first has left", "hello from the second", answer);
    second.hangUp();
    await second.ended();
    await server.printedTimes(/has left/, 2);
    refuseErrors(server);
}

async function multiThread() {
    const name = "multi_threaded_server.ts";
    progress.doing(`${name} starts`);
    const [server, port] = await startServer(name);
    const watch = setInterval(() => {
        progress.doing(
            `${name} serves ${server.count(/is being served/)} of ${peers.length * CROWD} clients`,
        );
    }, 50);
    try {
        const crowds = peers.map((language) => start(`echo_crowd.${language}`, "127.0.0.1", port, CROWD));
        await Promise.all(crowds.map((crowd) => crowd.printed(/have their answer/)));
        clearInterval(watch);
        const there = server.count(/is being served/) - server.count(/has left/);
        check(name, "clients connected at once", `${peers.length * CROWD}`, `${there}`);
        for (const crowd of crowds) {
            const [, answers] = crowd.output.match(/(\d+) clients have their answer/) ?? [];
            check(name, `clients of ${crowd.title} answered`, `${CROWD}`, answers ?? "none");
        }
        progress.doing(`${peers.length * CROWD} clients say bye`);
        for (const crowd of crowds) crowd.say("\n");
        await Promise.all(crowds.map((crowd) => crowd.ended()));
        await server.printedTimes(/has left/, peers.length * CROWD);
        const late = start(`echo_client.${guest}`, "127.0.0.1", port);
        await talk(late, "am I too late?");
        late.hangUp();
        await late.ended();
        const [, answer] = late.output.match(/^answer: (.*)$/m) ?? [];
        check(name, "a client that comes after them", "am I too late?", answer ?? "none");
        refuseErrors(server);
    } finally {
        clearInterval(watch);
    }
}

/** Both speed-ups that multi_threading prints: of threads that wait, and of threads that compute. */
async function speedUps(language: string): Promise<[waiting: number, computing: number]> {
    progress.doing(`multi_threading.${language} waits and computes`);
    const run = start(`multi_threading.${language}`);
    const [, waiting] = await run.printed(/^speed-up of waiting: ([\d.]+)$/m);
    progress.print(`  multi_threading.${language}: waiting in threads is ${waiting} times as fast`);
    const [, computing] = await run.printed(/^speed-up of computing: ([\d.]+)$/m);
    progress.print(`  multi_threading.${language}: computing in two threads is ${computing} times as fast`);
    const status = await run.ended();
    refuseErrors(run);
    const counts = run.count(/^([1-9]\d*) and \1 primes, /);
    if (status !== 0 || counts !== 2) throw new Error(`${run.title} counts wrong\n${run.output}`);
    return [Number(waiting), Number(computing)];
}

async function threads() {
    const name = "multi_threading.ts";
    const [waiting, computing] = await speedUps("ts");
    const [pythonWaiting, pythonComputing] = python === null ? [null, null] : await speedUps("py");
    const seen = (here: number, there: number | null) =>
        there === null ? here.toFixed(2) : `${here.toFixed(2)} (Python: ${there.toFixed(2)})`;
    check(name, "counts as many primes in threads as without", "yes", "yes");
    measured(name, "speed-up of threads that wait", seen(waiting, pythonWaiting));
    measured(name, "speed-up of two threads that compute", seen(computing, pythonComputing));
    if (python === null) leftOut(name, "its twin in Python, beside it", "no python3");
}

function printTable() {
    const titles = {
        program: "program",
        what: "what was checked",
        expected: "expected",
        seen: "seen",
        verdict: "",
    };
    const columns = ["verdict", "program", "what", "expected", "seen"] as const;
    const widths = columns.map((column) => Math.max(...[titles, ...rows].map((row) => row[column].length)));
    const line = (row: Record<(typeof columns)[number], string>) =>
        columns
            .map((column, at) => row[column].padEnd(widths[at]))
            .join("  ")
            .trimEnd();
    progress.print(`\n${paint(1, line(titles))}`);
    const colours = { ok: 32, differs: 31, measured: 33, "left out": 33 };
    for (const row of rows) {
        const rest = line(row).slice(row.verdict.length);
        progress.print(paint(colours[row.verdict], row.verdict) + rest);
    }
}

async function main(): Promise<number> {
    progress.print(paint(1, "Five Python socket programs, ported line by line"));
    progress.print(`Node ${process.versions.node}, Python ${python?.version ?? "not found"}`);
    if (python === null) {
        progress.print(
            "\nThere is no python3: the peers are the same programs in TypeScript, and Python's part is left",
        );
        progress.print("out. Install python3, or set PYSOCKET_PYTHON to the path of one, to see it.");
    }
    const directory = mkdtempSync(join(tmpdir(), "pysocket-demo-"));
    try {
        writeFileSync(
            join(directory, "page.txt"),
            "A page of known size.\n".repeat(PAGE_SIZE).slice(0, PAGE_SIZE),
        );
        for (const [number, name] of ["blocking_client", "nonblocking_client"].entries()) {
            heading(`${number + 1}. ${name}: a page over HTTP`);
            await part(name, () => client(name, directory));
        }
    } finally {
        rmSync(directory, { recursive: true });
    }
    heading("3. single_thread_server: one client at a time");
    await part("single_thread_server", singleThread);
    heading(`4. multi_threaded_server: a thread for each of ${peers.length * CROWD} clients`);
    if (CLIENTS < WANTED)
        leftOut(
            "multi_threaded_server",
            `${WANTED} clients`,
            `${WANTED * FOR_CLIENT + FOR_SERVER} descriptors; ulimit -n is ${limit}`,
        );
    await part("multi_threaded_server", multiThread);
    heading("5. multi_threading: beside its Python twin");
    await part("multi_threading", threads);

    printTable();
    const bad = rows.filter((row) => row.verdict === "differs").length;
    const good = python === null ? "What was checked is as expected" : "All as expected";
    progress.print(`\n${bad === 0 ? good : `${bad} of ${rows.length} differ`}, in ${progress.seconds()}.`);
    return bad === 0 ? 0 : 1;
}

process.on("exit", killPrograms);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
const deadline = setTimeout(() => {
    expired = true;
    // With its program gone, what waits for it ends.
    killPrograms();
}, DEADLINE * 1000);

main()
    .finally(() => {
        clearTimeout(deadline);
        progress.end();
    })
    .then((status) => {
        process.exitCode = status;
    });
