import { basename, join } from "node:path";

const modules = [
    "socket",
    "select",
    "threading",
    "queue",
    "shared",
    "concurrent/futures",
    "socketserver",
] as const;

/** Name of a kind of objects that can be sent: the public module that defines it, and its name there. */
export type KindName = `${(typeof modules)[number]}:${string}`;

/**
 * Loads the module of a kind: most threads get sockets and locks only, and need no other. It is taken out of the
 * bundle, which is in memory: a thread that has no descriptor left can still get what is sent to it.
 */
export function loadKind(kind: string): void {
    const name = modules.find((name) => kind.startsWith(`${name}:`));
    if (name === undefined) return;
    const load = require(join(__dirname, "pysocket.js")) as (module: string) => unknown;
    load(`${name}/${basename(name)}`);
}
