import assert from "node:assert/strict";
import { join } from "node:path";
import { LEFT_TO_RIGHT, RIGHT_TO_LEFT, ranges, UNASSIGNED } from "#lib/socket/host/idna-tables";
import { needPython, runPython } from "../support/python";

describe("the tables of IDNA", () => {
    it("are those of CPython", function () {
        needPython(this);
        const printed = runPython(join(__dirname, "..", "differential", "stringprep_tables.py"), [], "");
        assert.deepEqual(
            printed
                .trim()
                .split("\n")
                .map((line) => ranges(line)),
            [UNASSIGNED, RIGHT_TO_LEFT, LEFT_TO_RIGHT],
        );
    });
});
