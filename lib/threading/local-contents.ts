/** What the `threading.local` objects of this engine hold for the thread that it runs, by their numbers. */

export interface Contents {
    /** The thread that they belong to. */
    thread: number;
    values: object | null;
    /** How many objects of this engine stand for it. */
    objects: number;
}

export const contents = new Map<number, Contents>();

/** An object that stood for it was collected. */
export function forgetLocal(id: number): void {
    const entry = contents.get(id);
    if (entry !== undefined && --entry.objects === 0) contents.delete(id);
}

/** The thread has ended. */
export function clearLocals(): void {
    for (const entry of contents.values()) entry.values = null;
}
