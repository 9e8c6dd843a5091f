import type { Group, Row } from "../group";

const fixed = { count: 1, rounds: 11 } as const;
const bytes: Row["quantity"] = "bytes";

export const loading: Group = {
    name: "loading",
    title: "Loading",
    method:
        'A new process loads the module: `require("pysocket")`, `import socket`, `require("node:net")`. The time, the ' +
        "resident memory that it adds, and that of the whole process with its interpreter.",
    rows: [
        { name: "time to load", call: ["load", "time"], ...fixed },
        { name: "memory that it adds", call: ["load", "added"], quantity: bytes, ...fixed },
        { name: "memory of the process", call: ["load", "resident"], quantity: bytes, ...fixed },
    ],
};
