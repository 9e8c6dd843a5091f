let beforeFirstAct: (() => void) | null = null;

/** Has `action` called once, before the first call with an effect outside of the program. */
export function onFirstAct(action: () => void): void {
    beforeFirstAct = action;
}

/** Called by every function with such an effect. */
export function noteAct(): void {
    beforeFirstAct?.();
    beforeFirstAct = null;
}
