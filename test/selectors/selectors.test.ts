import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import * as selectors from "pysocket/selectors";
import { skip } from "../support/skip";

// What CPython has no counterpart of; test/differential.test.ts compares the rest with it.

describe("selectors", () => {
    it("has the best selector of the platform for the default one", () => {
        const best =
            process.platform === "linux"
                ? selectors.EpollSelector
                : (selectors.KqueueSelector ?? selectors.SelectSelector);
        assert.equal(selectors.DefaultSelector, best);
        using selector = selectors.DefaultSelector();
        assert.ok(selector instanceof selectors.BaseSelector);
    });

    it("gives keys that can be taken apart", () => {
        const [one, other] = socket.socketpair();
        using selector = selectors.DefaultSelector();
        const [fileobj, fd, events, data] = selector.register(one, selectors.EVENT_WRITE, { name: "one" });
        assert.equal(fileobj, one);
        assert.equal(fd, one.fileno());
        assert.equal(events, selectors.EVENT_WRITE);
        assert.deepEqual(data, { name: "one" });
        assert.equal(selector.modify(one, events, { data: "other" }).data, "other");
        assert.deepEqual(selector.modify(one, events, {}).data, {});
        for (const [key, mask] of selector.select()) {
            assert.equal(key.fileobj, one);
            assert.equal(mask, selectors.EVENT_WRITE);
        }
        const map = selector.get_map();
        assert.deepEqual([...(map ?? [])], [fd]);
        assert.deepEqual([...(map?.items() ?? [])], [[fd, selector.get_key(one)]]);
        one.close();
        other.close();
    });

    it("forgets what the system call refuses", function () {
        if (selectors.EpollSelector === undefined)
            skip(this, "no other selector has a call to register with");
        using selector = new selectors.EpollSelector();
        assert.throws(() => selector.register(9999, selectors.EVENT_READ), OSError);
        assert.equal(selector.get_map()?.size, 0);
    });

    it("lets a subclass add to it", () => {
        class Counting extends selectors.SelectSelector {
            count = 0;

            override select(timeout?: number | null): [selectors.SelectorKey, number][] {
                this.count++;
                return super.select(timeout);
            }
        }
        using selector = new Counting();
        // Windows refuses to wait for nothing.
        using one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
        one.bind(["127.0.0.1", 0]);
        selector.register(one, selectors.EVENT_READ);
        assert.deepEqual(selector.select(0), []);
        assert.equal(selector.count, 1);
        assert.throws(
            () => new (class Half extends (selectors.BaseSelector as unknown as new () => object) {})(),
            {
                message:
                    /^Can't instantiate abstract class Half without an implementation for abstract methods/,
            },
        );
    });
});
