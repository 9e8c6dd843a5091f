import {
    type EnumerationOf,
    enumerationOfPrefix,
    exactly,
    flagsOf,
    type LookUp,
    Member,
    type WithPrefix,
} from "../python/enum";
import * as constants from "./constants";

export { Member };

/** Type of an enumeration of the constants with a common prefix. */
export type Enumeration<Prefix extends string> = EnumerationOf<WithPrefix<typeof constants, Prefix>>;

// Python takes no name with small letters: AF_DECnet is no member.
const isUpper = (name: string) => name === name.toUpperCase();

function enumeration<Prefix extends string>(
    kind: string,
    prefix: Prefix,
    memberOf: LookUp,
): Enumeration<Prefix> {
    return enumerationOfPrefix(kind, constants, prefix, memberOf, isUpper);
}

/** Enumeration of the `AF_*` constants. Python: `socket.AddressFamily`. */
export const AddressFamily = enumeration("AddressFamily", "AF_", exactly);
export type AddressFamily = number;

/** Enumeration of the `SOCK_*` constants. Python: `socket.SocketKind`. */
export const SocketKind = enumeration("SocketKind", "SOCK_", exactly);
export type SocketKind = number;

/** Enumeration of the `MSG_*` constants, which can be combined. Python: `socket.MsgFlag`. */
export const MsgFlag = enumeration("MsgFlag", "MSG_", flagsOf);
export type MsgFlag = number;

/** Enumeration of the `AI_*` constants, which can be combined. Python: `socket.AddressInfo`. */
export const AddressInfo = enumeration("AddressInfo", "AI_", flagsOf);
export type AddressInfo = number;
