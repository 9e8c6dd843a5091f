import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import { Exception, KeyError, OSError, RuntimeError, ValueError } from "pysocket/builtins";
import * as selectors from "pysocket/selectors";
import * as threading from "pysocket/threading";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, LOOPBACK_TIMEOUT, raised } from "../support";

const threads = require("../socket/threads.cjs") as typeof import("../socket/threads.cjs");

const { EVENT_READ, EVENT_WRITE } = selectors;
type Selector = selectors.BaseSelector;
type Class = new () => Selector;

// biome-ignore lint/suspicious/noExplicitAny: what is not for programs
const inside = (value: unknown) => value as any;

const pair = () => socket.socketpair().map(closing) as [socket.socket, socket.socket];

/** What CPython's BaseSelectorTestCase gives its subclasses; `make` makes a selector that is closed in the end. */
function selectorTests(make: () => Selector): void {
    it("test_register", () => {
        const s = make();
        const [rd] = pair();
        const key = s.register(rd, EVENT_READ, "data");
        assert.ok(key instanceof selectors.SelectorKey);
        assert.deepEqual([...inside(key)], [rd, rd.fileno(), EVENT_READ, "data"]);
        assert.throws(() => s.register(0, 999_999), ValueError);
        assert.throws(() => s.register(-10, EVENT_READ), ValueError);
        assert.throws(() => s.register(rd, EVENT_READ), KeyError);
        assert.throws(() => s.register(rd.fileno(), EVENT_READ), KeyError);
    });

    it("test_unregister", () => {
        const s = make();
        const [rd] = pair();
        s.register(rd, EVENT_READ);
        s.unregister(rd);
        assert.throws(() => s.unregister(999_999), KeyError);
        assert.throws(() => s.unregister(rd), KeyError);
    });

    it("test_unregister_after_fd_close", () => {
        const s = make();
        const [rd, wr] = pair();
        const [r, w] = [rd.fileno(), wr.fileno()];
        s.register(r, EVENT_READ);
        s.register(w, EVENT_WRITE);
        rd.close();
        wr.close();
        s.unregister(r);
        s.unregister(w);
        assert.equal(s.get_map()?.size, 0);
    });

    it("test_unregister_after_fd_close_and_reuse", () => {
        const s = make();
        const [rd, wr] = pair();
        const [r, w] = [rd.fileno(), wr.fileno()];
        s.register(r, EVENT_READ);
        s.register(w, EVENT_WRITE);
        const [other] = pair();
        rd.close();
        wr.close();
        // The system gives the lowest number that is free.
        const taken = new Set<number>();
        while (!taken.has(r) || !taken.has(w)) taken.add(closing(other.dup()).fileno());
        s.unregister(r);
        s.unregister(w);
        assert.equal(s.get_map()?.size, 0);
    });

    it("test_unregister_after_socket_close", () => {
        const s = make();
        const [rd, wr] = pair();
        s.register(rd, EVENT_READ);
        s.register(wr, EVENT_WRITE);
        rd.close();
        wr.close();
        s.unregister(rd);
        s.unregister(wr);
        assert.equal(s.get_map()?.size, 0);
    });

    it("test_modify", () => {
        const s = make();
        const [rd] = pair();
        const key = s.register(rd, EVENT_READ);
        const key2 = s.modify(rd, EVENT_WRITE);
        assert.notEqual(key.events, key2.events);
        assert.equal(key2, s.get_key(rd));
        s.unregister(rd);

        const [d1, d2, d3] = [{ d: 1 }, { d: 2 }, { d: 3 }];
        const key3 = s.register(rd, EVENT_READ, d1);
        const key4 = s.modify(rd, EVENT_READ, d2);
        assert.equal(key3.events, key4.events);
        assert.notEqual(key3.data, key4.data);
        assert.equal(key4, s.get_key(rd));
        assert.equal(key4.data, d2);
        assert.throws(() => s.modify(999_999, EVENT_READ), KeyError);

        // Other data alone is no reason to register anew.
        s.register = s.unregister = () => assert.fail("called");
        assert.equal(s.modify(rd, EVENT_READ, d3).data, d3);
    });

    it("test_modify_unregister", function () {
        const s = make();
        const { selector } = inside(s);
        if (selector === undefined)
            skip(this, "nothing that could refuse it keeps the events of this selector");
        const [rd] = pair();
        s.register(rd, EVENT_READ);
        assert.equal(s.get_map()?.size, 1);
        const refused = new Exception("refused");
        selector.modify = () => {
            throw refused;
        };
        assert.equal(
            raised(Exception, () => s.modify(rd, EVENT_WRITE)),
            refused,
        );
        assert.equal(s.get_map()?.size, 0);
    });

    it("test_close", () => {
        const s = make();
        const mapping = s.get_map();
        const both = pair();
        s.register(both[0], EVENT_READ);
        s.register(both[1], EVENT_WRITE);
        s.close();
        for (const each of both) {
            assert.throws(() => s.get_key(each), RuntimeError);
            assert.equal(mapping?.get(each), null);
            assert.equal(mapping?.has(each), false);
        }
    });

    it("test_get_key", () => {
        const s = make();
        const [rd] = pair();
        const key = s.register(rd, EVENT_READ, "data");
        assert.equal(s.get_key(rd), key);
        assert.throws(() => s.get_key(999_999), KeyError);
    });

    it("test_get_map", () => {
        const s = make();
        const [rd] = pair();
        const sentinel = {};
        const keys = s.get_map();
        assert.ok(keys !== null);
        assert.equal(keys.size, 0);
        assert.deepEqual([...keys], []);
        assert.equal(keys.get(rd), null);
        assert.equal(keys.get(rd, sentinel), sentinel);
        const key = s.register(rd, EVENT_READ, "data");
        assert.ok(keys.has(rd));
        assert.equal(keys.get(rd), key);
        assert.equal(keys.size, 1);
        assert.deepEqual([...keys], [rd.fileno()]);
        assert.deepEqual([...keys.keys()], [rd.fileno()]);
        assert.deepEqual([...keys.values()], [key]);
        assert.deepEqual([...keys.items()], [[rd.fileno(), key]]);
        assert.equal(keys.get(999_999), null);
        // It cannot be changed.
        for (const name of ["set", "delete", "clear"]) assert.equal(inside(keys)[name], undefined);
    });

    it("test_select", () => {
        const s = make();
        const [rd, wr] = pair();
        s.register(rd, EVENT_READ);
        const key = s.register(wr, EVENT_WRITE);
        assert.deepEqual(s.select(), [[key, EVENT_WRITE]]);
    });

    it("test_select_read_write", () => {
        const s = make();
        const [one, other] = pair();
        other.send(Buffer.from("foo"));
        const key = s.register(one, EVENT_READ | EVENT_WRITE);
        const result = s.select();
        assert.ok(result.length <= 2);
        let seen = 0;
        for (const [found, events] of result) {
            assert.equal(found, key);
            assert.equal(seen & events, 0);
            seen |= events;
        }
        assert.equal(seen, EVENT_READ | EVENT_WRITE);
    });

    it("test_context_manager", () => {
        const s = make();
        const both = pair();
        {
            using sel = s;
            sel.register(both[0], EVENT_READ);
            sel.register(both[1], EVENT_WRITE);
        }
        for (const each of both) assert.throws(() => s.get_key(each), RuntimeError);
    });

    it("test_fileno", function () {
        const s = make();
        if (inside(s).fileno === undefined) skip(this, "this selector has no descriptor");
        assert.ok(Number.isInteger(inside(s).fileno()) && inside(s).fileno() >= 0);
    });

    it("test_selector", () => {
        const s = make();
        const message = Buffer.from(" This is a test.");
        const readerOf = new Map<unknown, socket.socket>();
        for (let count = 0; count < 12; count++) {
            const [rd, wr] = pair();
            s.register(rd, EVENT_READ);
            s.register(wr, EVENT_WRITE);
            readerOf.set(wr, rd);
        }
        const matching = (flag: number) =>
            s
                .select()
                .filter(([, events]) => (events & flag) !== 0)
                .map(([key]) => key.fileobj as socket.socket);
        for (let left = readerOf.size; left > 0; left--) {
            const writers = matching(EVENT_WRITE);
            assert.equal(writers.length, left);
            const wr = writers[left >> 1];
            wr.send(message);
            const rd = readerOf.get(wr) as socket.socket;
            assert.deepEqual(matching(EVENT_READ), [rd]);
            assert.deepEqual(rd.recv(message.length), message);
            s.unregister(wr);
            s.unregister(rd);
        }
        assert.equal(s.get_map()?.size, 0);
    });

    it("test_empty_select", function () {
        if (process.platform === "win32") skip(this, "Windows' select() takes no empty sets");
        assert.deepEqual(make().select({ timeout: 0 } as never), []);
    });

    it("test_timeout", () => {
        const s = make();
        const [rd, wr] = pair();
        s.register(wr, EVENT_WRITE);
        for (const timeout of [0, -1]) assert.equal(s.select(timeout).length, 1);
        s.unregister(wr);
        s.register(rd, EVENT_READ);
        // If it waited, it would not end.
        for (const timeout of [0, -1]) assert.deepEqual(s.select(timeout), []);
        const begun = performance.now();
        assert.deepEqual(s.select(0.1), []);
        assert.ok(performance.now() - begun >= 95);
    });

    /** Has a signal come after some time; `listener` is called for it. */
    function withAlarm(listener: () => void, act: () => void): void {
        const stop = new threading.Event();
        process.on("SIGALRM", listener);
        const alarm = threads.start("alarm", process.pid, "SIGALRM", 0.05, stop);
        try {
            act();
        } finally {
            stop.set();
            alarm.join();
            process.off("SIGALRM", listener);
        }
    }

    it("test_select_interrupt_exc", function () {
        if (process.platform === "win32") skip(this, "Windows has no SIGALRM");
        const s = make();
        const [rd] = pair();
        s.register(rd, EVENT_READ);
        class InterruptSelect extends Exception {}
        withAlarm(
            () => {
                throw new InterruptSelect();
            },
            () => assert.throws(() => s.select(LOOPBACK_TIMEOUT), InterruptSelect),
        );
    });

    it("test_select_interrupt_noraise", function () {
        if (process.platform === "win32") skip(this, "Windows has no SIGALRM");
        const s = make();
        const [rd] = pair();
        s.register(rd, EVENT_READ);
        let handled = 0;
        const begun = performance.now();
        withAlarm(
            () => {
                handled++;
            },
            () => {
                // Until the signal has come, however long the other thread takes.
                while (handled === 0) assert.deepEqual(s.select(0.3), []);
            },
        );
        assert.equal(handled, 1);
        assert.ok(performance.now() - begun >= 295);
    });
}

