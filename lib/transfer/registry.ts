import { join } from "node:path";
import { lazily } from "../runtime/lazy";

const modules = [
    "socket",
    "select",
    "threading",
    "queue",
    "shared",
    "concurrent/futures",
    "socketserver",
] as const;

/** What an object that crosses is called: the public module that defines it, and its name there. */
export type KindName = `${(typeof modules)[number]}:${string}`;

/**
 * Loads the module of a kind, as a program does, from dist/: most threads get sockets and locks only, and need no
 * other.
 */
export function loadKind(kind: string): void {
    const module = modules.find((name) => kind.startsWith(`${name}:`));
    if (module !== undefined) lazily(() => require(join(__dirname, `${module}.js`)));
}
