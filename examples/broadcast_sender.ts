/** Says something to all hosts of a network. */
import { PermissionError, int } from "pysocket/builtins";
import * as socket from "pysocket";
import process from "node:process";

const host = process.argv.length > 2 ? process.argv[2] : "255.255.255.255";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const texts = process.argv.length > 4 ? process.argv.slice(4) : ["hello", "bye"];

const sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
try {
    sender.sendto(Buffer.from("hello"), [host, port]);
} catch (error) {
    if (!(error instanceof PermissionError)) throw error;
    console.log(`not without SO_BROADCAST: ${error.message}`);
}
sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1);
for (const text of texts) {
    const size = sender.sendto(Buffer.from(text), [host, port]);
    console.log(`said ${text}, ${size} bytes`);
}
sender.close();
