import { native } from "../native/addon";
import { decodeCopy, encodeNote } from "./codec";

/** Objects whose notes are being written, which may lead to them again. */
const inProgress = new Set<number>();

/** Notes `value` about a shared object, once, for every thread that it is passed to. */
export function note(object: number, value: unknown): void {
    if (inProgress.has(object) || native.object_note(object) !== null) return;
    inProgress.add(object);
    try {
        const { view, length, references } = encodeNote(value, object);
        native.object_set_note(object, view, length, references);
    } finally {
        inProgress.delete(object);
    }
}

/** Returns the note about a shared object, or null. */
export function readNote(object: number): unknown {
    const bytes = native.object_note(object);
    return bytes === null ? null : decodeCopy(bytes);
}
