// Preloaded on Windows, where Ctrl-C comes from a console alone: what the program is told on its standard input, C or B
// for each key, it does to its own console, by which the event comes from outside all the same.
const { Worker, isMainThread, workerData } = require("node:worker_threads");
const os = require("pysocket/os");
const signal = require("pysocket/signal");

if (isMainThread) new Worker(__filename, { workerData: __filename, execArgv: [] }).unref();
// Other workers preload it too.
else if (workerData === __filename) pressKeys();

function pressKeys() {
    for (let key = os.read(0, 1); key.length > 0; key = os.read(0, 1))
        os.kill(0, key.toString() === "C" ? signal.CTRL_C_EVENT : signal.CTRL_BREAK_EVENT);
}
