#include <cerrno>

#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 20;
constexpr int64_t kSize = 8;

// One thread begins and finishes what the others cancel, wait for, watch and want to be told of.
void settle(Environment& main) {
    for (int round = 0; round < kRounds; round++) {
        const int64_t queue = main.call("queue_new", 0, 0);
        const int64_t future = main.call("future_new");
        crew(kThreads, [&](Environment& environment, int index) {
            const Value encoded = make_bytes(kSize);
            if (index == 0 && environment.call("future_begin", future) == 1)
                EXPECT(environment.call("future_finish", future, false, encoded, kSize, 0) == 1);
            if (index == 1 && round % 2 == 0) environment.call("future_cancel", future);
            if (index == 2) {
                const int64_t outcome = environment.call("future_wait", future, -1, encoded);
                EXPECT(outcome == kSize || outcome == -ECANCELED);
            }
            if (index == 3) {
                environment.call("future_add_callback", future, encoded, kSize, 0);
                environment.call("future_take_callbacks", future);
            }
            if (index == 4) {
                // Told at once, or by the queue.
                if (environment.call("future_watch", future, queue, 1) == 1)
                    EXPECT(environment.call("queue_get", queue, -1, make_bytes(2 * kSize)) > 0);
                environment.call("future_unwatch", future, queue);
            }
            if (index == 5) environment.call("future_wait", future, 0.0005, encoded);
            environment.call("future_state", future);
        });
        main.call("object_release", future);
        main.call("object_release", queue);
    }
}

// Half of the threads belong to the executor, the others give it calls.
void execute(Environment& main, const char* end) {
    const int64_t executor = main.call("executor_new", kThreads / 2, "");
    std::atomic<int> put{0};
    std::atomic<int> taken{0};
    std::atomic<int> busy{kThreads / 2};
    crew(kThreads, [&](Environment& environment, int index) {
        const Value encoded = make_bytes(kSize);
        if (index % 2 == 0) {
            environment.call("object_retain", executor);
            environment.call("executor_add_thread", executor, environment.call("thread_current"));
            while (environment.call("executor_take", executor, encoded) == kSize) taken++;
            // One that does not say so counts as lost, with its reference.
            if (index % 4 == 0) environment.call("executor_leave", executor);
            return;
        }
        environment.call("executor_retain", executor);
        for (int round = 0; round < kRounds; round++) {
            if (environment.call("executor_put", executor, encoded, kSize, 0, 0) == 1) put++;
            environment.call("executor_threads", executor);
        }
        if (--busy == 0) environment.call(end, executor);
        environment.call("executor_release", executor);
    });
    EXPECT(put == kThreads / 2 * kRounds);
    EXPECT(taken == put);
    main.call("executor_drop", executor, true);
    EXPECT(main.call("executor_put", executor, make_bytes(kSize), kSize, 0, 0) == -ECANCELED);
    main.call("executor_release", executor);
}

}  // namespace

void race_futures(Environment& main) {
    settle(main);
    execute(main, "executor_shut_down");
    // As at the end of the program: there are no calls for any executor after that.
    execute(main, "executors_finish");
}

}  // namespace races
