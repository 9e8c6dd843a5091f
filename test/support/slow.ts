import { Runnable } from "mocha";
import { slowness } from "./slowness";

// Required in addition where everything is slow: no test has less than so many times mocha's two minutes.

const least = 120_000 * slowness;
const timeout = Runnable.prototype.timeout as (this: Runnable, ms?: number | string) => unknown;

Runnable.prototype.timeout = function (this: Runnable, ms?: number | string) {
    if (arguments.length === 0) return timeout.call(this);
    return timeout.call(this, typeof ms === "number" && ms > 0 ? Math.max(ms, least) : ms);
} as typeof Runnable.prototype.timeout;
