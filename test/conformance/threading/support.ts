import assert from "node:assert/strict";
import * as threading from "pysocket/threading";
import { LOOPBACK_TIMEOUT } from "../support";
import { start, type Task } from "./tasks.cjs";

/** What the task returns, which must end by itself. */
export function resultOf<Result>(task: Task): Result {
    task.join(LOOPBACK_TIMEOUT);
    assert.equal(task.is_alive(), false, "a thread does not end");
    assert.equal(task.failure, undefined);
    return task.result as Result;
}

/** What as many threads return that do the same; `meanwhile` is done once they have been started. */
export function bunch<Result>(
    size: number,
    [name, ...args]: [name: string, ...args: unknown[]],
    meanwhile: (tasks: Task[]) => void = () => {},
): Result[] {
    const tasks = Array.from({ length: size }, () => start(name, ...args));
    meanwhile(tasks);
    return tasks.map((task) => resultOf<Result>(task));
}

/** What a wait of so many seconds took: not much less, and not for ever. */
export function assertTimeout(seconds: number, expected: number): void {
    assert.ok(seconds >= expected * 0.6 && seconds < LOOPBACK_TIMEOUT, `${seconds} s`);
}

/** Waits until other threads have noted so many results. */
export function untilHas(results: { length: number }, count: number): void {
    const moment = new threading.Event();
    while (results.length < count) moment.wait(0.001);
}
