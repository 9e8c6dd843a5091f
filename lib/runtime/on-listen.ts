let whenListening: (() => void) | null = null;

/** Registers an action to run once, when a socket begins to listen. */
export function onListen(action: () => void): void {
    whenListening = action;
}

export function noteListening(): void {
    whenListening?.();
    whenListening = null;
}
