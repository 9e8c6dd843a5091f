import { TypeError } from "./exceptions";
import { typeName } from "./type-name";

// biome-ignore lint/suspicious/noExplicitAny: any class may be made callable
type AnyClass = new (...args: any[]) => any;

/** A class that may be called without `new`, with the arguments of any of its constructor's overloads. */
export type Callable<Class extends AnyClass> = Class & Calls<Class>;

type Calls<Class> = Class extends {
    new (...args: infer First): infer Instance;
    new (...args: infer Second): unknown;
    new (...args: infer Third): unknown;
}
    ? ((...args: First) => Instance) & ((...args: Second) => Instance) & ((...args: Third) => Instance)
    : never;

const wrappers = new WeakMap<object, object>();

/**
 * Makes a class callable as Python's classes are: `socket()` creates an instance as `new socket()` does. In
 * every other way the result is the class itself: same prototype, name, statics and ancestors, and it can be
 * extended. `classFor` chooses the subclass if it depends on the arguments.
 */
export function callable<Class extends AnyClass>(
    original: Class,
    classFor: (args: readonly unknown[]) => Class = () => original,
): Callable<Class> {
    const wrapper = function (...args: ConstructorParameters<Class>): InstanceType<Class> {
        // Instances created for the wrapper instead of the class would not share a hidden class.
        if (new.target !== undefined && new.target !== wrapper)
            return Reflect.construct(original, args, new.target);
        const made = new (classFor(args))(...args);
        if (made instanceof Error) Error.captureStackTrace(made, wrapper);
        return made;
    } as unknown as Callable<Class>;

    for (const key of Reflect.ownKeys(original))
        Object.defineProperty(
            wrapper,
            key,
            Object.getOwnPropertyDescriptor(original, key) as PropertyDescriptor,
        );
    const parent = Object.getPrototypeOf(original);
    Object.setPrototypeOf(wrapper, wrappers.get(parent) ?? parent);
    Object.defineProperty(original.prototype, "constructor", { value: wrapper });
    wrappers.set(original, wrapper);
    return wrapper;
}

/** Calls a callable of the program without arguments. A class creates an instance, as in Python. */
export function callWithNothing(value: unknown): unknown {
    const called = requireCallable(value) as () => unknown;
    const isClass = /^class\b/.test(Function.prototype.toString.call(called));
    return isClass ? Reflect.construct(called, []) : called();
}

/** Raises `TypeError` for what nobody can call. */
export function requireCallable<Value>(value: Value): Value & ((...args: unknown[]) => unknown) {
    if (typeof value !== "function") throw new TypeError(`'${typeName(value)}' object is not callable`);
    return value as Value & ((...args: unknown[]) => unknown);
}
