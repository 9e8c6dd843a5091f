/**
 * A thread runs the top level of the module it needs once more, as Python's `spawn` does. A module
 * without a main guard would then open its sockets and start its threads a second time: the first
 * call that would act ends that import instead, and what was declared above it is there to be used.
 */
export class ImportEnded extends Error {
    constructor() {
        super("The import of this module by a thread ends here; see the main guard in docs/porting.md");
        this.name = "ImportEnded";
    }
}

let importing = false;
let beforeFirstAct: (() => void) | null = null;

/** Has `action` called once, before the first call that acts. */
export function onFirstAct(action: () => void): void {
    beforeFirstAct = action;
}

/** Ends a thread's import; everywhere else it does nothing. Called by whatever would act. */
export function importGuard(): void {
    if (importing) throw new ImportEnded();
    beforeFirstAct?.();
    beforeFirstAct = null;
}

export function isImporting(): boolean {
    return importing;
}

export function setImporting(value: boolean): void {
    importing = value;
}
