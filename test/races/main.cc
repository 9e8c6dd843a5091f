#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "races.h"

// Drives the native sources from many threads at once, under ThreadSanitizer (npm run test:tsan).

namespace races {

void expect(bool holds, const char* text, const char* file, int line) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
    std::_Exit(1);
}

int next_worker() {
    static std::atomic<int> next{1};
    return next++;
}

void until_waiting(Environment& environment, int64_t count) {
    while (environment.call("waiting") < count)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace races

// Runs the scenarios that are named, or all.
int main(int count, char** names) {
    races::Environment main(0);
    const struct {
        const char* name;
        void (*run)(races::Environment&);
    } scenarios[] = {
        {"locks", races::race_locks},           {"queues", races::race_queues},
        {"containers", races::race_containers}, {"futures", races::race_futures},
        {"sockets", races::race_sockets},       {"messages", races::race_messages},
        {"threads", races::race_threads},       {"pool", races::race_pool},
        {"signals", races::race_signals},       {"endings", races::race_endings},
    };
    for (const auto& scenario : scenarios) {
        const auto is_it = [&](const char* name) { return std::strcmp(name, scenario.name) == 0; };
        if (count > 1 && std::none_of(names + 1, names + count, is_it)) continue;
        std::printf("%s\n", scenario.name);
        std::fflush(stdout);
        scenario.run(main);
    }
}
