/** The load hook of lib/thread-module.ts for ES modules on Node 20, where hooks run on a thread of their own. */

interface Injection {
    url: string;
    head: string;
}

interface LoadResult {
    format: string;
    source: string | Uint8Array | null | undefined;
}

let injection: Injection;

export function initialize(data: Injection): void {
    injection = data;
}

export async function load(
    url: string,
    context: unknown,
    next: (url: string, context: unknown) => Promise<LoadResult>,
): Promise<LoadResult> {
    const result = await next(url, context);
    if (url !== injection.url || result.source == null || result.format === "commonjs") return result;
    const source = typeof result.source === "string" ? result.source : Buffer.from(result.source).toString();
    return { ...result, source: injection.head + source.replace(/^#!.*/, "") };
}
