import assert from "node:assert/strict";
import { Exception, OSError, TimeoutError, ValueError } from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import * as threading from "pysocket/threading";
import { errorOutputOf, LOOPBACK_TIMEOUT } from "../support";
import { start } from "./calls.cjs";
import { inState } from "./support";

type AnyFuture = futures.Future<number>;
type State = keyof typeof inState;

const states = Object.keys(inState) as State[];

function all<Result>(look: (future: AnyFuture) => Result): Result[] {
    return states.map((state) => look(inState[state]()));
}

describe("test_concurrent_futures.test_future.FutureTests", () => {
    /** What a callback that is added before `act`, or after it, sees of the future. */
    function seen<Result>(
        act: (future: AnyFuture) => void,
        look: (future: AnyFuture) => Result,
        isAddedFirst: boolean,
    ): Result | undefined {
        const future = futures.Future<number>();
        let result: Result | undefined;
        const callback = (done: AnyFuture) => {
            assert.equal(done, future);
            result = look(done);
        };
        if (isAddedFirst) future.add_done_callback(callback);
        act(future);
        if (!isAddedFirst) future.add_done_callback(callback);
        return result;
    }

    const succeed = (future: AnyFuture) => future.set_result(5);
    const fail = (future: AnyFuture) => future.set_exception(new Exception("test"));
    const cancel = (future: AnyFuture) => assert.equal(future.cancel(), true);
    const argsOf = (future: AnyFuture) => (future.exception() as Exception).args;

    it("test_done_callback_with_result", () => {
        assert.equal(
            seen(succeed, (future) => future.result(), true),
            5,
        );
    });

    it("test_done_callback_with_exception", () => {
        assert.deepEqual(seen(fail, argsOf, true), ["test"]);
    });

    it("test_done_callback_with_cancel", () => {
        assert.equal(
            seen(cancel, (future) => future.cancelled(), true),
            true,
        );
    });

    it("test_done_callback_already_successful", () => {
        assert.equal(
            seen(succeed, (future) => future.result(), false),
            5,
        );
    });

    it("test_done_callback_already_failed", () => {
        assert.deepEqual(seen(fail, argsOf, false), ["test"]);
    });

    it("test_done_callback_already_cancelled", () => {
        assert.equal(
            seen(cancel, (future) => future.cancelled(), false),
            true,
        );
    });

    it("test_done_callback_raises", () => {
        const future = futures.Future<number>();
        const called: string[] = [];
        future.add_done_callback(() => {
            called.push("raising");
            throw new Exception("doh!");
        });
        future.add_done_callback(() => called.push("other"));
        const text = errorOutputOf(() => future.set_result(5));
        assert.deepEqual(called, ["raising", "other"]);
        assert.match(text, /Exception: doh!/);
    });

    it("test_done_callback_raises_already_succeeded", () => {
        const future = inState.successful();
        const text = errorOutputOf(() =>
            future.add_done_callback(() => {
                throw new Exception("doh!");
            }),
        );
        assert.match(text, /^exception calling callback for <Future .*doh!/s);
    });

    it("test_repr", () => {
        assert.deepEqual(all(String), [
            "<Future state=pending>",
            "<Future state=running>",
            "<Future state=cancelled>",
            "<Future state=cancelled>",
            "<Future state=finished raised OSError>",
            "<Future state=finished returned int>",
        ]);
    });

    it("test_cancel", () => {
        const results = all((future) => [future.cancel(), String(future)]);
        assert.deepEqual(results, [
            [true, "<Future state=cancelled>"],
            [false, "<Future state=running>"],
            [true, "<Future state=cancelled>"],
            [true, "<Future state=cancelled>"],
            [false, "<Future state=finished raised OSError>"],
            [false, "<Future state=finished returned int>"],
        ]);
    });

    it("test_cancelled", () => {
        assert.deepEqual(
            all((future) => future.cancelled()),
            [false, false, true, true, false, false],
        );
    });

    it("test_done", () => {
        assert.deepEqual(
            all((future) => future.done()),
            [false, false, true, true, true, true],
        );
    });

    it("test_running", () => {
        assert.deepEqual(
            all((future) => future.running()),
            [false, true, false, false, false, false],
        );
    });

    /** What is returned, or the class of what is raised. */
    function outcome(act: () => unknown): unknown {
        try {
            return act();
        } catch (error) {
            return (error as Error).constructor;
        }
    }

    const { CancelledError } = futures;

    it("test_result_with_timeout", () => {
        assert.equal(futures.TimeoutError, TimeoutError);
        assert.deepEqual(
            all((future) => outcome(() => future.result({ timeout: 0 }))),
            [TimeoutError, TimeoutError, CancelledError, CancelledError, OSError, 42],
        );
    });

    it("test_exception_with_timeout", () => {
        const exceptions = all((future) =>
            outcome(() => {
                const exception = future.exception({ timeout: 0 });
                return exception === null ? null : (exception as Error).message;
            }),
        );
        assert.deepEqual(exceptions, [TimeoutError, TimeoutError, CancelledError, CancelledError, "", null]);
    });

    it("test_result_with_success", () => {
        const future = inState.pending();
        const thread = start("setResult", threading.Event(), future, 42);
        assert.equal(future.result({ timeout: LOOPBACK_TIMEOUT }), 42);
        thread.join();
    });

    it("test_result_with_cancel", () => {
        const future = inState.pending();
        const thread = start("cancel", threading.Event(), future);
        assert.throws(() => future.result({ timeout: LOOPBACK_TIMEOUT }), CancelledError);
        thread.join();
    });

    it("test_exception_with_success", () => {
        const future = inState.pending();
        const thread = start("setException", threading.Event(), future);
        assert.ok(future.exception({ timeout: LOOPBACK_TIMEOUT }) instanceof OSError);
        thread.join();
    });

    it("test_multiple_set_result", () => {
        const future = inState.pending();
        future.set_result(1);
        assert.throws(
            () => future.set_result(2),
            new futures.InvalidStateError("FINISHED: <Future state=finished returned int>"),
        );
        assert.equal(future.done(), true);
        assert.equal(future.result(), 1);
    });

    it("test_multiple_set_exception", () => {
        const future = inState.pending();
        const error = new ValueError();
        future.set_exception(error);
        assert.throws(
            () => future.set_exception(new Exception()),
            new futures.InvalidStateError("FINISHED: <Future state=finished raised ValueError>"),
        );
        assert.equal(future.exception(), error);
    });
});
