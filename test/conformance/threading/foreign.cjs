// A worker of the program's own: tells what its thread is, and waits to be told to end.
const { parentPort, workerData } = require("node:worker_threads");
const threading = require("pysocket/threading");

const me = threading.current_thread();
const found = {
    ident: me.ident,
    same: me.ident === threading.get_ident(),
    text: String(me),
    alive: me.is_alive(),
    listed: threading.enumerate().includes(me),
};
parentPort.postMessage(found);
Atomics.wait(workerData, 0, 0, 20_000);
