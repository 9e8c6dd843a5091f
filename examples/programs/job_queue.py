"""A pool of workers: subclasses of Thread, a queue of priorities, a sentinel, results by callback, threading.local."""
import functools
import itertools
import queue
import threading
import time

STOP = object()
jobs = queue.PriorityQueue()
results = queue.Queue()
counter = itertools.count()
local = threading.local()
running = threading.BoundedSemaphore(2)


class JobError(Exception):
    def __init__(self, job, reason):
        super().__init__(f"{job.name} failed: {reason}")
        self.job = job


class Job:
    retries = 1

    def __init__(self, name, func, *args, **options):
        self.name = name
        self.func = func
        self.args = args
        self.options = options
        self.attempts = 0

    def __call__(self):
        self.attempts += 1
        return self.func(*self.args, **self.options)


def timed(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        started = time.perf_counter()
        try:
            return func(*args, **kwargs)
        finally:
            local.took = time.perf_counter() - started
            local.calls = getattr(local, "calls", 0) + 1

    return wrapper


@timed
def add(*numbers, scale=1):
    return sum(numbers) * scale


@timed
def fail(text):
    raise ValueError(text)


def submit(priority, job):
    jobs.put((priority, next(counter), job))


class Worker(threading.Thread):
    def __init__(self, number, callback):
        super().__init__(name=f"worker-{number}", daemon=True)
        self.callback = callback
        self.done = 0

    def run(self):
        while True:
            _, _, job = jobs.get()
            if job is STOP:
                jobs.task_done()
                break
            with running:
                self.handle(job)
            jobs.task_done()

    def handle(self, job):
        while True:
            try:
                value = job()
            except ValueError as error:
                if job.attempts <= job.retries:
                    continue
                value = JobError(job, error)
            break
        self.done += 1
        self.callback(job, value)


def main():
    def report(job, value):
        results.put((job.name, job.attempts, value))

    submit(2, Job("sum", add, 1, 2, 3))
    submit(3, Job("broken", fail, "no such number"))
    submit(1, Job("scaled", add, 1, 2, scale=10))
    submit(2, Job("lambda", lambda: "from a lambda"))
    workers = [Worker(number, report) for number in range(3)]
    for worker in workers:
        worker.start()
    jobs.join()
    for _ in workers:
        submit(9, STOP)
    for worker in workers:
        worker.join()
    found = sorted((results.get() for _ in range(4)), key=lambda each: each[0])
    for name, attempts, value in found:
        if isinstance(value, JobError):
            print(name, attempts, value, value.job.name)
        else:
            print(name, attempts, value)
    print("done:", sum(worker.done for worker in workers), "calls here:", getattr(local, "calls", 0))


main()
