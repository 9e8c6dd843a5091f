import { sep } from "node:path";
import { TypeError } from "../python/exceptions";
import { typeName } from "../python/type-name";

/** A function or class as another engine can find it: see lib/capture/modules.ts. */
export interface Source {
    module: string | null;
    name: string;
    text: string;
}

export function sourceOf(callable: unknown, module: string | null): Source {
    if (typeof callable !== "function") throw new TypeError(`'${typeName(callable)}' object is not callable`);
    const text = Function.prototype.toString.call(callable);
    if (text.endsWith("{ [native code] }"))
        throw new TypeError(
            `a thread cannot run ${callable.name}: it is bound or built in, and has no source`,
        );
    if (isMethodOfLibrary(callable, text))
        throw new TypeError(
            `a thread cannot run ${callable.name} without its object: pass a function that calls it, and the object in args`,
        );
    return { module, name: callable.name, text };
}

const library = __dirname + sep;

/** A method of the package, such as `server.serve_forever`: JavaScript does not tell of which object. */
function isMethodOfLibrary(callable: object, text: string): boolean {
    if (Object.hasOwn(callable, "prototype") || !/^(?:async\s+)?\w+\(/.test(text)) return false;
    const name = (callable as { name: string }).name;
    return Object.values(require.cache).some((module) => {
        // What was imported from JSON has no file name.
        if (!module?.filename?.startsWith(library)) return false;
        const classes = Object.values(module.exports).filter((each) => typeof each === "function");
        return classes.some(
            ({ prototype }) =>
                prototype !== undefined &&
                Object.getOwnPropertyDescriptor(prototype, name)?.value === callable,
        );
    });
}

type Locate = (source: Source) => unknown;

// Outside the pool no module has an accessor: what came from another thread works from its source alone.
let locate: Locate = ({ text }) => new Function(`return (${text})`)();

let locateSoon: Locate = (source) => locate(source);

/** Says how this thread finds what a `Source` describes: at once, or after the import of its module. */
export function setLocate(now: Locate, soon: Locate): void {
    locate = now;
    locateSoon = soon;
}

/** The function or class that a `Source` describes. */
// biome-ignore lint/suspicious/noExplicitAny: whatever it is, it can be called
export function functionOf(source: Source): any {
    return locate(source);
}

/** The same, or a promise of it: its module may have to be imported. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function functionSoonOf(source: Source): any {
    return locateSoon(source);
}
