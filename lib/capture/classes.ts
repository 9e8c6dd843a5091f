import { threadId } from "node:worker_threads";

/**
 * Classes, functions, symbols and empty objects by numbers that their first owner gives them: what comes home, or comes
 * again, is what is there.
 */

// A symbol is an object here: it can be held weakly like one.
const numbers = new WeakMap<object, string>();
// Weakly: a program may make classes without end. While a thread's job lasts they may stay.
const owned = new Map<string, WeakRef<object>>();
let count = 0;

const gone = new FinalizationRegistry<string>((number) => {
    if (owned.get(number)?.deref() === undefined) owned.delete(number);
});

export function giveNumber(made: object): string {
    let number = numbers.get(made);
    if (number === undefined) {
        number = `${threadId}.${++count}`;
        numbers.set(made, number);
        register(made, number);
    }
    return number;
}

/** Returns the number that something has been given. */
export function numberOf(made: object): string | undefined {
    return numbers.get(made);
}

/** Notes the number of something that has come from another thread; `isFound` lets the number find it. */
export function noteNumber(made: object, number: string, isFound: boolean): void {
    numbers.set(made, number);
    if (isFound) register(made, number);
}

function register(made: object, number: string): void {
    owned.set(number, new WeakRef(made));
    gone.register(made, number);
}

/** Returns what this thread has by the number. */
export function withNumber(number: string): object | undefined {
    return owned.get(number)?.deref();
}
