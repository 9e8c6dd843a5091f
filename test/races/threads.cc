#include "races.h"

namespace races {

namespace {

constexpr int kStarters = 3;
constexpr int kWorkers = 3;
constexpr int kRounds = 50;

// What a starter asks about a thread while it runs or after it has ended.
void ask(Environment& environment, int64_t thread) {
    environment.call("thread_alive", thread);
    environment.call("thread_ident", thread);
    environment.call("thread_name", thread);
    environment.call("thread_daemon", thread);
    environment.call("thread_is_foreign", thread);
    environment.call("thread_list");
    environment.call("pool_size");
}

void start_threads(Environment& environment) {
    const Value job = make_bytes(20);
    for (int round = 0; round < kRounds; round++) {
        const int64_t thread = environment.call("thread_new", "Thread", round % 2 == 0);
        environment.call("thread_next_name");
        environment.call("pool_expect");
        EXPECT(environment.call("thread_submit", thread, job) >= 0);
        ask(environment, thread);
        environment.call("thread_set_name", thread, "Renamed");
        if (round % 5 == 0 && environment.call("thread_withdraw", thread) == 1) continue;
        EXPECT(environment.call("thread_wait_begun", thread, 60, 0) == 1);
        const double timeout = round % 3 == 0 ? 0.0005 : 60;
        while (environment.call("thread_join", thread, timeout) != 1) {
        }
        EXPECT(environment.call("thread_alive", thread) == 0);
        environment.call("thread_fields", thread);
        environment.call("thread_release", thread);
    }
}

}  // namespace

// Starters hand jobs to the workers of a pool, whose waits are ended when all is done.
void race_threads(Environment& main) {
    std::atomic<int> starters{kStarters};
    std::atomic<int> numbers[kWorkers];
    for (auto& number : numbers) number = -1;
    std::vector<std::thread> pool;
    for (int index = 0; index < kWorkers; index++)
        pool.emplace_back([index, &numbers, &starters] {
            const int worker = next_worker();
            Environment environment(worker);
            numbers[index] = worker;
            const Value fields = make_bytes(30);
            for (;;) {
                environment.call("pool_take");
                const int64_t self = environment.call("thread_current");
                // Nothing more to do: it has become a thread that nobody has started.
                if (environment.call("thread_is_foreign", self) != 0) break;
                ask(environment, self);
                environment.call("thread_finish", fields);
            }
        });
    crew(kStarters, [&](Environment& environment, int) {
        start_threads(environment);
        starters--;
    });
    EXPECT(starters == 0);
    EXPECT(main.call("threads_finish") == 1);
    for (const auto& number : numbers) main.call("end_worker", number.load(), true);
    for (std::thread& worker : pool) worker.join();
    EXPECT(main.call("pool_size") == 0);
}

}  // namespace races
