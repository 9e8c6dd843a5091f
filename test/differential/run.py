"""Runs the probes of a JSON list, one list a line, in CPython; see probe.ts and its twin, run.ts."""

import _thread
import ast
import builtins
import collections
import concurrent.futures
import contextlib
import errno
import io
import json
import math
import multiprocessing.managers
import os
import queue
import re
import select
import selectors
import signal
import socket
import ssl
import struct
import sys
import threading
import time

directory = sys.argv[1]


class internal:
    """What has no name of its own in Python, and is a function of the library's inside here."""

    @staticmethod
    def encode_host(name):
        return name.encode("idna").decode("ascii")

    @staticmethod
    def encode_file_name(name):
        return os.fsencode(name)

    @staticmethod
    def decode_file_name(name):
        return os.fsdecode(name)

    @staticmethod
    def bytes_literal(text):
        return ast.literal_eval("b'" + text + "'")

    @staticmethod
    def text(value):
        return repr(value)

    @staticmethod
    def text_of_file(sock, *args, **kwargs):
        with sock.makefile(*args, **kwargs) as file:
            return repr(file)

    @staticmethod
    def is_open(sock):
        return sock.fileno() >= 0

    @staticmethod
    def read_into(file, method, size):
        buffer = bytearray(size)
        return getattr(file, method)(buffer), buffer

    @staticmethod
    def fill(sock):
        with contextlib.suppress(BlockingIOError):
            while True:
                sock.send(bytes(65536))
        with contextlib.suppress(BlockingIOError):
            while True:
                sock.send(bytes(1))

    @staticmethod
    def written(file, data):
        try:
            return file.write(data)
        except BlockingIOError as error:
            return error.characters_written

    @staticmethod
    def decoded(data, encoding, errors):
        return io.TextIOWrapper(io.BytesIO(data), encoding, errors).read()

    @staticmethod
    def encoded(text, encoding, errors):
        memory = io.BytesIO()
        file = io.TextIOWrapper(memory, encoding, errors, write_through=True)
        file.write(text)
        file.write("z")
        return memory.getvalue()

    @staticmethod
    def decoded_in_pieces(text, encoding, size):
        raw = Pieces(text.encode(encoding), size)
        file = io.TextIOWrapper(io.BufferedReader(raw), encoding, newline="")
        return file.read(1), file.readline(), file.read()

    @staticmethod
    def member_texts(name, value):
        member = (getattr(socket, name, None) or getattr(signal, name))(value)
        return [repr(member), str(member), member.name]

    @staticmethod
    def members(name):
        # CPython has it if the headers of Bluetooth were there when it was built.
        enumeration = getattr(socket, name, None) or getattr(signal, name)
        members = {key: each for key, each in enumeration.__members__.items() if key != "AF_BLUETOOTH"}
        listed = [repr(each) for each in enumeration if each.name != "AF_BLUETOOTH"]
        return [listed, [(key, repr(each)) for key, each in members.items()]]

    @staticmethod
    def either(first, second):
        return first | second

    @staticmethod
    def set(owner, name, value):
        setattr(owner, name, value)

    @staticmethod
    def thing(value):
        return value

    @staticmethod
    def memory(size):
        return bytearray(size)

    @staticmethod
    def view(memory, offset, length):
        return memoryview(memory)[offset : offset + length]

    @staticmethod
    def bytes(memory):
        return bytes(memory)

    @staticmethod
    def events(pair, fd):
        """The events of a ready descriptor, and whether it is the expected one."""
        return [pair[0] == fd, pair[1]]

    @staticmethod
    def selected(selector, timeout):
        """The objects that a selector finds ready, each with its events."""
        return [[key.fileobj, events] for key, events in sorted(selector.select(timeout), key=lambda pair: pair[0].fd)]

    @staticmethod
    def count(mapping, fileobj):
        return [len(mapping), fileobj in mapping, len(list(mapping))]

    @staticmethod
    def handler():
        return lambda number, frame: None

    @staticmethod
    def names_of(module, prefix):
        """The numbers of a module whose names begin so."""
        found = [(name, getattr(modules[module], name)) for name in dir(modules[module]) if name.startswith(prefix)]
        return [[name, int(value)] for name, value in sorted(found) if isinstance(value, int)]

    @staticmethod
    def error_names():
        return [[number, name] for number, name in sorted(errno.errorcode.items())]

    @staticmethod
    def valid_signals():
        return sorted(int(number) for number in signal.valid_signals())

    @staticmethod
    def kill_itself(number):
        return signal.pthread_kill(threading.get_ident(), number)

    @staticmethod
    def items(iterable):
        return list(iterable)

    @staticmethod
    def sorted(iterable):
        return sorted(iterable)

    @staticmethod
    def string(value):
        return str(value)

    @staticmethod
    def waited(*args):
        return [len(each) for each in concurrent.futures.wait(*args)]

    @staticmethod
    def length(container):
        return len(container)

    @staticmethod
    def contains(container, item):
        return item in container

    @staticmethod
    def get_item(container, key):
        return container[key]

    @staticmethod
    def set_item(container, key, value):
        container[key] = value

    @staticmethod
    def delete_item(container, key):
        del container[key]

    @staticmethod
    def sort_by_first(items, reverse):
        items.sort(key=lambda item: item[0], reverse=reverse)


class shared:
    """What threads share in Python as any object: a manager makes one of the same kind."""

    list = staticmethod(lambda name=None, items=(): list(items))
    dict = staticmethod(lambda name=None, entries=(): dict(entries))
    set = staticmethod(lambda name=None, items=(): set(items))
    Value = staticmethod(lambda name, typecode, value: multiprocessing.managers.Value(typecode, value))
    Array = staticmethod(lambda name, typecode, items: multiprocessing.managers.Array(typecode, items))


