const { execFileSync } = require("node:child_process");

const program = (module_) => `
const { readFileSync } = require("node:fs");
const resident = () => 4096 * Number(readFileSync("/proc/self/statm", "utf8").split(" ")[1]);
resident();
const before = resident();
const begin = process.hrtime.bigint();
require(${JSON.stringify(module_)});
const elapsed = process.hrtime.bigint() - begin;
const after = resident();
console.log([elapsed, Math.max(1, after - before), after].join(" "));
`;

/** The operation for a module. */
exports.loads = (module_) => (what) => {
    const run = () => {
        const output = execFileSync(process.execPath, ["-e", program(module_)], { encoding: "utf8" });
        return Number(output.split(" ")[["time", "added", "resident"].indexOf(what)]);
    };
    return { run, close: () => {} };
};
