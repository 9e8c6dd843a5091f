#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 50;

// What a worker of the pool does, in a thread of its own as ever; 0 if none is wanted. It goes by
// itself when it is one too many, and at the end.
int64_t run_worker(Environment& spawner, const std::atomic<int>& busy) {
    const int64_t number = spawner.call("pool_next_worker", 3, true);
    if (number <= 0) return 0;
    std::thread worker([number, &busy] {
        Environment environment(next_worker());
        for (;;) {
            environment.call("pool_take", number);
            // Without a job it is nobody's thread, and becomes one that somebody else started.
            const int64_t thread = environment.call("thread_current");
            if (environment.call("thread_is_foreign", thread) == 1) return;
            environment.call("thread_finish", make_bytes(4), 4, 0);
            if (busy == 0) return;
        }
    });
    spawner.call("pool_worker_made", number);
    worker.join();
    return number;
}

// At the end there may be no worker left to run it.
void start_and_join(Environment& environment, int round, const std::atomic<int>& spawners) {
    const int64_t thread = environment.call("thread_new", "Thread", false);
    EXPECT(environment.call("thread_submit", thread, make_bytes(10), 10, 0) >= 0);
    if (round % 3 == 0) environment.call("thread_wait_begun", thread, 0.001, 2);
    if (round % 5 == 0) environment.call("thread_withdraw", thread);
    environment.call("pool_spare", round % 2);
    while (environment.call("thread_join", thread, 0.01) == 0)
        if (spawners == 0) environment.call("thread_withdraw", thread);
    EXPECT(environment.call("thread_alive", thread) == 0);
    environment.call("thread_fields", thread);
    environment.call("thread_release", thread);
}

}  // namespace

// Half of the threads start others, for which the other half makes workers; these come up, work,
// and go when they are too many.
void race_pool(Environment& main) {
    const double before = main.call("pool_idle_time", 0.001);
    std::atomic<int> busy{kThreads / 2};
    std::atomic<int> spawners{kThreads / 2};
    crew(kThreads, [&](Environment& environment, int index) {
        if (index % 2 == 0) {
            for (int round = 0; round < kRounds; round++)
                start_and_join(environment, round, spawners);
            busy--;
            // The last worker goes only when its spawner's thread is given something to do.
            while (spawners > 0) start_and_join(environment, 1, spawners);
            return;
        }
        while (busy > 0)
            if (run_worker(environment, busy) == 0) std::this_thread::yield();
        spawners--;
    });
    main.call("pool_idle_time", before);
}

}  // namespace races
