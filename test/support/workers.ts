import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

const fixture = join(__dirname, "..", "fixtures", "worker.cjs");

/** A worker with its task. */
export interface Started {
    worker: Worker;
    /** What the worker's task returned and the worker's exit status. */
    finished: Promise<[result: unknown, status: number]>;
}

/** A worker that runs one task of the fixture and has begun to. */
export async function start(task: string, data: object = {}): Promise<Started> {
    const worker = new Worker(fixture, { workerData: { task, ...data }, execArgv: [] });
    let result: unknown;
    const begun = new Promise<void>((resolve) => {
        worker.on("message", (message) => {
            if (message === "started") resolve();
            else result = message.result;
        });
    });
    const finished = once(worker, "exit").then(([status]): [unknown, number] => [result, status]);
    await Promise.race([begun, finished]);
    return { worker, finished };
}
