const socket = require("pysocket");
const { BlockingIOError, TimeoutError } = require("pysocket/builtins");
const { closing, serve } = require("../runtime/peer.cjs");

function failing(timeout, expected) {
    const [first, second] = socket.socketpair();
    first.settimeout(timeout);
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            try {
                first.recv(64);
            } catch (error) {
                if (!(error instanceof expected)) throw error;
            }
        }
    };
    return { run, close: closing(first, second) };
}

serve({
    would_block: () => failing(0, BlockingIOError),
    timeout: () => failing(0.001, TimeoutError),
});
