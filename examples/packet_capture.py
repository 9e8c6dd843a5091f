"""Captures a datagram of its own on an interface, from the link layer up."""
import socket
import struct
import sys

ETH_P_IP = 0x0800
interface_name = sys.argv[1] if len(sys.argv) > 1 else "lo"

capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(socket.ETH_P_ALL))
capture.bind((interface_name, socket.ETH_P_ALL))
capture.settimeout(10)

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("127.0.0.1", 0))
port = s.getsockname()[1]
s.sendto(b"look at me", s.getsockname())


def is_mine(frame, address):
    (kind,) = struct.unpack_from("!H", frame, 12)
    if kind != ETH_P_IP or frame[23] != socket.IPPROTO_UDP or address[2] != socket.PACKET_OUTGOING:
        return False
    (target,) = struct.unpack_from("!H", frame, 16 + (frame[14] & 15) * 4)
    return target == port


frame, address = capture.recvfrom(65535)
while not is_mine(frame, address):
    frame, address = capture.recvfrom(65535)
text = frame[22 + (frame[14] & 15) * 4:].decode()
hardware = address[4].hex()
print(f"on {address[0]}: protocol {address[1]}, type {address[3]}, hardware {hardware}", flush=True)
source = socket.inet_ntoa(frame[26:30])
target = socket.inet_ntoa(frame[30:34])
print(f"from {source} to {target}: {text}", flush=True)
s.close()
capture.close()
