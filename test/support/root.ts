import { dirname } from "node:path";

/** The folder of the package. Found by the package's name: compiled tests are deeper in it than their sources. */
export const root = dirname(require.resolve("pysocket/package.json"));
