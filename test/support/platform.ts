import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Whether the tests run on Windows, or under Wine. */
export const onWindows = process.platform === "win32";

/** Error code of a call on a closed socket. */
export const CLOSED = onWindows ? "ENOTSOCK" : "EBADF";

/** Whether the tests run under Wine, as with `npm run test:windows`. */
export const underWine = process.env.PYSOCKET_WINE === "1";

/** Reason why tsx cannot compile programs here; null if it can. */
export const NO_TSX = underWine ? "esbuild, with which tsx compiles, does not run under Wine 8" : null;

/**
 * Arguments of Node to run a TypeScript program of test/. If the tests run compiled, the program is compiled
 * too.
 */
export function wordsFor(file: string): string[] {
    const path = join(__dirname, "..", file);
    if (__filename.endsWith(".js")) return [path.replace(/ts$/, "js")];
    return [`--import=${pathToFileURL(require.resolve("tsx"))}`, path];
}
