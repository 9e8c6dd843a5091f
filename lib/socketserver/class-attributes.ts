/**
 * What is a class attribute in Python: a static member of the class, which an instance may have of its own. A
 * constructor that reads it finds what a subclass says, which it would not in a field.
 */

/** The value of the class of `object`. */
export function classAttribute<Value>(object: object, name: string): Value {
    return (object.constructor as unknown as Record<string, Value>)[name];
}

/** Gives `object` a value of its own. */
export function setAttribute(object: object, name: string, value: unknown): void {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
