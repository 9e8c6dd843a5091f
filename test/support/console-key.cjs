// Preloaded on Windows, where Ctrl-C comes from a console alone: whatever the program is told on its standard input has
// it press the key in its own console, from which the event comes as from outside.
const { Worker, isMainThread, workerData } = require("node:worker_threads");
const os = require("pysocket/os");
const signal = require("pysocket/signal");

if (isMainThread) new Worker(__filename, { workerData: __filename, execArgv: [] }).unref();
// Other workers preload it too.
else if (workerData === __filename) pressKeys();

function pressKeys() {
    while (os.read(0, 100).length > 0) os.kill(0, signal.CTRL_C_EVENT);
}
