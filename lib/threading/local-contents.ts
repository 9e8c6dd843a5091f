/**
 * Contents of the `threading.local` objects of this JavaScript engine, for the thread that it runs, by
 * handle.
 */

export interface Contents {
    /** Thread that the contents belong to. */
    thread: number;
    values: object | null;
    /** Number of objects of this engine for the handle. */
    objects: number;
}

export const contents = new Map<number, Contents>();

/** Drops the contents once the last object for them was collected. */
export function forgetLocal(id: number): void {
    const entry = contents.get(id);
    if (entry !== undefined && --entry.objects === 0) contents.delete(id);
}

/** Drops all contents when the thread has ended. */
export function clearLocals(): void {
    for (const entry of contents.values()) entry.values = null;
}
