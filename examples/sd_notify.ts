/** Tells a service manager how it goes, as sd_notify(3) does; the manager, which is played here, sees who it is. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const UCRED = struct.Struct("@iII");

function notify(state: string) {
    /** Sends the state to where the manager listens. */
    const path = process.env.NOTIFY_SOCKET as string;
    // A name that is no file's is written with a @ for its first byte, which is 0.
    const s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM);
    s.sendto(Buffer.from(state), path.replace("@", "\0"));
    s.close();
}

const name = `notify-${process.pid}`;
const manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM);
manager.settimeout(10);
manager.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1);
manager.bind(`\0${name}`);
process.env.NOTIFY_SOCKET = `@${name}`;

for (const state of ["READY=1\nSTATUS=serving", "STOPPING=1"]) {
    notify(state);
    const [data, ancdata] = manager.recvmsg(4096, socket.CMSG_SPACE(UCRED.size));
    const [, , value] = ancdata[0];
    const [pid] = UCRED.unpack(value);
    console.log(`from this process: ${pid === process.pid}`);
    console.log(data.toString());
}
manager.close();
