// Common part of the peers in JavaScript: see peer.h. An operation takes its arguments, all
// strings, and returns `{ run(count), close() }`; `run` may be asynchronous.
const { createInterface } = require("node:readline");

exports.serve = async (operations) => {
    let opened;
    let current;
    for await (const line of createInterface({ input: process.stdin })) {
        const words = line.split(" ");
        const count = Number(words.pop());
        const key = words.join(" ");
        const [name, ...args] = words;
        if (operations[name] === undefined) {
            console.log("- not possible");
            continue;
        }
        if (key !== opened) {
            await current?.close();
            current = opened = undefined;
            try {
                current = await operations[name](...args);
            } catch (error) {
                console.log(`- ${error.message}`);
                continue;
            }
            opened = key;
        }
        const begin = process.hrtime.bigint();
        // Without a promise if there is none: a turn of the event loop should not be measured.
        const outcome = current.run(count);
        const told = outcome instanceof Promise ? await outcome : outcome;
        const end = process.hrtime.bigint();
        console.log(String(told === undefined ? end - begin : Math.round(told)));
    }
    await current?.close();
};

/** Returns a function that closes all of these. */
exports.closing = (...closed) => {
    return () => {
        for (const each of closed) each.close();
    };
};
