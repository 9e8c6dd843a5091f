import { spawnSync } from "node:child_process";
import type { Context } from "mocha";
import { skip } from "./skip";

/** Skips the test, or the suite from its `before`, if the process may have fewer than `count` descriptors. */
export function needDescriptors(context: Context, count: number): void {
    // Windows has no such limit.
    if (process.platform === "win32") return;
    const { stdout } = spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" });
    const limit = stdout.trim();
    if (limit !== "unlimited" && Number(limit) < count)
        skip(context, `it takes ${count} descriptors, and the limit is ${limit} (ulimit -n)`);
}
