import { type EnumerationOf, enumerationOf, exactly, flagsOf, type LookUp, Member } from "../python/enum";
import * as constants from "./constants";

export { Member };

type NamesOf<Prefix extends string> = Extract<keyof typeof constants, `${Prefix}${string}`>;
type Members<Prefix extends string> = {
    readonly [Name in NamesOf<Prefix>]: (typeof constants)[Name];
};

/** Type of an enumeration of the constants with a common prefix. */
export type Enumeration<Prefix extends string> = EnumerationOf<Members<Prefix>>;

function enumeration<Prefix extends string>(
    kind: string,
    prefix: Prefix,
    memberOf: LookUp,
): Enumeration<Prefix> {
    const names = Object.entries(constants).filter(
        ([name]) => name.startsWith(prefix) && name === name.toUpperCase(),
    );
    return enumerationOf(kind, Object.fromEntries(names) as Members<Prefix>, memberOf);
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
