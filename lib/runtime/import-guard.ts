/**
 * Ends the import of a module by a thread. A thread runs the top level of its module again, like Python's
 * `spawn`. A module without a main guard would then open its sockets and start its threads again. So the
 * first call with an effect ends the import; declarations above it can be used.
 */
export class ImportEnded extends Error {
    constructor() {
        super("The import of this module by a thread ends here; see the main guard in docs/porting.md");
        this.name = "ImportEnded";
    }
}

let importing = false;
let beforeFirstAct: (() => void) | null = null;

/** Registers an action to run once, before the first call with an effect. */
export function onFirstAct(action: () => void): void {
    beforeFirstAct = action;
}

/** Throws `ImportEnded` while a thread imports a module. Called by every function with an effect. */
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
