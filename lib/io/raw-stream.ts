import { RuntimeError, ValueError } from "../python/exceptions";
import { invoke } from "./streams";

/** The raw stream below a buffered one, the `owner`. */
export class Below {
    #raw: unknown;
    #busy = false;

    constructor(raw: unknown) {
        this.#raw = raw;
    }

    /** The raw stream; null once it was given away. */
    get raw(): unknown {
        return this.#raw;
    }

    /** The raw stream; raises `ValueError` if it was given away. */
    get(): unknown {
        if (this.#raw === null) throw new ValueError("raw stream has been detached");
        return this.#raw;
    }

    giveAway(): unknown {
        const raw = this.get();
        this.#raw = null;
        return raw;
    }

    /** Calls the raw stream. What it calls, or the listener of a signal, must not use the owner. */
    call(owner: object, method: string, ...args: unknown[]): unknown {
        this.check(owner);
        this.#busy = true;
        try {
            return invoke(this.#raw, method, ...args);
        } finally {
            this.#busy = false;
        }
    }

    /** Raises an exception if the owner must not be used. */
    check(owner: object): void {
        if (this.#raw === null) this.get();
        if (this.#busy) throw new RuntimeError(`reentrant call inside ${owner}`);
    }
}
