import { native } from "../../native/addon";
import { OSError } from "../../python/exceptions";
import { raise } from "../../python/raise";

/** Names of the resolver's errors, for Node's `code`. */
const addressCodes = namesOf(Object.keys(native.constants).filter((name) => name.startsWith("EAI_")));
const hostCodes = new Map([
    [1, "HOST_NOT_FOUND"],
    [2, "TRY_AGAIN"],
    [3, "NO_RECOVERY"],
    [4, "NO_DATA"],
]);

function namesOf(names: string[]): Map<unknown, string> {
    return new Map(names.map((name) => [native.constants[name], name]));
}

export class gaierror extends OSError {
    constructor(...args: unknown[]) {
        super(...args);
        if (args.length >= 2) this.code = addressCodes.get(args[0]);
    }
}

export class herror extends OSError {
    constructor(...args: unknown[]) {
        super(...args);
        if (args.length >= 2) this.code = hostCodes.get(args[0] as number);
    }
}

/** Raises the exception for a failure of `getaddrinfo(3)` or `getnameinfo(3)`. */
export function raiseAddressError(code: number, syscall = "getaddrinfo"): never {
    if (code === native.constants.EAI_SYSTEM) raise(-native.words[0], syscall);
    const error = new gaierror(code, native.gai_strerror(code));
    error.syscall = syscall;
    throw error;
}

/** Raises the exception for a failure of `gethostbyname(3)` or `gethostbyaddr(3)`. */
export function raiseHostError(code: number, syscall: string): never {
    const error = new herror(code, native.hstrerror(code));
    error.syscall = syscall;
    throw error;
}
