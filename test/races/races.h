#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "environment.h"

namespace races {

// Ends the process when `holds` does not.
#define EXPECT(holds) ::races::expect(holds, #holds, __FILE__, __LINE__)
void expect(bool holds, const char* text, const char* file, int line);

// Numbers of workers, each given once.
int next_worker();

// Calls `work(environment, index)` in so many threads at once, and waits for them.
template <class Work>
void crew(int size, Work work) {
    std::vector<std::thread> threads;
    for (int index = 0; index < size; index++)
        threads.emplace_back([index, &work] {
            Environment environment(next_worker());
            work(environment, index);
        });
    for (std::thread& thread : threads) thread.join();
}

// Waits until so many threads are inside a wait.
void until_waiting(Environment& environment, int64_t count);

// What native functions return (see native/sys/results.h), and flags of the platform.
constexpr int64_t kTimedOut = -100001;
constexpr int64_t kEnded = -100002;

// One a file of scenarios.
void race_locks(Environment& main);
void race_queues(Environment& main);
void race_containers(Environment& main);
void race_futures(Environment& main);
void race_sockets(Environment& main);
void race_messages(Environment& main);
void race_threads(Environment& main);
void race_pool(Environment& main);
void race_signals(Environment& main);
// The last: no wait works any more afterwards.
void race_endings(Environment& main);

}  // namespace races
