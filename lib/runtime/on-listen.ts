let whenListening: (() => void) | null = null;

/** Has `action` called once, when a socket begins to listen. */
export function onListen(action: () => void): void {
    whenListening = action;
}

export function noteListening(): void {
    whenListening?.();
    whenListening = null;
}
