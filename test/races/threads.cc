#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 50;

// What a thread asks about another, which may have ended.
void ask(Environment& environment, int64_t thread) {
    environment.call("thread_alive", thread);
    environment.call("thread_ident", thread);
    environment.call("thread_name", thread);
    environment.call("thread_daemon", thread);
    environment.call("thread_is_foreign", thread);
    environment.call("thread_list");
    environment.call("pool_size");
}

}  // namespace

// Threads come, are asked for and joined by the others, and go; some are never started.
void race_threads(Environment& main) {
    std::atomic<int64_t> latest{main.call("thread_current")};
    for (int turn = 0; turn < 5; turn++)
        crew(kThreads, [&](Environment& environment, int) {
            const int64_t self = environment.call("thread_current");
            for (int round = 0; round < kRounds; round++) {
                const int64_t thread = environment.call("thread_new", "Thread", round % 2 == 0);
                environment.call("thread_next_name");
                const int64_t other = latest.exchange(round % 2 == 0 ? thread : self);
                environment.call("thread_retain", other);
                ask(environment, other);
                environment.call("thread_set_name", other, "Renamed");
                environment.call("thread_set_daemon", thread, true);
                environment.call("thread_join", other, 0.0005);
                environment.call("thread_release", other);
                environment.call("thread_release", thread);
            }
        });
    EXPECT(main.call("threads_finish") == 1);
}

}  // namespace races
