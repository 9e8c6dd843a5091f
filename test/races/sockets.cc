#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 100;

struct Pair {
    int64_t first;
    int64_t second;
};

Pair open_pair(Environment& environment, double timeout = -1) {
    EXPECT(environment.call("socketpair", AF_UNIX, SOCK_STREAM, 0, timeout) == 0);
    const double* numbers = environment.numbers();
    return {static_cast<int64_t>(numbers[0]), static_cast<int64_t>(numbers[1])};
}

void close_pair(Environment& environment, const Pair& pair) {
    environment.call("close", pair.first);
    environment.call("close", pair.second);
}

// A listening socket of TCP on a port of loopback, which is left in the environment's block.
int64_t open_listener(Environment& environment) {
    const int64_t listener = environment.call("socket", AF_INET, SOCK_STREAM, 0, -1);
    int32_t* words = environment.words();
    words[0] = AF_INET;
    words[1] = 0;
    words[2] = static_cast<int32_t>(htonl(INADDR_LOOPBACK));
    EXPECT(environment.call("bind", listener) == 0);
    EXPECT(environment.call("listen", listener, 16) == 0);
    EXPECT(environment.call("getsockname", listener) == 0);
    return listener;
}

// All threads use one pair of sockets, and what is set on it.
void share(Environment& main) {
    const Pair pair = open_pair(main, 60);
    crew(kThreads, [&](Environment& environment, int index) {
        const Value data = make_bytes(100);
        for (int round = 0; round < kRounds; round++) {
            if (index % 2 == 0)
                EXPECT(environment.call("sendall", pair.first, data, 0, 100, 0) == 0);
            else
                for (int64_t left = 100; left > 0;)
                    left -= environment.call("recv", pair.second, data, 0, left, 0);
            environment.call("set_timeout", pair.first, 60 + round);
            environment.call("get_timeout", pair.first);
            environment.call("set_default_timeout", -1);
            environment.call("get_default_timeout");
            environment.call("describe", pair.first);
            EXPECT(environment.call("retain", pair.first) == 0);
            EXPECT(environment.call("release", pair.first) == 0);
        }
    });
    close_pair(main, pair);
}

// One thread closes what all others are blocked in.
void close_in_use(Environment& main) {
    for (int round = 0; round < 20; round++) {
        const Pair pair = open_pair(main, round % 2 == 0 ? -1 : 60);
        const int64_t listener = open_listener(main);
        const int64_t events = main.call("epoll_create");
        crew(kThreads, [&](Environment& environment, int index) {
            if (index == 0) {
                if (round % 4 < 2) until_waiting(environment, kThreads - 1);
                EXPECT(environment.call("close", pair.first) == 0);
                EXPECT(environment.call("close", listener) == 0);
                EXPECT(environment.call("close", events) == 0);
                return;
            }
            const Value view = make_bytes(1000);
            const Value ready =
                make_doubles({double(pair.first), POLLIN, double(listener), POLLIN});
            const Value pairs = make_bytes(80);
            pairs->type = napi_int32_array;
            pairs->length = 20;
            int64_t outcome = 0;
            if (index == 1) outcome = environment.call("recv", pair.first, view, 0, 1000, 0);
            if (index == 2) outcome = environment.call("poll", ready, 2, -1);
            if (index == 3) outcome = environment.call("accept", listener, -1);
            if (index == 4) outcome = environment.call("epoll_wait", events, pairs, 10, -1);
            if (index == 5) do
                    outcome = environment.call("send", pair.first, view, 0, 1000, 0);
                while (outcome > 0);
            EXPECT(outcome == -EBADF);
        });
        EXPECT(main.call("close", pair.first) == -EBADF);
        main.call("close", pair.second);
    }
}

// Descriptors are closed and their numbers used again all the time. Data only ever comes for a
// socket that nobody polls, so whoever sees some has looked at a descriptor that is no more the
// socket's.
void reuse_while_polled(Environment& main) {
    constexpr int kMany = 200;
    const Pair quiet = open_pair(main);
    std::atomic<int64_t> current{quiet.first};
    std::atomic<bool> done{false};
    std::atomic<int> polled{0};
    std::atomic<int> seen{0};
    crew(3, [&](Environment& environment, int index) {
        if (index == 0) {
            const Value byte = make_bytes(1);
            while (polled == 0) std::this_thread::yield();
            for (int round = 0; round < 300; round++) {
                const Pair pair = open_pair(environment);
                current = pair.first;
                // Sometimes a poller has come across it, sometimes not yet.
                for (int turn = 0; turn < round % 8; turn++) std::this_thread::yield();
                close_pair(environment, pair);
                const Pair other = open_pair(environment);
                for (const int64_t handle : {other.first, other.second})
                    environment.call("send", handle, byte, 0, 1, 0);
                for (int turn = 0; turn < round % 5; turn++) std::this_thread::yield();
                close_pair(environment, other);
            }
            done = true;
            return;
        }
        const Value pairs = make_bytes(2 * kMany * sizeof(double));
        pairs->type = napi_float64_array;
        pairs->length = 2 * kMany;
        auto* numbers = reinterpret_cast<double*>(pairs->memory->data());
        while (!done) {
            for (int each = 0; each < kMany; each++) {
                numbers[2 * each] = static_cast<double>(each == 0 ? current.load() : quiet.first);
                numbers[2 * each + 1] = POLLIN;
            }
            const int64_t outcome =
                environment.call("poll", pairs, kMany, index % 2 == 0 ? 0 : 0.001);
            if (outcome > 0) seen++;
            if (outcome == 0) polled++;
        }
    });
    close_pair(main, quiet);
    EXPECT(seen == 0);
}

// Sockets come and go in every thread, while others look for numbers that may be gone.
void come_and_go(Environment& main) {
    std::atomic<int64_t> latest{-1};
    crew(kThreads, [&](Environment& environment, int) {
        const Value view = make_bytes(10);
        for (int round = 0; round < kRounds; round++) {
            const Pair pair = open_pair(environment, 0);
            const int64_t other = latest.exchange(pair.first);
            environment.call("send", pair.second, view, 0, 10, 0);
            environment.call("recv", other, view, 0, 10, 0);
            environment.call("fileno", other);
            environment.call("getsockname", other);
            environment.call("shutdown", other, SHUT_RDWR);
            const int64_t fd = environment.call("detach", pair.second);
            EXPECT(fd >= 0);
            const int64_t adopted = environment.call("adopt", fd, -1, -1, -1, 0);
            EXPECT(adopted >= 0);
            EXPECT(environment.call("close", adopted) == 0);
            if (round % 2 == 0) environment.call("close", pair.first);
            if (other >= 0) environment.call("close", other);
        }
    });
    main.call("close", latest.load());
}

}  // namespace

void race_sockets(Environment& main) {
    share(main);
    close_in_use(main);
    come_and_go(main);
    reuse_while_polled(main);
}

}  // namespace races