/** What CPython's ScalableSelectorMixIn adds. */
function scalableTests(make: () => Selector): void {
    it("test_above_fd_setsize", function () {
        const count = 600;
        const s = make();
        const [[rd, wr]] = [pair()];
        const keys: selectors.SelectorKey[] = [];
        try {
            for (let index = 0; index < count; index++) {
                s.register(closing(rd.dup()), EVENT_READ);
                keys.push(s.register(closing(wr.dup()), EVENT_WRITE));
            }
        } catch (error) {
            if (!(error instanceof OSError) || error.code !== "EMFILE") throw error;
            skip(this, "the limit of descriptors is too low");
        }
        assert.ok(keys[count - 1].fd > 1024);
        const ready = s.select().map(([key]) => key);
        assert.deepEqual(new Set(ready), new Set(keys));
    });
}

function suite(name: string, Selector: Class | undefined, add: (make: () => Selector) => void): void {
    describe(`test_selectors.${name}`, () => {
        before(function () {
            if (Selector === undefined) skip(this, "this platform lacks what the selector stands on");
        });

        afterEach(cleanUp);

        const make = () => closing(new (Selector as Class)());
        selectorTests(make);
        add(make);
    });
}

suite("DefaultSelectorTestCase", selectors.DefaultSelector, () => {});
suite("SelectSelectorTestCase", selectors.SelectSelector, () => {});
suite("PollSelectorTestCase", selectors.PollSelector, scalableTests);

suite("EpollSelectorTestCase", selectors.EpollSelector, (make) => {
    scalableTests(make);

    it("test_register_file", () => {
        const s = make();
        const fd = openSync(__filename, "r");
        addCleanup(() => closeSync(fd));
        assert.equal(raised(OSError, () => s.register(fd, EVENT_READ)).code, "EPERM");
        assert.throws(() => s.get_key(fd), KeyError);
    });
});

suite("KqueueSelectorTestCase", selectors.KqueueSelector, (make) => {
    scalableTests(make);

    it("test_register_bad_fd", () => {
        const s = make();
        const fd = openSync(__filename, "r");
        closeSync(fd);
        assert.equal(raised(OSError, () => s.register(fd, EVENT_READ)).code, "EBADF");
        assert.throws(() => s.get_key(fd), KeyError);
    });

    it("test_empty_select_timeout", () => {
        const begun = performance.now();
        assert.deepEqual(make().select(0.1), []);
        assert.ok(performance.now() - begun >= 95);
    });
});
