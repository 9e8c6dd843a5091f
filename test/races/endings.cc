#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

#include "races.h"

namespace races {

namespace {

// One wait of each kind, on what nobody ever makes ready.
struct Waits {
    int64_t lock;
    int64_t rlock;
    int64_t semaphore;
    int64_t barrier;
    int64_t condition;
    int64_t event;
    int64_t queue;
    int64_t list;
    int64_t socket;
    int64_t other;
    int64_t slow;
    int64_t full;
    int64_t behind_full;
    int file = ::memfd_create("races", MFD_CLOEXEC);
    int64_t events;
    int64_t thread;

    Waits(Environment& environment, int64_t lasting)
        : lock(environment.call("lock_new")),
          rlock(environment.call("rlock_new")),
          semaphore(environment.call("semaphore_new", 0, 1)),
          barrier(environment.call("barrier_new", 1000)),
          condition(environment.call("condition_new", lock)),
          event(environment.call("event_new")),
          queue(environment.call("queue_new", 0, 0)),
          list(environment.call("list_new")),
          events(environment.call("epoll_create")),
          thread(lasting) {
        environment.call("lock_acquire", lock, -1);
        environment.call("rlock_acquire", rlock, -1, 1);
        environment.call("container_hold", list);
        environment.call("socketpair", AF_UNIX, SOCK_STREAM, 0, -1);
        socket = static_cast<int64_t>(environment.numbers()[0]);
        other = static_cast<int64_t>(environment.numbers()[1]);
        slow = environment.call("socket", AF_INET, SOCK_DGRAM, 0, 3600);
        environment.call("socketpair", AF_UNIX, SOCK_STREAM, 0, 0);
        full = static_cast<int64_t>(environment.numbers()[0]);
        behind_full = static_cast<int64_t>(environment.numbers()[1]);
        while (environment.call("send", full, make_bytes(1000), 0, 1000, 0) > 0) {
        }
        environment.call("set_timeout", full, -1);
        EXPECT(::ftruncate(file, 100) == 0);
    }

    static constexpr int kKinds = 16;

    int64_t wait(Environment& environment, int kind) const {
        const Value view = make_bytes(100);
        const Value pairs = make_bytes(80);
        pairs->type = napi_int32_array;
        pairs->length = 20;
        switch (kind) {
            case 0:
                return environment.call("lock_acquire", lock, -1);
            case 1:
                return environment.call("rlock_acquire", rlock, 3600, 1);
            case 2:
                return environment.call("semaphore_acquire", semaphore, -1);
            case 3:
                return environment.call("barrier_wait", barrier, -1);
            case 4:
                return environment.call("condition_wait", condition,
                                        environment.call("condition_enlist", condition), -1);
            case 5:
                return environment.call("event_wait", event, 3600);
            case 6:
                return environment.call("queue_get", queue, -1, view);
            case 7:
                return environment.call("recv", socket, view, 0, 100, 0);
            case 8:
                return environment.call("poll", make_doubles({static_cast<double>(socket), POLLIN}),
                                        1, -1);
            case 9:
                return environment.call("epoll_wait", events, pairs, 10, -1);
            case 10:
                return environment.call("recv", slow, view, 0, 100, 0);
            case 11:
                return environment.call("list_length", list);
            case 12:
                return environment.call("sendmsg", full, make_array({view, view}), 0, 200, 0, 0,
                                        false);
            case 13:
                return environment.call("recvmsg", socket, make_array({view}), 0, 100, 0,
                                        make_bytes(80), 80);
            case 14:
                return environment.call("sendfile", full, file, 0, 100);
            default:
                return environment.call("thread_join", thread, -1);
        }
    }
};

// Threads that wait, and threads that only just begin to, when `end` comes.
template <class End>
void end_all_kinds(Environment& main, const Waits& waits, bool blocked, End end) {
    std::atomic<int> numbers[Waits::kKinds];
    std::atomic<int> begun{0};
    std::vector<std::thread> threads;
    for (int kind = 0; kind < Waits::kKinds; kind++)
        threads.emplace_back([kind, &numbers, &begun, &waits] {
            const int worker = next_worker();
            Environment environment(worker);
            numbers[kind] = worker;
            begun++;
            EXPECT(waits.wait(environment, kind) == kEnded);
        });
    while (begun < Waits::kKinds) std::this_thread::yield();
    if (blocked) until_waiting(main, Waits::kKinds);
    end(numbers);
    for (std::thread& thread : threads) thread.join();
}

// Each thread notices the end of its own environment, and takes other wakes of its loop for what
// they are.
void end_environments(Environment& main, const Waits& waits, bool blocked) {
    std::atomic<Environment*> environments[Waits::kKinds] = {};
    std::atomic<bool> all_ended{false};
    std::vector<std::thread> threads;
    for (int kind = 0; kind < Waits::kKinds; kind++)
        threads.emplace_back([kind, &environments, &all_ended, &waits] {
            Environment environment(next_worker());
            environment.call("watch_environment");
            environments[kind] = &environment;
            EXPECT(waits.wait(environment, kind) == kEnded);
            while (!all_ended) std::this_thread::yield();
        });
    const auto each = [&](void (Environment::*act)()) {
        for (auto& environment : environments) {
            while (environment == nullptr) std::this_thread::yield();
            (environment.load()->*act)();
        }
    };
    for (int time = 0; time < 3; time++) each(&Environment::wake_loop);
    if (blocked) until_waiting(main, Waits::kKinds);
    each(&Environment::end);
    all_ended = true;
    for (std::thread& thread : threads) thread.join();
}

}  // namespace

void race_endings(Environment& main) {
    // Not the main thread, which nobody has to wait for once it has finished.
    std::promise<int64_t> lasting;
    std::promise<void> done;
    std::thread lasting_thread([&] {
        Environment environment(next_worker());
        lasting.set_value(environment.call("thread_current"));
        done.get_future().wait();
    });
    const Waits waits(main, lasting.get_future().get());
    for (int round = 0; round < 10; round++)
        end_all_kinds(main, waits, round % 2 == 0, [&](const std::atomic<int>* numbers) {
            for (int kind = 0; kind < Waits::kKinds; kind++)
                main.call("end_worker", numbers[kind].load(), true);
        });
    for (int round = 0; round < 10; round++) end_environments(main, waits, round % 2 == 0);
    end_all_kinds(main, waits, true, [&](const std::atomic<int>*) { main.call("shut_down"); });
    // Threads that come later do not wait either.
    crew(Waits::kKinds, [&](Environment& environment, int kind) {
        EXPECT(waits.wait(environment, kind) == kEnded);
    });
    done.set_value();
    lasting_thread.join();
}

}  // namespace races
