#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

#include "races.h"

namespace races {

// Signals, whichever thread gets them, are seen in whatever the main thread does.
void race_signals(Environment& main) {
    constexpr int kSenders = 2;
    constexpr int kRounds = 100;
    constexpr int kSignals[kSenders] = {SIGUSR1, SIGUSR2};
    std::atomic<int> seen[kSenders] = {{0}, {0}};
    std::atomic<bool> done{false};
    main.on_signals = [&](int32_t signal) {
        for (int index = 0; index < kSenders; index++)
            if (signal == kSignals[index]) seen[index]++;
    };
    for (const int signal : kSignals) EXPECT(main.call("signal_watch", signal, true) == 0);

    const int64_t lock = main.call("lock_new");
    main.call("lock_acquire", lock, -1);
    EXPECT(main.call("socketpair", AF_UNIX, SOCK_STREAM, 0, 0.01) == 0);
    const auto first = static_cast<int64_t>(main.numbers()[0]);
    const auto second = static_cast<int64_t>(main.numbers()[1]);
    std::thread senders([&] {
        crew(kSenders, [&](Environment&, int index) {
            for (int round = 1; round <= kRounds; round++) {
                // ThreadSanitizer loses one now and then: it is then sent again.
                for (int turn = 0; seen[index] < round; turn++) {
                    if (turn % 10000 == 0) ::kill(::getpid(), kSignals[index]);
                    std::this_thread::sleep_for(std::chrono::microseconds(100));
                }
            }
        });
        done = true;
    });
    const Value view = make_bytes(10);
    for (int turn = 0; !done; turn++) {
        if (turn % 3 == 0) main.call("lock_acquire", lock, 0.01);
        if (turn % 3 == 1) main.call("recv", first, view, 0, 10, 0);
        if (turn % 3 == 2)
            main.call("poll", make_doubles({static_cast<double>(first), 1}), 1, 0.01);
        main.turn_loop();
    }
    senders.join();
    for (const auto& count : seen) EXPECT(count >= kRounds);
    main.on_signals = nullptr;
    for (const int64_t handle : {first, second}) main.call("close", handle);
    main.call("object_release", lock);
}

}  // namespace races
