"""Lists the network interfaces and their addresses, as the kernel tells them."""
import socket
import struct

RTM_GETLINK = 18
RTM_GETADDR = 22
REQUEST_DUMP = 0x301
DONE = 3

s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
s.settimeout(10)
s.connect((0, 0))


def dump(request, size):
    header = struct.pack("=IHHII", 16 + size, request, REQUEST_DUMP, 1, 0)
    s.send(header + bytes(size))
    messages = []
    while True:
        data = s.recv(65536)
        start = 0
        while start < len(data):
            length, kind = struct.unpack_from("=IH", data, start)
            if kind == DONE:
                return messages
            messages.append(data[start:start + length])
            start += (length + 3) & ~3


def attribute(message, start, wanted):
    while start < len(message):
        length, kind = struct.unpack_from("=HH", message, start)
        if kind == wanted:
            return message[start + 4:start + length]
        start += (length + 3) & ~3
    return bytes(0)


for message in dump(RTM_GETLINK, 16):
    (index,) = struct.unpack_from("=i", message, 20)
    name = attribute(message, 32, 3)
    print(f"{index}: {name[:-1].decode()}", flush=True)
for message in dump(RTM_GETADDR, 8):
    family, prefix, index = struct.unpack_from("=BB2xi", message, 16)
    address = attribute(message, 24, 1)
    print(f"{socket.if_indextoname(index)}: {socket.inet_ntop(family, address)}/{prefix}", flush=True)
s.close()