class Pieces(io.RawIOBase):
    """A stream of bytes that come in pieces."""

    def __init__(self, data, size):
        super().__init__()
        self.data = data
        self.size = size

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self.data[: self.size]
        self.data = self.data[self.size :]
        buffer[: len(piece)] = piece
        return len(piece)


modules = {"futures": concurrent.futures, "io": io, "queue": queue, "socket": socket, "select": select, "selectors": selectors, "shared": shared, "struct": struct, "threading": threading, "builtins": builtins, "internal": internal, "errno": errno, "os": os, "signal": signal, "ssl": ssl, "time": time, "sys": sys, "_thread": _thread}


class Fake:
    def __init__(self, value):
        self.value = value

    def fileno(self):
        return self.value


class Thing:
    pass


class Attribute:
    fileno = 5


class Failing:
    def fileno(self):
        raise ValueError("boo")


class Memory:
    """A file that is none of the system's."""

    def __init__(self):
        self.position = 0

    def read(self, size):
        data = b"0123456789"[self.position : self.position + size]
        self.position += len(data)
        return data

    def seek(self, position):
        if position < 0:
            raise ValueError(f"negative seek value {position}")
        self.position = position

    def tell(self):
        return self.position

    def close(self):
        pass


class Reading:
    def __init__(self, value):
        self.value = value

    def read(self, size):
        return self.value


class Mode:
    def __init__(self, mode):
        self.mode = mode


def open_file():
    path = f"{directory}/file"
    with open(path, "wb") as file:
        file.write(b"0123456789")
    file = open(path, "rb")
    os.unlink(path)
    return file


things = {
    "memory": lambda value: Memory(),
    "file": lambda value: open_file(),
    "read": Reading,
    "mode": Mode,
    "plain": lambda value: Thing(),
    "fileno": Fake,
    "attribute": lambda value: Attribute(),
    "failing": lambda value: Failing(),
}


def decode(value, names):
    if isinstance(value, list):
        return tuple(decode(item, names) for item in value)
    if not isinstance(value, dict):
        return value
    if "thing" in value:
        return things[value["thing"]](decode(value.get("value"), names))
    ((kind, content),) = value.items()
    if kind == "bytes":
        return bytes.fromhex(content)
    if kind == "bytearray":
        return bytearray.fromhex(content)
    if kind == "memoryview":
        return memoryview(bytearray.fromhex(content))
    if kind == "integer":
        return int(content)
    if kind == "float":
        return float(content)
    if kind == "constant":
        return int(getattr(socket, content))
    if kind == "ref":
        return names[content]
    if kind == "path":
        return f"{directory}/{content}"
    if kind == "list":
        return [decode(item, names) for item in content]
    if kind == "descriptor":
        return file.fileno()
    if kind == "dict":
        return {key: decode(item, names) for key, item in content.items()}
    if kind == "set":
        return {decode(item, names) for item in content}
    if kind == "iterator":
        return iter([decode(item, names) for item in content])
    raise AssertionError(kind)


def encode(value, names):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": str(value)}
    if isinstance(value, int):
        return int(value) if abs(value) < 2**53 else {"integer": str(int(value))}
    if isinstance(value, str):
        text = re.sub(r"((?:fd|name)=|FD )\d+", r"\1N", value.replace(directory, "DIRECTORY"))
        return re.sub(r" at 0x[0-9a-f]+", "", text)
    if isinstance(value, selectors.SelectorKey):
        value = value._replace(fd="FD")
    if isinstance(value, (tuple, list, collections.deque)):
        return [encode(item, names) for item in value]
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, BaseException):
        return encode_exception(value, names)
    for name, other in names.items():
        if other is value:
            return {"ref": name}
    return {"object": type(value).__name__}


def encode_exception(exception, names):
    result = {"class": type(exception).__name__, "message": encode(without_line(str(exception)), names)}
    if isinstance(exception, OSError):
        result["errno"] = exception.errno
        result["strerror"] = encode(without_line(exception.strerror), names)
    return result


def without_line(text):
    """Leaves out where in its own C file CPython raised an error."""
    if not isinstance(text, str):
        return text
    return re.sub(r"^_ssl\.c:\d+: | \(_ssl\.c:\d+\)$", "", text)


def run_step(step, names):
    if step.get("get"):
        return eval(step["at"], {**modules, **names})
    # Written out as a program has it: with a starred list, some of CPython's texts are others.
    values = {f"_{index}": decode(value, names) for index, value in enumerate(step.get("args", []))}
    words = list(values)
    for key, value in step.get("kwargs", {}).items():
        values[f"_{key}"] = decode(value, names)
        words.append(f"{key}=_{key}")
    return eval(f"{step['at']}({', '.join(words)})", {**modules, **names, **values})


def keep(step, result, names, opened):
    values = list(result) if isinstance(result, (tuple, list)) else [result]
    opened.extend(value for value in values if callable(getattr(value, "close", None)))
    keys = step.get("set")
    if isinstance(keys, str):
        names[keys] = result
    elif keys:
        names.update(zip(keys, values))


def run_probe(probe):
    names = {}
    opened = []
    outcomes = []
    for step in probe["steps"]:
        try:
            result = run_step(step, names)
            keep(step, result, names, opened)
            outcomes.append({} if step.get("quiet") else {"result": encode(result, names)})
        except BaseException as exception:
            outcomes.append({"raised": encode_exception(exception, names)})
    for value in opened:
        # The probe may have closed its descriptor already.
        with contextlib.suppress(OSError, ValueError):
            value.close()
    return outcomes


with open(__file__) as file:
    for line in sys.stdin:
        print(json.dumps([run_probe(probe) for probe in json.loads(line)]), flush=True)
