import { capture, type Surroundings } from "../capture/capture";
import type { Graph } from "../capture/graph";
import { definePublicModules } from "../capture/references";
import { type Makers, restore } from "../capture/restore";
import { publicModules } from "./public-modules";
import { type KindName, namedValue, nameOf } from "./registry";
import { describe, isDescribed, isShared, makingOf, share } from "./structured";

// Tells lib/capture how the package's own objects cross.

definePublicModules(publicModules);

const mixtures = new WeakMap<object, { path: readonly string[]; args: unknown[] }>();

/** Notes that a function of the package, known by its name, has made a class of these arguments. */
export function noteMade(made: object, maker: KindName, args: unknown[]): void {
    mixtures.set(made, { path: [maker], args });
}

const surroundings: Surroundings = {
    isShared(value) {
        if (!isShared(value)) return false;
        // Throws for one that belongs to its thread, such as an SSLObject.
        value[share]();
        return true;
    },
    describe: (value) => (isDescribed(value) ? value[describe]() : null),
    nameOf,
    makingOf: (value) => mixtures.get(value),
};

const makers: Makers = {
    make: (kind, content, prototype) => makingOf(kind).make(content, prototype),
    complete: (kind, object, rest) => makingOf(kind).complete?.(object, rest),
    named: namedValue,
};

/** Writes down a value and what it reaches, for a thread that will run `target`. */
export function captureValue(value: unknown, target: string): Graph {
    return capture(value, surroundings, target);
}

/** Builds what `captureValue()` has written. */
export function restoreValue(graph: Graph): unknown {
    return restore(graph, makers);
}
