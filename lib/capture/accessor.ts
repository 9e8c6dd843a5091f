/**
 * Line 1 of a module in a thread: hands in what evaluates an expression in its top-level scope, see thread-module.ts.
 * For CommonJS modules by their paths, for ES modules by their URLs.
 */
export function accessor(module: string): string {
    return `globalThis[Symbol.for("pysocket.scopes")].set(${JSON.stringify(module)}, (__expression) => eval(__expression));`;
}

export interface Loaded {
    format: string | null | undefined;
    source: string | NodeJS.TypedArray | ArrayBuffer | null | undefined;
}

/** What a load hook returns for a module: an ES module of a file gets its accessor, whoever imports it first. */
export function withAccessor(loaded: Loaded, url: string): Loaded {
    const { format, source } = loaded;
    // A loader that leaves the format open, as Node 22's and tsx's may, has a CommonJS module.
    if (source == null || !url.startsWith("file:") || !format?.startsWith("module")) return loaded;
    const text = typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString();
    return { ...loaded, source: accessor(url) + text.replace(/^#!.*/, "") };
}
