const { createRequire } = require("node:module");

// Of the mocha that runs, which may be elsewhere than what it tests.
const { reporters } = createRequire(process.argv[1])("mocha");

/** Mocha's `spec`; at the end what has failed, and the totals, on plain lines of their own. */
module.exports = class Reporter extends reporters.Spec {
    epilogue() {
        super.epilogue();
        const { passes, failures, pending } = this.stats;
        for (const test of this.failures) {
            const [reason] = `${test.err?.message}`.split("\n");
            console.log(`FAILED: ${test.fullTitle()}: ${reason}`);
        }
        console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
    }
};
