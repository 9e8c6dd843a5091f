import { spawnSync } from "node:child_process";
import { randomUUID, webcrypto } from "node:crypto";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    readlinkSync,
    rmSync,
    symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RootHookObject } from "mocha";
import * as threading from "pysocket/threading";
import { native } from "#lib/native/addon";
import { startIdle } from "./idle";

// Root hooks: the suite fails if a test leaves a descriptor, a thread, a child process, or a file in the
// temporary or the current directory. Checks that need /proc run on Linux only.

/** Milliseconds that resources of a test may take to go away. */
const PATIENCE = Number(process.env.PYSOCKET_LEAK_PATIENCE ?? 10_000);

/** Length of the longest path in which tests find room for the names of theirs: that of a UNIX socket has 104 bytes. */
const LONGEST = 50;

// Under Wine it can be seen as well, and is not about the process that looks.
const hasProc = process.platform === "linux" && existsSync("/proc/self/fd");

/** Mark in the environment of every process that descends from this one, whichever process adopted it. */
const mark = `PYSOCKET_TEST_RUN_${randomUUID().replaceAll("-", "")}`;

interface State {
    /** Targets of the descriptors. */
    descriptors: string[];
    threads: number;
    /** Command lines, by process id. */
    processes: Map<string, string>;
    /** In the temporary and in the current directory. */
    files: string[];
    /** Idle workers of the pool: they and their resources are not leaks. */
    pool: number;
}

let temporary = "";
let outside = "";
let atStart: State;
let before: State;
/** Resources that a worker of the pool holds as long as it lives: kinds of descriptors, and threads. */
const ofWorker = { descriptors: [] as string[], threads: 0 };
/** Resources of esbuild, which compiles for tsx in a thread and a process that start at any time. */
const ofCompiler = {
    command: /\/esbuild .*--service/,
    descriptors: ["anon_inode:[eventpoll]", "anon_inode:[eventfd]", "pipe", "pipe", "socket", "socket"],
    threads: 1,
};
const found: string[] = [];

/** Returns the target of a descriptor without the number that distinguishes pipes and sockets. */
function kind(target: string): string {
    return target.replace(/:\[\d+\]$/, "");
}

/**
 * Whether Node or tsx may open the target at any time: a reserve of each event loop, or the compiler's cache.
 */
function isOfRuntime(target: string): boolean {
    return target === "/dev/null" || target.includes("/tsx-");
}

function look(): State {
    const state: State = {
        descriptors: [],
        threads: 0,
        processes: new Map(),
        files: [],
        pool: native.pool_size(),
    };
    for (const folder of [temporary, process.cwd()]) {
        const names = readdirSync(folder).filter((name) => !/^(tsx-|node-compile-cache$)/.test(name));
        state.files.push(...names.map((name) => join(folder, name)));
    }
    if (!hasProc) return state;
    state.threads = readdirSync("/proc/self/task").length;
    const self = `/proc/${process.pid}/fd`;
    for (const descriptor of readdirSync(self)) {
        const target = read(() => readlinkSync(join(self, descriptor)));
        // One is the directory that is being read.
        if (target !== undefined && target !== self && !isOfRuntime(target)) state.descriptors.push(target);
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

/** Reads from /proc, where a file may be gone before it is read. */
function read(get: () => string): string | undefined {
    try {
        return get();
    } catch {
        return undefined;
    }
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
    const processes = [...now.processes.keys()].filter((id) => !since.processes.has(id));
    const isCompiler = (id: string) => ofCompiler.command.test(now.processes.get(id) ?? "");
    const helpers = [
        ...Array.from({ length: Math.max(0, now.pool - since.pool) }, () => ofWorker),
        ...processes.filter(isCompiler).map(() => ofCompiler),
    ];
    const threads = helpers.reduce((rest, helper) => rest - helper.threads, now.threads - since.threads);
    // One that is allowed stands for any of its kind.
    const allowed = helpers.flatMap((helper) => helper.descriptors);
    const left = without(now.descriptors, since.descriptors).filter((target) => {
        const index = allowed.indexOf(kind(target));
        if (index >= 0) allowed.splice(index, 1);
        return index < 0;
    });
    return [
        ...left.map((target) => `a descriptor of ${target}`),
        ...(threads > 0 ? [`${threads} thread(s)`] : []),
        ...processes.filter((id) => !isCompiler(id)).map((id) => `process ${id}: ${now.processes.get(id)}`),
        ...without(now.files, since.files).map((path) => `the file ${path}`),
    ];
}

/** Waits until nothing new is left. Returns what is still there when the patience ends. */
async function left(since: State): Promise<string[]> {
    const end = Date.now() + PATIENCE;
    // Each look reads much of /proc, and must not take the processor from the resources that should go away.
    for (let pause = 5; ; pause = Math.min(2 * pause, 200)) {
        const leaks = leaked(since);
        if (leaks.length === 0 || Date.now() >= end) return leaks;
        await delay(pause);
    }
}

/** Resolved once the process is warm. A process may run several suites. */
let warmedUp: Promise<void> | undefined;

/** Makes Node open and start what it keeps for good, so that it does not count as a test's leak. */
async function warmUp(): Promise<void> {
    spawnSync(process.execPath, ["--version"]);
    const listener = () => {};
    process.on("SIGUSR2", listener).off("SIGUSR2", listener);
    const random = webcrypto.getRandomValues(new Uint8Array(16));
    await Promise.all(Array.from({ length: 8 }, () => webcrypto.subtle.digest("SHA-256", random)));
    // Workers that are replaced by others could not be told from what a test has left.
    native.pool_idle_time(3600);
    const end = new threading.Event();
    const first = startIdle(end);
    const one = look();
    const second = startIdle(end);
    const two = look();
    end.set();
    first.join();
    second.join();
    ofWorker.descriptors = without(two.descriptors, one.descriptors).map(kind);
    ofWorker.threads = two.threads - one.threads;
}

/** tsx keeps what it has compiled in the temporary directory: processes that tests start need it too. */
function shareCompilerCache(): void {
    // Where the tests run compiled.
    if (process.platform === "win32") return;
    const name = `tsx-${process.geteuid?.()}`;
    mkdirSync(join(outside, name), { recursive: true });
    symlinkSync(join(outside, name), join(temporary, name), "dir");
}

/** Makes the directory that the tests take for the temporary one. A long path would leave no room for that of a socket. */
function makeTemporary(): string {
    const folders = [outside, "/tmp"].filter((folder) => folder.length <= LONGEST);
    for (const folder of folders) {
        try {
            return mkdtempSync(join(folder, "pysocket-"));
        } catch (error) {
            if (folder === folders.at(-1)) throw error;
        }
    }
    return mkdtempSync(join(outside, "pysocket-"));
}

function setTemporary(folder: string): void {
    // TEMP is Windows' name.
    for (const name of ["TMPDIR", "TEMP"]) process.env[name] = folder;
}

export const mochaHooks: RootHookObject = {
    async beforeAll(this: Mocha.Context) {
        this.timeout(2 * PATIENCE + 30_000);
        outside = tmpdir();
        temporary = makeTemporary();
        setTemporary(temporary);
        shareCompilerCache();
        process.env[mark] = "1";
        found.length = 0;
        warmedUp ??= warmUp();
        await warmedUp;
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
        setTemporary(outside);
        rmSync(temporary, { recursive: true, force: true });
        if (found.length > 0) throw new Error(`Leaks:\n${found.join("\n")}`);
    },
};
