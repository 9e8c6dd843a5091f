#include "races.h"

// The plain numbers here are what the locks protect: that no race is seen on them is a check too.

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 100;

void acquire(Environment& environment, const char* name, int64_t number, int round) {
    // Waits that time out are among them.
    const double timeout = round % 4 == 0 ? 0.0005 : -1;
    while (environment.call(name, number, timeout, 1) != 1) {
    }
}

void lock(Environment& main) {
    const int64_t lock = main.call("lock_new");
    int count = 0;
    crew(kThreads, [&](Environment& environment, int) {
        for (int round = 0; round < kRounds; round++) {
            environment.call("lock_locked", lock);
            acquire(environment, "lock_acquire", lock, round);
            count++;
            EXPECT(environment.call("lock_locked", lock) == 1);
            EXPECT(environment.call("lock_release", lock) == 0);
        }
    });
    EXPECT(count == kThreads * kRounds);
    EXPECT(main.call("lock_release", lock) == -EPERM);
    main.call("object_release", lock);
}

void rlock(Environment& main) {
    const int64_t lock = main.call("rlock_new");
    int count = 0;
    crew(kThreads, [&](Environment& environment, int) {
        for (int round = 0; round < kRounds; round++) {
            environment.call("rlock_state", lock);
            acquire(environment, "rlock_acquire", lock, round);
            acquire(environment, "rlock_acquire", lock, round);
            count++;
            EXPECT(environment.call("rlock_state", lock) == 2);
            EXPECT(environment.call("rlock_release", lock) == 0);
            EXPECT(environment.call("rlock_owned", lock) == 1);
            EXPECT(environment.call("rlock_release_all", lock) == 1);
        }
    });
    EXPECT(count == kThreads * kRounds);
    main.call("object_release", lock);
}

// Half of the threads make tokens, the others wait for them.
void condition(Environment& main) {
    const int64_t lock = main.call("lock_new");
    const int64_t condition = main.call("condition_new", lock);
    int tokens = 0;
    int taken = 0;
    crew(kThreads, [&](Environment& environment, int index) {
        for (int round = 0; round < kRounds; round++) {
            environment.call("lock_acquire", lock, -1);
            if (index % 2 == 0) {
                tokens++;
                environment.call("condition_notify", condition, 1);
            } else {
                while (tokens == 0) {
                    const int64_t place = environment.call("condition_enlist", condition);
                    environment.call("lock_release", lock);
                    const double timeout = round % 4 == 0 ? 0.0005 : 60;
                    environment.call("condition_wait", condition, place, timeout);
                    environment.call("lock_acquire", lock, -1);
                }
                tokens--;
                taken++;
            }
            environment.call("condition_waiting", condition);
            environment.call("lock_release", lock);
        }
    });
    EXPECT(tokens == 0 && taken == kThreads / 2 * kRounds);
    EXPECT(main.call("condition_waiting", condition) == 0);
    main.call("object_release", condition);
    main.call("object_release", lock);
}

void semaphore(Environment& main) {
    constexpr int kLimit = 2;
    const int64_t semaphore = main.call("semaphore_new", kLimit, kLimit);
    std::atomic<int> inside{0};
    crew(kThreads, [&](Environment& environment, int) {
        for (int round = 0; round < kRounds; round++) {
            acquire(environment, "semaphore_acquire", semaphore, round);
            EXPECT(++inside <= kLimit);
            environment.call("semaphore_value", semaphore);
            inside--;
            EXPECT(environment.call("semaphore_release", semaphore, 1) == 0);
        }
    });
    EXPECT(main.call("semaphore_release", semaphore, 1) == -EOVERFLOW);
    main.call("object_release", semaphore);
}

void barrier(Environment& main) {
    const int64_t barrier = main.call("barrier_new", kThreads);
    int rounds = 0;
    crew(kThreads, [&](Environment& environment, int) {
        for (int round = 0; round < kRounds; round++) {
            EXPECT(rounds == round);
            EXPECT(environment.call("barrier_wait", barrier, -1) >= 0);
            if (environment.numbers()[0] != 0) {
                rounds++;
                environment.call("barrier_finish", barrier, true);
            }
            // Nobody looks at `rounds` while the next round's last thread changes it.
            EXPECT(rounds == round + 1);
            EXPECT(environment.call("barrier_wait", barrier, -1) >= 0);
            if (environment.numbers()[0] != 0) environment.call("barrier_finish", barrier, true);
        }
    });
    // The same while it is broken and repaired all the time.
    crew(kThreads, [&](Environment& environment, int index) {
        for (int round = 0; round < kRounds; round++) {
            if (index == 0)
                environment.call(round % 2 == 0 ? "barrier_abort" : "barrier_reset", barrier);
            environment.call("barrier_waiting", barrier);
            environment.call("barrier_wait", barrier, 0.001);
            if (environment.numbers()[0] != 0)
                environment.call("barrier_finish", barrier, round % 3 != 0);
        }
    });
    main.call("object_release", barrier);
}

void event(Environment& main) {
    const int64_t event = main.call("event_new");
    std::atomic<int> left{kThreads - 1};
    crew(kThreads, [&](Environment& environment, int index) {
        if (index > 0) {
            for (int round = 0; round < kRounds; round++) {
                EXPECT(environment.call("event_wait", event, 60) == 1);
                environment.call("event_is_set", event);
            }
            left--;
            return;
        }
        while (left > 0) {
            environment.call("event_set", event);
            environment.call("event_clear", event);
        }
    });
    main.call("object_release", event);
}

// Numbers that are given up while others look for what they name.
void objects(Environment& main) {
    std::atomic<int64_t> current{main.call("lock_new")};
    crew(kThreads, [&](Environment& environment, int index) {
        const Value note = make_bytes(100);
        for (int round = 0; round < kRounds; round++) {
            const int64_t object = current;
            environment.call("object_set_note", object, note, index + 1);
            environment.call("object_note", object);
            environment.call("object_is_rlock", object);
            environment.call("lock_acquire", object, 0);
            if (environment.call("object_retain", object) == 0)
                environment.call("object_release", object);
            if (index == 0)
                environment.call("object_release", current.exchange(environment.call("lock_new")));
        }
    });
    main.call("object_release", current.load());
}

}  // namespace

void race_locks(Environment& main) {
    lock(main);
    rlock(main);
    condition(main);
    semaphore(main);
    barrier(main);
    event(main);
    objects(main);
}

}  // namespace races
