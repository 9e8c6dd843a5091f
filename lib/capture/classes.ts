import { threadId } from "node:worker_threads";

/** Classes by numbers that their first owner gives them: an instance that comes home is one of the original's. */

const numbers = new WeakMap<object, string>();
// Weakly: a program may make classes without end. While a thread's job lasts they may stay.
const classes = new Map<string, WeakRef<object>>();
let count = 0;

const gone = new FinalizationRegistry<string>((number) => {
    if (classes.get(number)?.deref() === undefined) classes.delete(number);
});

export function numberOfClass(made: object): string {
    let number = numbers.get(made);
    if (number === undefined) {
        number = `${threadId}.${++count}`;
        numbers.set(made, number);
        register(made, number);
    }
    return number;
}

/** Makes a class known that has come from another thread; `isFound` lets its number find it. */
export function noteClass(made: object, number: string, isFound: boolean): void {
    numbers.set(made, number);
    if (isFound) register(made, number);
}

function register(made: object, number: string): void {
    classes.set(number, new WeakRef(made));
    gone.register(made, number);
}

/** The class of this thread that has the number. */
export function classWithNumber(number: string): object | undefined {
    return classes.get(number)?.deref();
}
