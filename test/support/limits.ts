import type { Context } from "mocha";
import { skip } from "./skip";

/** Skips the test, or the suite from its `before`, if the process may have fewer than `count` descriptors. */
export function needDescriptors(context: Context, count: number): void {
    // Windows has no such limit.
    if (process.platform === "win32") return;
    const report = process.report?.getReport() as { userLimits?: { open_files: { soft: number | string } } };
    const limit = report.userLimits?.open_files.soft;
    if (typeof limit === "number" && limit < count)
        skip(context, `it takes ${count} descriptors, and the limit is ${limit} (ulimit -n)`);
}
