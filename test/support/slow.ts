import { Runnable } from "mocha";
import { patience } from "./slowness";

// No test has less time than this, in milliseconds: only one that hangs should need more.

const least = 60_000 * patience;
const timeout = Runnable.prototype.timeout as (this: Runnable, ms?: number | string) => unknown;

Runnable.prototype.timeout = function (this: Runnable, ms?: number | string) {
    if (arguments.length === 0) return timeout.call(this);
    return timeout.call(this, typeof ms === "number" && ms > 0 ? Math.max(ms, least) : ms);
} as typeof Runnable.prototype.timeout;
