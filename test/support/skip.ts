import type { Context } from "mocha";

/** Ends the running test, or all of a suite when called in its `before`, as skipped; the reason is printed. */
export function skip(context: Context, reason: string): never {
    console.log(`      skipped: ${reason}`);
    context.skip();
    throw new Error("unreachable: mocha's skip() throws");
}
