// Run in a process that may have a host name of its own.
const socket = require("pysocket");
const { PermissionError } = require("pysocket/builtins");

try {
    for (const name of ["new", Buffer.from("bar")]) {
        socket.sethostname(name);
        console.log(socket.gethostname());
    }
} catch (error) {
    if (!(error instanceof PermissionError)) throw error;
    console.log("PermissionError");
}
