import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { long } from "../support/long";
import { CLOSED, onWindows } from "../support/platform";
import { ENDED_BY_KEY, INTERRUPTED, Program, stopPrograms, withKeys } from "../support/programs";
import { skip } from "../support/skip";

// Ctrl-C while the main thread is in a call of the library.

const waits = [
    "accept",
    "recv",
    "recv_timeout",
    "sendall",
    ...(onWindows ? [] : ["recvmsg", "recvmsg_into", "sendmsg"]),
    "sendfile",
    "select",
    ...(onWindows ? [] : ["poll", "epoll"]),
    "acquire",
    "rlock",
    "condition",
    "semaphore",
    "barrier",
    "queue_get",
    "queue_put",
    "event",
    "join",
];

function run(mode: string, ...args: (string | number)[]): Program {
    const words = ["test/fixtures/interrupt-key.cjs", mode, ...args.map(String)];
    return new Program(words.join(" "), process.execPath, [...withKeys, ...words]);
}

/** Presses the key, once the call can be expected to have begun; when it comes earlier, the outcome is the same. */
async function press(program: Program, ready = /^ready$/m): Promise<void> {
    await program.printed(ready);
    await delay(20);
    program.kill("SIGINT");
}

/** Presses the key in each wait, so many times; the later ones come at any moment around the wait's beginning. */
async function pressInEach(mode: string, outcome: string, times = 1, threads = 0): Promise<void> {
    const program = run(mode, waits.join(), times, threads);
    for (let time = 1; time <= times; time++) {
        for (const wait of waits) {
            await program.printedTimes(new RegExp(`^next ${wait}$`), time, 120);
            await delay(time === 1 ? 10 : Math.random() * 3);
            program.kill("SIGINT");
            await program.printedTimes(new RegExp(`^caught ${wait} ${outcome}$`), time);
        }
    }
    assert.equal(await program.ended(), 0);
}

describe("Ctrl-C", () => {
    afterEach(stopPrograms);

    // recvmsg has the most of the library between the program and the system.
    const some = ["recv_timeout", "condition", ...(onWindows ? [] : ["recvmsg"])];
    for (const wait of long ? waits : some) {
        it(`ends ${wait} with KeyboardInterrupt, and the process with Python's status`, async () => {
            const program = run("uncaught", wait);
            await press(program);
            assert.equal(await program.ended(), INTERRUPTED);
            assert.match(program.errors, /KeyboardInterrupt/);
            assert.match(program.errors, /interrupt-key\.cjs:\d+/);
        });
    }

    it("ends each wait with a KeyboardInterrupt that can be caught", () => pressInEach("caught", "true"));

    it("has a listener that throws end each wait", () => pressInEach("throwing", "from the listener"));

    if (long) {
        it("ends a wait a thousand times out of a thousand", async function () {
            this.timeout(600_000);
            await pressInEach("caught", "true", 52);
        });

        it("has a listener that throws end a wait a thousand times out of a thousand", async function () {
            this.timeout(600_000);
            await pressInEach("throwing", "from the listener", 52);
        });

        it("does so while fifty threads run", async function () {
            this.timeout(600_000);
            await pressInEach("caught", "true", 52, 50);
        });
    }

    it("runs a listener during the call, which goes on", async () => {
        const program = run("listener");
        await press(program);
        assert.equal(await program.ended(), 0);
        assert.equal(program.output, "ready\nlistener\nreceived x\n");
    });

    it("lets a listener close the socket of the call", async () => {
        const program = run("closing");
        await press(program);
        assert.equal(await program.ended(), 0);
        assert.ok(program.output.includes(`caught ${CLOSED}\n`), program.output);
    });

    it("lets a listener detach the buffer of the call", async () => {
        for (const [wait, outcome] of [
            ["recv", "ValueError"],
            ...(onWindows ? [] : [["recvmsg", "EFAULT"]]),
        ]) {
            const program = run("detaching", wait);
            await press(program);
            assert.equal(await program.ended(), 0);
            assert.ok(program.output.includes(`caught ${outcome}\n`), program.output);
        }
    });

    it("does not lengthen a timeout", async () => {
        const program = run("deadline");
        await program.printed(/^waits$/m);
        // A timeout that began again with each of them would not end the call.
        let presses = 0;
        for (; presses < 100 && program.count(/^caught/) === 0; presses++) {
            program.kill("SIGINT");
            await delay(100);
        }
        assert.ok(presses < 100, program.output);
        assert.match(program.output, /^listener$/m);
        assert.match(program.output, /^caught TimeoutError true$/m);
        program.hangUp();
        assert.equal(await program.ended(), 0);
    });

    it("is noticed by the next wait when it came while JavaScript computed", async () => {
        const program = run("computing");
        await press(program, /^computing$/m);
        assert.equal(await program.ended(), 0);
        assert.match(program.output, /^caught true$/m);
    });

    it("ends a synchronous read of Node's with EINTR", async function () {
        if (onWindows) skip(this, "no signal ends a call on Windows");
        const program = run("reading");
        await press(program, /^reading$/m);
        // Nobody has noticed the key by the end of the program.
        assert.equal(await program.ended(), ENDED_BY_KEY);
        assert.match(program.output, /^caught EINTR$/m);
    });

    it("ends a computation that never waits", async () => {
        const program = run("endless");
        await press(program, /^computing$/m);
        assert.equal(await program.ended(), ENDED_BY_KEY);
    });

    it("ends a computation with a listener as little as Node itself would", async () => {
        const program = run("listening");
        await press(program, /^computing$/m);
        assert.equal(await program.ended(), 3);
        assert.match(program.output, /^computed$/m);
    });

    describe("as the last thing that happens", () => {
        const lasts = ["dry", "exit", "reallyExit", "throw", "no_exit_listeners"];

        for (const last of lasts) {
            it(`ends the process, also by ${last}`, async function () {
                if (onWindows) skip(this, "a process cannot send itself a signal on Windows");
                const program = run("last", last);
                assert.equal(await program.ended(), ENDED_BY_KEY);
            });
        }

        for (const [mode, status] of [
            ["last_handled", 0],
            ["last_listened", 0],
            ["last_listened_exit", 5],
        ] as const) {
            it(`is still handled, as in Python (${mode})`, async function () {
                if (onWindows) skip(this, "a process cannot send itself a signal on Windows");
                const program = run(mode);
                assert.equal(await program.ended(), status);
                assert.equal(program.output, "ready\nhandled\n");
            });
        }
    });

    for (const wait of ["readSync", "readFileSync"]) {
        it(`ends a program one of whose threads is in ${wait}`, async function () {
            if (onWindows) skip(this, "no signal ends a call on Windows");
            const program = run("thread_reading", wait);
            await press(program, /^waiting$/m);
            assert.equal(await program.ended(), INTERRUPTED);
        });
    }

    it("interrupts no other thread", async () => {
        const program = run("threads", "event");
        await press(program, /^started$/m);
        assert.equal(await program.ended(), 0);
        assert.match(program.output, /^caught true\njoined$/m);
    });
});
