/** Which ports of a host answer: 30 threads take them out of a queue. */
import * as queue from "pysocket/queue";
import * as socket from "pysocket";
import process from "node:process";
import * as threading from "pysocket/threading";
import { int, OSError } from "pysocket/builtins";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const first = process.argv.length > 3 ? int(process.argv[3]) : 1;
const last = process.argv.length > 4 ? int(process.argv[4]) : 1024;
const count = process.argv.length > 5 ? int(process.argv[5]) : 30;

function scan(port: number, print_lock: threading.Lock) {
    /** Says so if a port is open. */
    const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
    s.settimeout(1);
    try {
        s.connect([host, port]);
        using _ = print_lock.hold();
        console.log(`port ${port} is open`);
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
    }
    s.close();
}

function work(ports: queue.Queue<number>, print_lock: threading.Lock) {
    /** One port after the other, as long as there are any. */
    while (true) {
        const port = ports.get();
        scan(port, print_lock);
        ports.task_done();
    }
}

const ports = queue.Queue<number>();
const print_lock = threading.Lock();
for (let i = 0; i < count; i++) {
    threading.Thread({ target: work, args: [ports, print_lock], daemon: true }).start();
}
for (let port = first; port < last + 1; port++) {
    ports.put(port);
}
ports.join();
console.log(`scanned ${last - first + 1} ports of ${host}`);
