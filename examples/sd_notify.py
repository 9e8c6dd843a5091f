"""Tells a service manager how it goes, as sd_notify(3) does; the manager, which is played here, sees who it is."""
import os
import socket
import struct

UCRED = struct.Struct("@iII")


def notify(state):
    """Sends the state to where the manager listens."""
    path = os.environ["NOTIFY_SOCKET"]
    # A name that is no file's is written with a @ for its first byte, which is 0.
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s.sendto(state.encode(), path.replace("@", "\0"))
    s.close()


name = f"notify-{os.getpid()}"
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.settimeout(10)
manager.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
manager.bind("\0" + name)
os.environ["NOTIFY_SOCKET"] = "@" + name

for state in ["READY=1\nSTATUS=serving", "STOPPING=1"]:
    notify(state)
    data, ancdata, _, _ = manager.recvmsg(4096, socket.CMSG_SPACE(UCRED.size))
    _, _, value = ancdata[0]
    pid, _, _ = UCRED.unpack(value)
    print(f"from this process: {pid == os.getpid()}", flush=True)
    print(data.decode(), flush=True)
manager.close()
