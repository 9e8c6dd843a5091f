"""The other side of test/ssl/peers.test.ts.

peer.py serve VERSION CERTIFICATE CA          prints its port, then sends back what one client sends
peer.py connect VERSION CERTIFICATE CA PORT   prints its version and what came back
"""

import socket
import ssl
import sys

what, version, certificate, ca, *rest = sys.argv[1:]
tls = {"TLSv1.2": ssl.TLSVersion.TLSv1_2, "TLSv1.3": ssl.TLSVersion.TLSv1_3}[version]

if what == "serve":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.minimum_version = context.maximum_version = tls
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    with context.wrap_socket(listening.accept()[0], server_side=True) as conn:
        conn.sendall(conn.recv(1024))
        conn.recv(1)
else:
    context = ssl.create_default_context(cafile=ca)
    context.minimum_version = context.maximum_version = tls
    plain = socket.create_connection(("127.0.0.1", int(rest[0])))
    with context.wrap_socket(plain, server_hostname="localhost") as conn:
        conn.sendall(b"hello from Python")
        print(conn.version(), conn.recv(1024).decode(), flush=True)
