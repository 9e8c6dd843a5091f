/** Whether the tests run on Windows, or under Wine. */
export const onWindows = process.platform === "win32";

/** The code of what a call on a closed socket raises. */
export const CLOSED = onWindows ? "ENOTSOCK" : "EBADF";
