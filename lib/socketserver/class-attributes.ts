/**
 * Python's class attributes as static members of the class, which an object can override. A constructor that
 * reads one finds the value of a subclass, which is not so for a field.
 */

/** Returns the attribute of the class of `object`. */
export function classAttribute<Value>(object: object, name: string): Value {
    return (object.constructor as unknown as Record<string, Value>)[name];
}

/** Sets the attribute for `object` alone. */
export function setAttribute(object: object, name: string, value: unknown): void {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
