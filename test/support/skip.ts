import type { Context, Runnable, Suite } from "mocha";

const reasons = new WeakMap<Runnable | Suite, string>();

/** Ends the running test, or all of a suite when called in its `before`, as skipped; the reason is printed. */
export function skip(context: Context, reason: string): never {
    console.log(`      skipped: ${reason}`);
    const running = context.test as Runnable;
    reasons.set("type" in running && running.type === "hook" ? (running.parent as Suite) : running, reason);
    context.skip();
    throw new Error("unreachable: mocha's skip() throws");
}

/** Returns why a test was skipped; undefined without a reason. */
export function skipReason(test: Runnable | Suite | undefined): string | undefined {
    if (test === undefined) return undefined;
    return reasons.get(test) ?? skipReason(test.parent);
}
