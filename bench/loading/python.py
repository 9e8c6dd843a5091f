import subprocess
import sys

from peer import serve

program = """
import resource
import time

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

before = resident()
begin = time.perf_counter_ns()
import socket
elapsed = time.perf_counter_ns() - begin
after = resident()
print(elapsed, max(1, after - before), after)
"""


def load(what):
    def run(_):
        output = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        return int(output.stdout.split()[["time", "added", "resident"].index(what)])

    return run, lambda: None


serve({"load": load})
