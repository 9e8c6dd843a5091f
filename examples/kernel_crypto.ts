/** Has the kernel hash a text, and encrypt and decrypt it. */
import * as socket from "pysocket";

const text = Buffer.from("sixteen bytes it");

let algorithm = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET);
algorithm.bind(["hash", "sha256"]);
let [operation] = algorithm.accept();
operation.sendall(text);
console.log(`hash: ${operation.recv(32).toString("hex")}`);
operation.close();
algorithm.close();

algorithm = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET);
algorithm.bind(["skcipher", "cbc(aes)"]);
algorithm.setsockopt(socket.SOL_ALG as number, socket.ALG_SET_KEY as number, Buffer.from("a key of 16 byte"));
const iv = Buffer.from("and a first one.");
[operation] = algorithm.accept();
operation.sendmsg_afalg([text], { op: socket.ALG_OP_ENCRYPT as number, iv: iv });
const secret = operation.recv(text.length);
console.log(`encrypted: ${secret.toString("hex")}`);
operation.sendmsg_afalg([secret], { op: socket.ALG_OP_DECRYPT as number, iv: iv });
console.log(`decrypted: ${operation.recv(secret.length).toString()}`);
operation.close();
algorithm.close();
