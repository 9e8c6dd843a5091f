import { native } from "../native/addon";
import { repr } from "../python/repr";
import { decode } from "../transfer/codec";
import { note, readNote } from "../transfer/notes";
import type { KindName } from "../transfer/registry";
import { defineSharedObject, id } from "../transfer/shared-object";
import { guard, reprOf, succeedWith } from "./container";
import { fill, Indexed } from "./indexed";
import { refuseProperties } from "./properties";

/**
 * One value that threads share. Reading and writing are atomic; for `counter.value += 1` use `hold()`.
 * Python: `multiprocessing.Manager().Value`.
 */
export class SharedCell<T> extends Indexed<T> {
    constructor(typecode: unknown, value: unknown) {
        super();
        fill(this, [value]);
        note(this[id], typecode);
    }

    /** The value. Python: `multiprocessing.Value.value`. */
    get value(): T {
        return decode(succeedWith(native.list_items(this[id]))[0]) as T;
    }

    set value(value: T) {
        this.put(0, value);
    }

    /** Returns the value. Python: `Manager().Value.get`. */
    get(): T {
        return this.value;
    }

    /** Sets the value. Python: `Manager().Value.set`. */
    set(value: T): void {
        this.value = value;
    }

    override toString(): string {
        return reprOf(this, "Value(...)", () => `Value(${repr(readNote(this[id]))}, ${repr(this.value)})`);
    }

    protected override plain(convert: (item: unknown) => unknown): unknown {
        return convert(this.value);
    }

    protected override get handler(): ProxyHandler<this> {
        return byName;
    }

    /** Name of the kind, for other threads. */
    protected override get kind(): KindName {
        return "shared:value";
    }

    protected override get noun(): string {
        return "value";
    }
}

const byName = refuseProperties("value", {
    set: () => "value",
    has: () => "value",
    delete: () => "value",
    settable: ["value"],
});

defineSharedObject("shared:value", SharedCell.prototype as SharedCell<unknown>, guard);
