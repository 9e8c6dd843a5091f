import assert from "node:assert/strict";
import { join } from "node:path";
import { LEFT_TO_RIGHT, RIGHT_TO_LEFT, ranges, UNASSIGNED } from "#lib/socket/host/idna-tables";
import { pythonVersion, runPython } from "../support/python";
import { skip } from "../support/skip";

describe("the tables of IDNA", () => {
    it("are those of CPython", function () {
        if (pythonVersion() === null) skip(this, "there is no python3 to compare with");
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
