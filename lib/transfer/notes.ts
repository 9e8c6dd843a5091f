import { native } from "../native/addon";
import { decodeCopy, encodeApart } from "./codec";

/** Notes `value` about a shared object, once, for every thread that it is passed to. */
export function note(object: number, value: unknown): void {
    if (native.object_note(object) !== null) return;
    const { view, length, references } = encodeApart(value);
    native.object_set_note(object, view, length, references);
}

/** Returns the note about a shared object, or null. */
export function readNote(object: number): unknown {
    const bytes = native.object_note(object);
    return bytes === null ? null : decodeCopy(bytes);
}
