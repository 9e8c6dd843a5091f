import { native } from "./addon";

/** Whether sockets are Winsock's. */
export const isWinsock = native.ioctl !== undefined;
