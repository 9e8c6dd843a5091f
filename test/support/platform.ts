import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Whether the tests run on Windows, or under Wine. */
export const onWindows = process.platform === "win32";

/** The code of what a call on a closed socket raises. */
export const CLOSED = onWindows ? "ENOTSOCK" : "EBADF";

/** Whether they run under Wine, as `npm run test:windows` has them. */
export const underWine = process.env.PYSOCKET_WINE === "1";

/** Why nothing can be run there that tsx has to compile; null if it can. */
export const NO_TSX = underWine ? "esbuild, with which tsx compiles, does not run under Wine 8" : null;

/** What Node is given to run a program in TypeScript of test/. Where the tests run compiled, it is compiled as well. */
export function wordsFor(file: string): string[] {
    const path = join(__dirname, "..", file);
    if (__filename.endsWith(".js")) return [path.replace(/ts$/, "js")];
    return [`--import=${pathToFileURL(require.resolve("tsx"))}`, path];
}
