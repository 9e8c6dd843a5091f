import { sep } from "node:path";
import { runInNewContext } from "node:vm";

const library = __dirname + sep;

/**
 * The module that called into the package, or, during the construction of a subclass, the one that
 * has the subclass's constructor: a path for a CommonJS module, a `file:` URL for an ES module.
 * Null for code that is in no file.
 */
export function callingModule(): string | null {
    let caller: string | null = null;
    for (const site of callSites()) {
        const file = site.getFileName();
        if (file == null || file.startsWith("node:") || file.startsWith(library)) continue;
        caller = file;
        // The constructor of the most derived class is the last of the constructors on the stack.
        if (!site.isConstructor()) break;
        if (!isFile(file)) break;
    }
    return caller !== null && isFile(caller) ? caller : null;
}

function isFile(name: string): boolean {
    return name.startsWith("file:") || name.startsWith("/") || /^[a-z]:[\\/]/i.test(name);
}

/** Under `--frozen-intrinsics` nothing of `Error` can be set; that of another realm sees the same stack. */
const Sites: ErrorConstructor = Object.isFrozen(Error) ? runInNewContext("Error") : Error;

function callSites(): NodeJS.CallSite[] {
    const { prepareStackTrace, stackTraceLimit } = Sites;
    try {
        Sites.stackTraceLimit = 32;
        Sites.prepareStackTrace = (_error, sites) => sites;
        return new Sites().stack as unknown as NodeJS.CallSite[];
    } finally {
        Sites.prepareStackTrace = prepareStackTrace;
        Sites.stackTraceLimit = stackTraceLimit;
    }
}
