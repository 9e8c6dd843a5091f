import { type Source, sourceOf } from "../capture/source";
import { TypeError } from "../python/exceptions";
import { type Description, defineDescribed, type Find } from "../transfer/structured";
import type { BaseServer } from "./base-server";
import { type ServerState, setHandler, setState, stateKey } from "./state";

/** Servers as values for another thread: their fields, and the sources of their classes. */

// biome-ignore lint/suspicious/noExplicitAny: each has parameters of its own
type AnyClass = new (...args: any[]) => object;

/** A class of the library by its name, a mixture of another class, or a class of the program. */
type ClassSource = string | { threading: ClassSource } | Source;

interface Content {
    source: ClassSource;
    handler: ClassSource;
    state: ServerState;
    fields: Record<string, unknown>;
}

const library = new Map<string, AnyClass>();
/** Base of each class that `ThreadingMixIn()` made, by its prototype. */
const mixtures = new Map<object, AnyClass>();
let mix: (base: AnyClass) => AnyClass;

/** Registers a class of the library under its name. */
export function defineLibraryClass(name: string, made: AnyClass): void {
    library.set(name, made);
}

export function defineMixing(how: (base: never) => AnyClass): void {
    mix = how as typeof mix;
}

export function noteMixture(made: AnyClass, base: AnyClass): void {
    mixtures.set(made.prototype, base);
}

function nameOf(prototype: object): string | undefined {
    for (const [name, each] of library) if (each.prototype === prototype) return name;
    return undefined;
}

function nearest(prototype: object): string {
    return nameOf(prototype) ?? nearest(Object.getPrototypeOf(prototype));
}

function describeClass(made: unknown, module: string | null): ClassSource {
    const { prototype } = made as { prototype?: object };
    const name = prototype && nameOf(prototype);
    if (name !== undefined) return name;
    const base = prototype && mixtures.get(prototype);
    return base === undefined ? sourceOf(made, module) : { threading: describeClass(base, module) };
}

function locateClass(source: ClassSource, find: Find): unknown {
    if (typeof source === "string") return library.get(source);
    if (!("threading" in source)) return find(source);
    const base = locateClass(source.threading, find);
    return base instanceof Promise ? base.then(mix) : mix(base as AnyClass);
}

export function describeServer(server: BaseServer): Description {
    const state = server[stateKey];
    const prototype: object = Object.getPrototypeOf(server);
    const content: Content = {
        source: describeClass(prototype.constructor, state.module),
        handler: describeClass(server.RequestHandlerClass, state.module),
        state: { ...state },
        fields: { ...server },
    };
    return { kind: "socketserver:server", key: nearest(prototype), content };
}

defineDescribed("socketserver:server", {
    make: (base) => Object.create((library.get(base as string) as AnyClass).prototype),
    fill(server, content) {
        const { state, fields } = content as Content;
        setState(server as BaseServer, state);
        Object.assign(server, fields);
    },
    finish(server, content, find) {
        const { source, handler } = content as Content;
        const classes = [source, handler].map((each) => locateClass(each, find));
        if (classes.some((each) => each instanceof Promise))
            return Promise.all(classes).then((located) => complete(server, located));
        return complete(server, classes);
    },
});

function complete(server: object, [made, handler]: unknown[]): void {
    if (typeof made !== "function" || typeof handler !== "function")
        throw new TypeError("the classes of the server cannot be found in this thread");
    Object.setPrototypeOf(server, made.prototype);
    setHandler(server, handler);
}
