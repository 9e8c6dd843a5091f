import { native } from "./addon";

/** Whether the sockets are Winsock's. */
export const isWinsock = native.ioctl !== undefined;
