import { extname } from "node:path";

/** Whether this is the suite that travels in the package, compiled and without the other tests. */
export const inPackage = extname(__filename) === ".js";
