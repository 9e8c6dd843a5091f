const { reporters } = require("mocha");

/** Mocha's `spec`, with the totals on one plain line of their own at the end. */
module.exports = class Reporter extends reporters.Spec {
    epilogue() {
        super.epilogue();
        const { passes, failures, pending } = this.stats;
        console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
    }
};
