import { expectTypeOf } from "expect-type";
import * as futures from "pysocket/concurrent/futures";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";

// The types of `threading`, `queue`, `concurrent.futures` and `shared`. Nothing of it is run: `npm run lint` compiles it.

export function startsThreads(): void {
    const thread = threading.Thread({ target: (a: number) => a, args: [1], daemon: true });
    expectTypeOf(thread).toEqualTypeOf<threading.Thread>();
    expectTypeOf(thread.ident).toEqualTypeOf<number | null>();
    expectTypeOf(thread.join)
        .parameter(0)
        .toExtend<number | null | undefined | { timeout?: number | null }>();
    expectTypeOf(threading.enumerate()).toEqualTypeOf<threading.Thread[]>();
    // @ts-expect-error: a keyword that there is not
    threading.Thread({ targets: () => {} });
    class Client extends threading.Thread {
        seen = 0;
        override run(): void {
            this.seen += 1;
        }
    }
    expectTypeOf(new Client().seen).toEqualTypeOf<number>();
    threading.Timer(0.1, () => {}).start();
}

export function locks(): void {
    const lock = threading.Lock();
    expectTypeOf(lock).toEqualTypeOf<threading.Lock>();
    expectTypeOf(lock.acquire({ timeout: 1 })).toEqualTypeOf<boolean>();
    expectTypeOf(lock.acquire(true, 1)).toEqualTypeOf<boolean>();
    expectTypeOf(lock.hold()).toEqualTypeOf<Disposable>();
    const condition = threading.Condition(threading.RLock());
    expectTypeOf(condition.wait(1)).toEqualTypeOf<boolean>();
    expectTypeOf(condition.wait_for(() => "found")).toExtend<unknown>();
    expectTypeOf(threading.Event().wait(0)).toEqualTypeOf<boolean>();
    expectTypeOf(threading.Barrier(2).wait()).toEqualTypeOf<number>();
    // @ts-expect-error: a barrier has a number of parties
    threading.Barrier();
}

/** A queue has the type of what is put into it, or takes any. */
export function queues(): void {
    const numbers = queue.Queue<number>(3);
    expectTypeOf(numbers).toEqualTypeOf<queue.Queue<number>>();
    expectTypeOf(numbers.get()).toEqualTypeOf<number>();
    expectTypeOf(numbers.get({ timeout: 1 })).toEqualTypeOf<number>();
    expectTypeOf(numbers.get_nowait()).toEqualTypeOf<number>();
    numbers.put(1, true, 0.5);
    numbers.put(1, { block: false });
    // @ts-expect-error: not a number
    numbers.put("text");
    expectTypeOf(queue.Queue().get()).toBeAny();
    expectTypeOf(new queue.SimpleQueue<Buffer>().get()).toEqualTypeOf<Buffer>();
    expectTypeOf<queue.LifoQueue<string>>().toExtend<queue.Queue<string>>();
    expectTypeOf(queue.PriorityQueue<[number, string]>({ maxsize: 1 }).get()).toEqualTypeOf<
        [number, string]
    >();
}

export function runsInAPool(): void {
    using pool = futures.ThreadPoolExecutor({ max_workers: 2 });
    expectTypeOf(pool.submit((a: number, b: number) => a < b, 1, 2)).toEqualTypeOf<futures.Future<boolean>>();
    expectTypeOf(pool.submit(async () => "later").result(1)).toEqualTypeOf<string>();
    for (const each of pool.map((a: number) => `${a}`, [1, 2])) expectTypeOf(each).toEqualTypeOf<string>();
    const { done, not_done } = futures.wait([futures.Future<number>()]);
    expectTypeOf(done).toExtend<Iterable<futures.Future<unknown>>>();
    expectTypeOf(not_done).toExtend<Iterable<futures.Future<unknown>>>();
}

export function shares(): void {
    const counts = shared.dict<string, number>("counts");
    expectTypeOf(counts.get("a")).toEqualTypeOf<number | null>();
    expectTypeOf(counts.get("a", 0)).toEqualTypeOf<number>();
    expectTypeOf(counts.items()).toEqualTypeOf<[key: string, value: number][]>();
    // @ts-expect-error: not a number
    counts.set("a", "text");
    expectTypeOf(shared.list("names", ["a"]).pop()).toEqualTypeOf<string>();
    expectTypeOf(shared.Lock("lock")).toEqualTypeOf<threading.Lock>();
    expectTypeOf(shared.Queue<number>("queue").get()).toEqualTypeOf<number>();
}
