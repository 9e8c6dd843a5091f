/** The load hook of lib/capture/modules.ts for ES modules on Node 20, where hooks run on a thread of their own. */

import { type Loaded, withAccessor } from "./accessor.js";

export async function load(
    url: string,
    context: unknown,
    next: (url: string, context: unknown) => Promise<Loaded>,
): Promise<Loaded> {
    return withAccessor(await next(url, context), url);
}
