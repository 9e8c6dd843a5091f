"""What the peers in Python have in common: see peer.h."""

import sys
import time


def serve(operations):
    opened = None
    run = close = None
    for line in sys.stdin:
        key, count = line.strip().rsplit(" ", 1)
        name, *arguments = key.split()
        if name not in operations:
            print("- not possible", flush=True)
            continue
        if key != opened:
            if close is not None:
                close()
            opened, (run, close) = key, operations[name](*arguments)
        count = int(count)
        begin = time.perf_counter_ns()
        told = run(count)
        end = time.perf_counter_ns()
        print(end - begin if told is None else int(told), flush=True)
    if close is not None:
        close()


def closing(*closed):
    """What closes all of these."""

    def close():
        for each in closed:
            each.close()

    return close
