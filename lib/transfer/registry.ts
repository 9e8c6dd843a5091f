import { join } from "node:path";

/** The modules that define kinds. */
const modules = {
    socket: "socket/socket",
    makefile: "socket/files/makefile",
    select: "select/select",
    selectors: "selectors/selectors",
    io: "io/io",
    threading: "threading/threading",
    _thread: "threading/_thread",
    queue: "queue/queue",
    shared: "shared/shared",
    "concurrent/futures": "concurrent/futures/futures",
    socketserver: "socketserver/socketserver",
    struct: "struct/struct",
    ssl: "ssl/ssl",
};

/** The name of a kind of object that crosses: the module that defines it, and its name there. */
export type KindName = `${keyof typeof modules}:${string}`;

/**
 * Loads the module of a kind: most threads get sockets and locks only, and need no other. It is taken out of the
 * bundle, which is in memory: a thread that has no descriptor left can still get what is sent to it.
 */
export function loadKind(kind: string): void {
    const module = (modules as Record<string, string>)[kind.split(":")[0]];
    if (module === undefined) return;
    const load = require(join(__dirname, "pysocket.js")) as (module: string) => unknown;
    load(module);
}

/** Returns what a module has defined under a name; the module is loaded if it has not been. */
export function knownIn<Defined>(definitions: Map<string, Defined>, name: string): Defined | undefined {
    if (!definitions.has(name)) loadKind(name);
    return definitions.get(name);
}

const values = new Map<string, object>();
const names = new WeakMap<object, string>();

/** Gives a name to a class or function that no module exports, so that every thread finds it. */
export function nameValue(name: KindName, value: object): void {
    values.set(name, value);
    names.set(value, name);
}

export function nameOf(value: object): string | undefined {
    return names.get(value);
}

/** Returns the value of this thread that has the name. */
export function namedValue(name: string): object | undefined {
    return knownIn(values, name);
}
