import Module, { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { native } from "../native/addon";

/** Source maps of modules, so that stack traces of threads show the lines that those of the main thread show. */

const seen = new Set<string>();

/** Makes the source map of a file known to all threads, if this one has it. */
export function sendSourceMap(url: string): void {
    if (seen.has(url) || !url.startsWith("file:")) return;
    seen.add(url);
    const map = findSourceMap(url) ?? findSourceMap(fileURLToPath(url));
    if (map !== undefined) native.set_literal_text(keyOf(url), JSON.stringify(map.payload));
}

/** Has this thread's stack traces use the source map of a file, if some thread has sent it. */
export function useSourceMap(url: string): void {
    if (seen.has(url)) return;
    seen.add(url);
    const payload = native.literal_text(keyOf(url));
    if (payload === null) return;
    process.setSourceMapsEnabled(true);
    const comment = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(payload).toString("base64")}`;
    // Node reads the source map of what it compiles as a module: here one without statements.
    const module = new Module(url) as Module & { _compile(text: string, filename: string): void };
    module._compile(comment, fileURLToPath(url));
}

function keyOf(url: string): string {
    return `source map ${url}`;
}
