#include <cstring>

#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 100;

// A value of eight bytes that refers to the shared object `number` once.
Value make_encoded(int64_t number) {
    const Value encoded = make_bytes(8 + 16);
    const double reference[2] = {1, static_cast<double>(number)};
    std::memcpy(encoded->memory->data() + 8, reference, sizeof reference);
    return encoded;
}

// Half of the threads put, the others get. Each value holds a reference to one lock.
void exchange(Environment& main, int order) {
    const int64_t queue = main.call("queue_new", order, 4);
    const int64_t lock = main.call("lock_new");
    std::atomic<int> got{0};
    crew(kThreads, [&](Environment& environment, int index) {
        const Value encoded = make_encoded(lock);
        const Value view = make_bytes(8);
        for (int round = 0; round < kRounds; round++) {
            const double timeout = round % 4 == 0 ? 0.0005 : -1;
            if (index % 2 == 0) {
                environment.call("object_retain", lock);
                while (environment.call("queue_put", queue, timeout, encoded, 8, 1) != 1)
                    environment.call("object_retain", lock);
            } else {
                while (environment.call("queue_get", queue, timeout, view) != 8) {
                }
                got++;
                environment.call("object_release", lock);
                environment.call("queue_task_done", queue);
            }
            environment.call("queue_size", queue);
            environment.call("queue_full", queue);
            environment.call("queue_items", queue);
            environment.call("queue_set_maxsize", queue, 4 + round % 3);
            environment.call("queue_maxsize", queue);
            environment.call("queue_unfinished", queue);
        }
    });
    EXPECT(main.call("queue_join", queue) == 1);
    EXPECT(got == kThreads / 2 * kRounds);
    main.call("object_release", queue);
    EXPECT(main.call("lock_release", lock) == -EPERM);
    main.call("object_release", lock);
}

// A queue that is shut down under those that wait for it, and dropped with values in it.
void shut_down(Environment& main) {
    for (int round = 0; round < 10; round++) {
        const int64_t queue = main.call("queue_new", 0, 2);
        const int64_t lock = main.call("lock_new");
        crew(kThreads, [&](Environment& environment, int index) {
            if (index == 0) {
                until_waiting(environment, 1);
                environment.call("queue_shut_down", queue, round % 2 == 0);
                return;
            }
            const Value encoded = make_encoded(lock);
            const Value view = make_bytes(8);
            for (int64_t outcome = 0; outcome != -EPIPE;) {
                environment.call("object_retain", lock);
                outcome = environment.call("queue_put", queue, -1, encoded, 8, 1);
                EXPECT(outcome == 1 || outcome == -EPIPE);
                if (index % 2 == 0 && environment.call("queue_get", queue, 0, view) == 8)
                    environment.call("object_release", lock);
                environment.call("queue_is_shut_down", queue);
            }
        });
        main.call("object_release", queue);
        main.call("object_release", lock);
    }
}

}  // namespace

void race_queues(Environment& main) {
    for (const int order : {0, 1}) exchange(main, order);
    shut_down(main);
}

}  // namespace races
