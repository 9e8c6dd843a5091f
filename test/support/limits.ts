import { spawnSync } from "node:child_process";
import type { Context } from "mocha";
import { skip } from "./skip";

/** Number of descriptors that the process may have. */
export function descriptorLimit(): number {
    // Windows has no such limit.
    if (process.platform === "win32") return Number.POSITIVE_INFINITY;
    const { stdout } = spawnSync("/bin/sh", ["-c", "ulimit -n"], { encoding: "utf8" });
    const limit = stdout.trim();
    return limit === "unlimited" ? Number.POSITIVE_INFINITY : Number(limit);
}

/** Skips the test, or the suite from its `before`, if the process may have fewer than `count` descriptors. */
export function needDescriptors(context: Context, count: number): void {
    const limit = descriptorLimit();
    if (limit < count) skip(context, `it takes ${count} descriptors, and the limit is ${limit} (ulimit -n)`);
}
