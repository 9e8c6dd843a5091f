/** A value that cannot cross. Every use of its stand-in in a thread throws. */

export interface Poison {
    /** The variable or field that holds it, such as `server.sock`. */
    path: string;
    /** Its kind, such as "a Promise". */
    what: string;
    /** The function that the thread runs. */
    target: string;
}

const poisons = new WeakMap<object, Poison>();

const TRAPS = [
    ..."get set has apply construct ownKeys getOwnPropertyDescriptor defineProperty deleteProperty".split(
        " ",
    ),
    ..."getPrototypeOf setPrototypeOf isExtensible preventExtensions".split(" "),
];

/** Returns an object of which every use throws what `fail` makes. */
export function makePoison(poison: Poison, makeError: (text: string) => Error): object {
    const { path, what, target } = poison;
    const fail = () => {
        const where = target === "" ? "in this thread" : `in the thread of ${target}()`;
        throw makeError(`cannot use '${path}' ${where}: ${what}`);
    };
    // An arrow function could not be used as a class, whose error would be another one.
    function standIn() {}
    const made = new Proxy(standIn, Object.fromEntries(TRAPS.map((trap) => [trap, fail])));
    poisons.set(made, poison);
    return made;
}

/** The description of an object that `makePoison()` has made. */
export function poisonOf(value: object): Poison | undefined {
    return poisons.get(value);
}
