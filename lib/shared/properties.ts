import { TypeError } from "../python/exceptions";
import { repr } from "../python/repr";

/** Methods to use instead of a property, as an error text names them. */
export interface Uses {
    set(key: string): string;
    has(key: string): string;
    delete(key: string): string;
    /** Members that the program may set. */
    settable?: readonly string[];
}

/** Returns the error for a property that a shared container lacks. */
export function noProperty(what: string, use: string): Error {
    return new TypeError(`what threads share is no property of the ${what}: use ${use}`);
}

/**
 * Creates the handler of a container whose items are not properties. Properties of the object itself would
 * not be seen by other threads. Symbols are left to the program.
 */
export function refuseProperties(what: string, uses: Uses): ProxyHandler<object> {
    return {
        get: (target, key) => Reflect.get(target, key, target),
        set(target, key, value) {
            if (typeof key === "string" && !uses.settable?.includes(key))
                throw noProperty(what, uses.set(repr(key)));
            return Reflect.set(target, key, value, target);
        },
        has(target, key) {
            if (typeof key === "symbol" || Reflect.has(target, key)) return Reflect.has(target, key);
            throw noProperty(what, uses.has(repr(key)));
        },
        deleteProperty(target, key) {
            if (typeof key === "symbol") return Reflect.deleteProperty(target, key);
            throw noProperty(what, uses.delete(repr(key)));
        },
        defineProperty(target, key, descriptor) {
            if (typeof key === "symbol") return Reflect.defineProperty(target, key, descriptor);
            throw noProperty(what, uses.set(repr(key)));
        },
    };
}
