// Work for the threads of the peers in JavaScript, and the measurement of its cost.
const { readFileSync } = require("node:fs");

exports.now = () => Number(process.hrtime.bigint());

exports.nothing = () => {};

/** Returns the resident memory of this process in bytes. */
exports.resident = () => Number(readFileSync("/proc/self/statm", "utf8").split(" ")[1]) * 4096;

exports.compute = function compute() {
    let value = 1;
    for (let step = 0; step < 50_000_000; step++) value = (Math.imul(value, 3) + step) | 0;
    return value;
};
