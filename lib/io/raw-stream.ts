import { RuntimeError, ValueError } from "../python/exceptions";
import { invoke } from "./streams";

/** Reference from a buffered stream (the owner) to its raw stream. */
export class Below {
    #raw: unknown;
    #busy = false;

    constructor(raw: unknown) {
        this.#raw = raw;
    }

    /** Raw stream; null after `detach()`. */
    get raw(): unknown {
        return this.#raw;
    }

    /** Returns the raw stream. Raises `ValueError` after `detach()`. */
    get(): unknown {
        if (this.#raw === null) throw new ValueError("raw stream has been detached");
        return this.#raw;
    }

    /** Sets the raw stream of a copy. */
    set(raw: unknown): void {
        this.#raw = raw;
    }

    giveAway(): unknown {
        const raw = this.get();
        this.#raw = null;
        return raw;
    }

    /**
     * Calls a method of the raw stream. Neither that method nor a signal handler may use the owner meanwhile.
     */
    call(owner: object, method: string, ...args: unknown[]): unknown {
        this.check(owner);
        this.#busy = true;
        try {
            return invoke(this.#raw, method, ...args);
        } finally {
            this.#busy = false;
        }
    }

    /** Raises an exception if the owner must not be used now. */
    check(owner: object): void {
        if (this.#raw === null) this.get();
        if (this.#busy) throw new RuntimeError(`reentrant call inside ${owner}`);
    }
}
