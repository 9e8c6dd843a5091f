import { native } from "../native/addon";
import { repr } from "../python/repr";
import { decode } from "../transfer/codec";
import type { KindName } from "../transfer/registry";
import { defineSharedObject, id } from "../transfer/shared-object";
import { note, readNote } from "../transfer/structured";
import { guard, reprOf, succeedWith } from "./container";
import { fill, Indexed } from "./indexed";
import { refuseProperties } from "./properties";

/**
 * One value that threads share. To read and to write it is atomic; for `counter.value += 1` it has to be held.
 * Python: `multiprocessing.Manager().Value`.
 */
export class SharedCell<T> extends Indexed<T> {
    constructor(typecode: unknown, value: unknown) {
        super();
        fill(this, [value]);
        note(this[id], typecode);
    }

    get value(): T {
        return decode(succeedWith(native.list_items(this[id]))[0]) as T;
    }

    set value(value: T) {
        this.put(0, value);
    }

    /** The same as `value`. */
    get(): T {
        return this.value;
    }

    /** Sets `value`. */
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
