import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

/** Whether this is the suite that travels in the package, without the other tests. */
export const inPackage = !existsSync(join(root, "tsconfig.json"));
