import queue as queues
import resource
import threading
import time

from peer import serve


def nothing():
    pass


def none():
    pass


def start():
    def run(count):
        elapsed = 0
        for _ in range(count):
            thread = threading.Thread(target=nothing)
            begin = time.perf_counter_ns()
            thread.start()
            elapsed += time.perf_counter_ns() - begin
            thread.join()
        return elapsed

    return run, none


def start_join():
    def run(count):
        for _ in range(count):
            thread = threading.Thread(target=nothing)
            thread.start()
            thread.join()

    return run, none


def answer_locks(there, back, stopped):
    while True:
        there.acquire()
        if stopped.is_set():
            return
        back.release()


def lock():
    there, back, stopped = threading.Lock(), threading.Lock(), threading.Event()
    there.acquire()
    back.acquire()
    partner = threading.Thread(target=answer_locks, args=(there, back, stopped))
    partner.start()

    def run(count):
        begin = time.perf_counter_ns()
        for _ in range(count):
            there.release()
            back.acquire()
        return (time.perf_counter_ns() - begin) // 2

    def close():
        stopped.set()
        there.release()
        partner.join()

    return run, close


def answer_queues(there, back):
    while True:
        value = there.get()
        if value is None:
            return
        back.put(value)


def queue(kind):
    there, back = getattr(queues, kind)(), getattr(queues, kind)()
    partner = threading.Thread(target=answer_queues, args=(there, back))
    partner.start()

    def run(count):
        begin = time.perf_counter_ns()
        for index in range(count):
            there.put(index)
            back.get()
        return (time.perf_counter_ns() - begin) // 2

    def close():
        there.put(None)
        partner.join()

    return run, close


def put_get(kind):
    values = getattr(queues, kind)()

    def run(count):
        for index in range(count):
            values.put(index)
            values.get()

    return run, none


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def wait_there(began, ended):
    began.release()
    ended.wait()


def memory():
    def run(count):
        began, ended = threading.Semaphore(0), threading.Event()
        before = resident()
        threads = [threading.Thread(target=wait_there, args=(began, ended)) for _ in range(count)]
        for thread in threads:
            thread.start()
        for _ in threads:
            began.acquire()
        after = resident()
        ended.set()
        for thread in threads:
            thread.join()
        return max(1, (after - before) // count)

    return run, none


def compute():
    value = 1
    for step in range(1_000_000):
        value = (value * 3 + step) & 0xFFFFFFFF
    return value


def speed_up():
    def run(_):
        begin = time.perf_counter_ns()
        compute()
        compute()
        middle = time.perf_counter_ns()
        threads = [threading.Thread(target=compute) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return 1000 * (middle - begin) // (time.perf_counter_ns() - middle)

    return run, none


serve(
    {
        "start": start,
        "start_join": start_join,
        "lock": lock,
        "queue": queue,
        "put_get": put_get,
        "memory": memory,
        "speed_up": speed_up,
    }
)
