import { native } from "../native/addon";
import { RuntimeError, TypeError } from "../python/exceptions";
import { errnoOf, raise } from "../python/raise";
import { typeName } from "../python/type-name";
import type { KindName } from "../transfer/registry";
import { id, SharedObject } from "../transfer/shared-object";
import { revive, type SharedValue, share } from "../transfer/structured";

/** What the native side says where there is nothing. */
export const NO_INDEX = -errnoOf("ERANGE");
export const NOTHING = -errnoOf("ENOENT");

/** What all containers have: a state on the native side, and operations that nothing comes between. */
export abstract class Container extends SharedObject {
    /**
     * `using _ = container.hold()`: until the end of the block, every operation of another thread waits. For what
     * takes more than one operation.
     */
    hold(): Disposable {
        succeed(native.container_hold(this[id]));
        return { [Symbol.dispose]: () => letGo(this) };
    }

    protected abstract get kind(): KindName;

    override [share](): SharedValue {
        return { kind: this.kind, numbers: [this[id]] };
    }
}

function letGo(container: Container): void {
    if (native.container_let_go(container[id]) < 0) throw new RuntimeError("cannot release un-acquired lock");
}

export function whileHeld<Result>(container: Container, action: () => Result): Result {
    succeed(native.container_hold(container[id]));
    try {
        return action();
    } finally {
        letGo(container);
    }
}

/** A native function's number, or what a negative one stands for. */
export function succeed(outcome: number): number {
    if (outcome < 0) raise(outcome);
    return outcome;
}

/** The same where the number may be a value's. */
export function succeedWith<Result>(outcome: Result): Exclude<Result, number> {
    if (typeof outcome === "number") raise(outcome);
    return outcome as Exclude<Result, number>;
}

/** The object of this kind and name: the first that was asked for makes it. Without a name, a new one. */
export function named<Class extends SharedObject>(name: unknown, make: () => Class): Class {
    if (name === undefined || name === null) return make();
    if (typeof name !== "string") throw new TypeError(`name must be str or None, not ${typeName(name)}`);
    const made = make();
    const { kind } = made[share]();
    const number = native.object_named(`${kind} ${name}`, made[id]);
    return revive({ kind, numbers: [number] }) as Class;
}

/** For methods whose one argument is a value: an object is no keyword arguments there. */
export function takeValue(name: string, args: readonly unknown[]): unknown {
    if (args.length !== 1) throw new TypeError(`${name}() takes exactly one argument (${args.length} given)`);
    return args[0];
}

/** For methods with a value among their arguments. */
export function takeValues(
    name: string,
    args: readonly unknown[],
    least: number,
    most: number,
): readonly unknown[] {
    const { length } = args;
    if (length >= least && length <= most) return args;
    const bound = least === most ? "" : length < least ? "at least " : "at most ";
    const limit = length < least ? least : most;
    throw new TypeError(`${name} expected ${bound}${limit} argument${limit === 1 ? "" : "s"}, got ${length}`);
}
