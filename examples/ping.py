"""Sends an ICMP echo to a host, and prints the answer."""
import socket
import struct
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
raw = len(sys.argv) <= 2 or sys.argv[2] == "raw"


def checksum(data):
    total = 0
    for word in struct.unpack(f"!{len(data) // 2}H", data):
        total += word
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


s = socket.socket(socket.AF_INET, socket.SOCK_RAW if raw else socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
s.settimeout(10)
number = 4711
payload = b"hello, host!"
header = struct.pack("!BBHHH", 8, 0, 0, number, 1)
header = struct.pack("!BBHHH", 8, 0, checksum(header + payload), number, 1)
s.sendto(header + payload, (host, 0))

# A raw socket gets the IP header as well, and what others are sent; the other kind numbers by itself.
def start_of(answer):
    return (answer[0] & 15) * 4 if raw else 0


def is_mine(answer):
    kind, identifier = struct.unpack_from("!B3xH", answer, start_of(answer))
    return kind == 0 and (identifier == number or not raw)


answer, address = s.recvfrom(1024)
while not is_mine(answer):
    answer, address = s.recvfrom(1024)
text = answer[start_of(answer) + 8:].decode()
print(f"{address[0]} answers: {text}", flush=True)
s.close()
