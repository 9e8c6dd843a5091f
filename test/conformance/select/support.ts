import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as socket from "pysocket";
import { addCleanup, closing } from "../support";

/** What has no descriptor, and what has almost one. */
export const nope = {};
export const almost = { fileno: () => "fileno" };

/** A process that writes ten lines, one after the other, and the end of what it writes to. */
export function linesOfAnotherProcess(): { pipe: socket.socket; ended: Promise<void> } {
    const [pipe, output] = socket.socketpair().map(closing);
    const script = "for i in 0 1 2 3 4 5 6 7 8 9; do echo testing...; sleep 0.01; done";
    const child = spawn("sh", ["-c", script], { stdio: ["ignore", output.fileno(), "inherit"] });
    addCleanup(() => child.kill());
    output.close();
    const ended = once(child, "exit").then(([status]) => assert.equal(status, 0));
    return { pipe, ended };
}
