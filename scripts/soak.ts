import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { growth, plot, type Sample } from "./soak-report";

// Keeps one process busy with threads, and then with connections, and fails if what it holds grows:
// npm run soak -- [--threads N] [--connections N] [--plot FILE]

interface Load {
    collectGarbage(): void;
    runThreads(count: number): void;
    startServer(): unknown;
    runConnections(address: unknown, count: number): void;
}

const { collectGarbage, runConnections, runThreads, startServer } = require("./soak-load.cjs") as Load;

const SAMPLES = 40;

function look(done: number): Sample {
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"));
    return {
        done,
        memory: Number(resident?.[1]) / 1024,
        descriptors: readdirSync("/proc/self/fd").length,
        threads: readdirSync("/proc/self/task").length,
        mappings: readFileSync("/proc/self/maps", "utf8").split("\n").length - 1,
    };
}

function showProgress(what: string, done: number): void {
    if (!process.stderr.isTTY) return;
    const length = Math.round(done * 40);
    const bar = "#".repeat(length).padEnd(40, ".");
    process.stderr.write(`\r${what} [${bar}] ${Math.round(done * 100)}%${done === 1 ? "\n" : ""}`);
}

/** Does the work in parts, and looks at the process after each. */
function soak(what: string, count: number, work: (count: number) => void): Sample[] {
    const samples: Sample[] = [];
    let begun = 0;
    for (let part = 1; part <= SAMPLES; part++) {
        const end = Math.round((count * part) / SAMPLES);
        work(end - begun);
        begun = end;
        collectGarbage();
        samples.push(look(part / SAMPLES));
        showProgress(what, part / SAMPLES);
    }
    return samples;
}

function report(what: string, samples: Sample[], file: string): boolean {
    const last = samples[samples.length - 1];
    const grown = growth(samples);
    writeFileSync(file, plot(what, samples));
    console.log(`${what}: ${Math.round(last.memory)} MB, ${last.descriptors} descriptors,`);
    console.log(`  ${last.threads} threads, ${last.mappings} mappings; see ${file}`);
    for (const text of grown) console.log(`  ${text}`);
    return grown.length === 0;
}

function main(): void {
    const { values } = parseArgs({
        options: {
            threads: { type: "string", default: "200000" },
            connections: { type: "string", default: "20000" },
            plot: { type: "string", default: join(__dirname, "..", "build", "soak.svg") },
        },
    });
    const file = (what: string) => values.plot.replace(/(\.svg)?$/, `-${what}.svg`);
    mkdirSync(dirname(values.plot), { recursive: true });
    collectGarbage();
    const threads = soak("threads", Number(values.threads), runThreads);
    const address = startServer();
    const connections = soak("connections", Number(values.connections), (count) =>
        runConnections(address, count),
    );
    const flat = [
        report(`${values.threads} threads`, threads, file("threads")),
        report(`${values.connections} connections`, connections, file("connections")),
    ];
    process.exitCode = flat.every(Boolean) ? 0 : 1;
}

if (require.main === module) main();
