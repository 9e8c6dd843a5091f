import { spawnSync } from "node:child_process";
import { randomUUID, webcrypto } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { RootHookObject } from "mocha";

// Root hooks: the suite fails when a test leaves a descriptor, a thread, a child process or a file
// in the temporary directory behind. What is checked by /proc is checked on Linux only.

/** How long what a test used may take to go away, in milliseconds. */
const PATIENCE = Number(process.env.PYSOCKET_LEAK_PATIENCE ?? 10_000);

const hasProc = existsSync("/proc/self/fd");

/** In the environment of every process that descends from this one, whoever adopted it meanwhile. */
const mark = `PYSOCKET_TEST_RUN_${randomUUID().replaceAll("-", "")}`;

interface State {
    /** What the descriptors refer to. */
    descriptors: string[];
    threads: number;
    /** Command lines, by process id. */
    processes: Map<string, string>;
    files: string[];
    /** Workers that wait for the library's next thread: they and what they hold are no leak. */
    pool: number;
}

let temporary = "";
let outside = "";
let atStart: State;
let before: State;
/** What a worker's event loop holds for as long as it lives. */
let descriptorsOfWorker: string[] = [];
const found: string[] = [];

/** Of what the kernel names alike, such as event loops, only the number can be compared. */
function isAnonymous(target: string): boolean {
    return target.startsWith("anon_inode:");
}

function look(): State {
    const state: State = { descriptors: [], threads: 0, processes: new Map(), files: [], pool: poolSize() };
    state.files = readdirSync(temporary).filter((name) => !name.startsWith("tsx-"));
    if (!hasProc) return state;
    state.threads = readdirSync("/proc/self/task").length;
    const self = `/proc/${process.pid}/fd`;
    for (const descriptor of readdirSync(self)) {
        const target = read(() => readlinkSync(join(self, descriptor)));
        // One is the directory that is being read.
        if (target !== undefined && target !== self) state.descriptors.push(target);
    }
    for (const id of readdirSync("/proc")) {
        if (!/^\d+$/.test(id) || Number(id) === process.pid) continue;
        const environment = read(() => readFileSync(`/proc/${id}/environ`, "latin1"));
        if (environment === undefined || !environment.includes(mark)) continue;
        const command = read(() => readFileSync(`/proc/${id}/cmdline`, "latin1")) ?? "";
        state.processes.set(id, command.replaceAll("\0", " ").trim());
    }
    return state;
}

/** What is under /proc may be gone before it is read. */
function read(get: () => string): string | undefined {
    try {
        return get();
    } catch {
        return undefined;
    }
}

function poolSize(): number {
    const { native } = require("../../dist/native.js") as typeof import("../../dist/native.js");
    return native.pool_size();
}

/** `now` without each element of `allowed`, as multisets. */
function without(now: readonly string[], allowed: readonly string[]): string[] {
    const rest = [...allowed];
    return now.filter((element) => {
        const index = rest.indexOf(element);
        if (index >= 0) rest.splice(index, 1);
        return index < 0;
    });
}

function leaked(since: State): string[] {
    const now = look();
    const workers = Math.max(0, now.pool - since.pool);
    const allowed = [...since.descriptors];
    for (let worker = 0; worker < workers; worker++) allowed.push(...descriptorsOfWorker);
    const threads = now.threads - since.threads - workers;
    return [
        ...without(now.descriptors, allowed).map((target) => `a descriptor of ${target}`),
        ...(threads > 0 ? [`${threads} thread(s)`] : []),
        ...[...now.processes.keys()]
            .filter((id) => !since.processes.has(id))
            .map((id) => `process ${id}: ${now.processes.get(id)}`),
        ...without(now.files, since.files).map((name) => `the file ${join(temporary, name)}`),
    ];
}

/** Waits until nothing is left of what came since; what still is there when patience ends. */
async function left(since: State): Promise<string[]> {
    const end = Date.now() + PATIENCE;
    for (;;) {
        const leaks = leaked(since);
        if (leaks.length === 0 || Date.now() >= end) return leaks;
        await delay(5);
    }
}

/** Has Node open and start what it keeps for good, so that it is not taken for a test's leak. */
async function warmUp(): Promise<void> {
    require("pysocket");
    spawnSync(process.execPath, ["--version"]);
    const listener = () => {};
    process.on("SIGUSR2", listener).off("SIGUSR2", listener);
    const random = webcrypto.getRandomValues(new Uint8Array(16));
    await Promise.all(Array.from({ length: 8 }, () => webcrypto.subtle.digest("SHA-256", random)));
    await delay(1);
    if (!hasProc) return;
    const alone = look().descriptors;
    const worker = new Worker('require("node:worker_threads").parentPort.on("message", () => {})', {
        eval: true,
    });
    await once(worker, "online");
    descriptorsOfWorker = without(look().descriptors, alone).filter(isAnonymous);
    await worker.terminate();
    // Its thread is joined after it was reported as ended.
    const end = Date.now() + PATIENCE;
    while (without(look().descriptors, alone).length > 0 && Date.now() < end) await delay(5);
}

export const mochaHooks: RootHookObject = {
    async beforeAll(this: Mocha.Context) {
        this.timeout(2 * PATIENCE + 30_000);
        outside = tmpdir();
        temporary = mkdtempSync(join(outside, "pysocket-"));
        process.env.TMPDIR = temporary;
        process.env[mark] = "1";
        await warmUp();
        atStart = look();
    },

    beforeEach() {
        before = look();
    },

    async afterEach(this: Mocha.Context) {
        this.timeout(2 * PATIENCE + 30_000);
        const leaks = await left(before);
        // An error here would end the whole run: the last hook reports them.
        for (const leak of leaks) found.push(`${this.currentTest?.fullTitle()} left ${leak}`);
    },

    async afterAll(this: Mocha.Context) {
        this.timeout(2 * PATIENCE + 30_000);
        if (found.length === 0) found.push(...(await left(atStart)).map((leak) => `The suite left ${leak}`));
        process.env.TMPDIR = outside;
        rmSync(temporary, { recursive: true, force: true });
        if (found.length > 0) throw new Error(`Leaks:\n${found.join("\n")}`);
    },
};
