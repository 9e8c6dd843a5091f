import { raise } from "../python/raise";
import { madeRoom } from "./garbage";

/**
 * Loads a module at its first use: `lazily(() => require("./x"))`. Raises `OSError` (EMFILE) if no descriptor
 * is available to read it; a later use tries again.
 */
export function lazily<Module>(load: () => Module): Module {
    let loaded = attempt(load);
    // A dropped socket may still hold a descriptor.
    if (typeof loaded === "number" && madeRoom(loaded)) loaded = attempt(load);
    if (typeof loaded === "number") raise(loaded, "open");
    return loaded.module;
}

/** Loads a module. Returns it, or the negative errno of the file that could not be opened. */
function attempt<Module>(load: () => Module): { module: Module } | number {
    try {
        return { module: load() };
    } catch (error) {
        const { errno } = error as NodeJS.ErrnoException;
        if (typeof errno === "number" && errno < 0) return errno;
        throw error;
    }
}
