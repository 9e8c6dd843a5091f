import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { skip } from "../support/skip";
import { patience } from "../support/slowness";

/** Runs one task of the fixture in a process of its own. */
function run(task: string, ...options: string[]): { stdout: string; stderr: string } {
    const fixture = join(__dirname, "..", "fixtures", "garbage-collected.cjs");
    const { status, stdout, stderr } = spawnSync(
        "sh",
        [
            "-c",
            'ulimit -n 1000 && exec "$@"',
            "sh",
            process.execPath,
            "--expose-gc",
            ...options,
            fixture,
            task,
        ],
        { encoding: "utf8", timeout: 25_000 * patience },
    );
    assert.equal(status, 0, stderr);
    return { stdout, stderr };
}

describe("a socket that is garbage collected unclosed", () => {
    before(function () {
        if (process.platform !== "linux") skip(this, "counts descriptors in /proc");
    });

    it("is closed, with a ResourceWarning", () => {
        const { stdout, stderr } = run("closed_with_a_warning");
        assert.match(stderr, /ResourceWarning: unclosed <socket\.socket fd=\d+, family=/);
        assert.equal(stdout, "0 left open\n");
    });

    it("is no reason to warn if it is an epoll object", () => {
        assert.deepEqual(run("epolls"), { stdout: "0 left open\n", stderr: "" });
    });

    it("is no reason to warn if it was closed or detached", () => {
        assert.deepEqual(run("no_warning_for_closed_ones"), { stdout: "0 left open\n", stderr: "" });
    });

    it("gives its descriptor back even if its thread never turns its event loop", () => {
        const { stdout } = run("blocked_thread", "--no-warnings");
        assert.equal(stdout, "0 left open\n");
    });

    it("stays open while another thread has it", () => {
        assert.deepEqual(run("kept_while_another_thread_has_it"), { stdout: "0 left open\n", stderr: "" });
    });

    it("is closed when it was a first argument of a local that is gone", () => {
        assert.equal(run("first_arguments_of_a_local", "--no-warnings").stdout, "0 left open\n");
    });
});
