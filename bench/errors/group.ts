import type { Group } from "../group";

export const errors: Group = {
    name: "errors",
    title: "Errors that are ordinary",
    method:
        "`recv` on a non-blocking socket without data, with the exception caught (C: -1 and EAGAIN); and `recv` on a " +
        "socket with a timeout of a millisecond.",
    rows: [
        { name: "would block", call: ["would_block"], aims: { python: 2 } },
        { name: "timeout of 1 ms", call: ["timeout"] },
    ],
};
