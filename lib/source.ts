import { TypeError } from "./exceptions";
import { typeName } from "./type-name";

/** A function or class as another engine can find it: see lib/thread-module.ts. */
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
    return { module, name: callable.name, text };
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
