"""Has the kernel hash a text, and encrypt and decrypt it."""
import socket

text = b"sixteen bytes it"

algorithm = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
algorithm.bind(("hash", "sha256"))
operation, _ = algorithm.accept()
operation.sendall(text)
print(f"hash: {operation.recv(32).hex()}", flush=True)
operation.close()
algorithm.close()

algorithm = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
algorithm.bind(("skcipher", "cbc(aes)"))
algorithm.setsockopt(socket.SOL_ALG, socket.ALG_SET_KEY, b"a key of 16 byte")
iv = b"and a first one."
operation, _ = algorithm.accept()
operation.sendmsg_afalg([text], op=socket.ALG_OP_ENCRYPT, iv=iv)
secret = operation.recv(len(text))
print(f"encrypted: {secret.hex()}", flush=True)
operation.sendmsg_afalg([secret], op=socket.ALG_OP_DECRYPT, iv=iv)
print(f"decrypted: {operation.recv(len(secret)).decode()}", flush=True)
operation.close()
algorithm.close()
