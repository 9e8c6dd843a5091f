#include <dirent.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 100;
constexpr int kLength = 1000;

struct Pair {
    int64_t first;
    int64_t second;
};

Pair open_pair(Environment& environment, int type, double timeout) {
    EXPECT(environment.call("socketpair", AF_UNIX, type, 0, timeout) == 0);
    const double* numbers = environment.numbers();
    return {static_cast<int64_t>(numbers[0]), static_cast<int64_t>(numbers[1])};
}

void close_pair(Environment& environment, const Pair& pair) {
    EXPECT(environment.call("close", pair.first) == 0);
    EXPECT(environment.call("close", pair.second) == 0);
}

int count_descriptors() {
    DIR* directory = ::opendir("/proc/self/fd");
    EXPECT(directory != nullptr);
    int count = 0;
    while (::readdir(directory) != nullptr) count++;
    ::closedir(directory);
    return count;
}

// The record of one descriptor.
Value make_record(int64_t descriptor) {
    const int32_t words[] = {SOL_SOCKET, SCM_RIGHTS, sizeof(int), static_cast<int32_t>(descriptor)};
    const Value record = make_bytes(sizeof words);
    std::memcpy(record->memory->data(), words, sizeof words);
    return record;
}

int64_t send_descriptor(Environment& environment, int64_t socket, const Value& memory,
                        int64_t descriptor) {
    return environment.call("sendmsg", socket, memory, 0, kLength, 0, make_record(descriptor),
                            false);
}

int64_t receive_descriptor(Environment& environment, int64_t socket, const Value& memory,
                           const Value& control) {
    return environment.call("recvmsg", socket, memory, 0, kLength, MSG_CMSG_CLOEXEC, control,
                            control->length);
}

int first_descriptor(const Value& control) {
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(reinterpret_cast<cmsghdr*>(control->memory->data())),
                sizeof descriptor);
    return descriptor;
}

// Threads send sockets, which they close at once, to others through one pair, and wait for a word
// of these when too many are on their way.
void pass_sockets(Environment& main) {
    constexpr int kOnTheirWay = 4;
    const Pair pair = open_pair(main, SOCK_SEQPACKET, 60);
    const int64_t lock = main.call("lock_new");
    const int64_t condition = main.call("condition_new", lock);
    int on_their_way = 0;
    crew(kThreads, [&](Environment& environment, int index) {
        const Value memory = make_array({make_bytes(kLength / 4), make_bytes(kLength * 3 / 4)});
        const Value control = make_bytes(100);
        for (int round = 0; round < kRounds; round++) {
            if (index % 2 == 0) {
                environment.call("lock_acquire", lock, -1);
                while (on_their_way == kOnTheirWay) {
                    const int64_t place = environment.call("condition_enlist", condition);
                    environment.call("lock_release", lock);
                    EXPECT(environment.call("condition_wait", condition, place, 60) == 1);
                    environment.call("lock_acquire", lock, -1);
                }
                on_their_way++;
                environment.call("lock_release", lock);
                const Pair sent = open_pair(environment, SOCK_STREAM, -1);
                const int64_t descriptor = environment.call("fileno", sent.first);
                EXPECT(send_descriptor(environment, pair.first, memory, descriptor) == kLength);
                close_pair(environment, sent);
                continue;
            }
            EXPECT(receive_descriptor(environment, pair.second, memory, control) == kLength);
            const auto length = static_cast<int64_t>(environment.numbers()[1]);
            environment.call("control_messages", control, length);
            EXPECT(environment.numbers()[0] == 1);
            if (round % 2 == 0) {
                EXPECT(environment.call("close_received", control, length) == 1);
            } else {
                const int64_t received =
                    environment.call("adopt", first_descriptor(control), -1, -1, -1, 0);
                EXPECT(received >= 0);
                EXPECT(environment.call("close", received) == 0);
            }
            environment.call("lock_acquire", lock, -1);
            on_their_way--;
            environment.call("condition_notify", condition, 1);
            environment.call("lock_release", lock);
        }
    });
    close_pair(main, pair);
    main.call("object_release", condition);
    main.call("object_release", lock);
}

// One thread closes what all others send to and receive from.
void close_in_use(Environment& main, int file) {
    for (int round = 0; round < 20; round++) {
        const Pair pair = open_pair(main, SOCK_STREAM, round % 2 == 0 ? -1 : 60);
        crew(kThreads, [&](Environment& environment, int index) {
            if (index == 0) {
                if (round % 4 < 2) until_waiting(environment, kThreads - 1);
                EXPECT(environment.call("close", pair.first) == 0);
                return;
            }
            const Value memory = make_array({make_bytes(kLength / 2), make_bytes(kLength / 2)});
            const Value control = make_bytes(100);
            int64_t outcome = 0;
            if (index <= 2) do
                    outcome = send_descriptor(environment, pair.first, memory, file);
                while (outcome > 0);
            if (index == 3) outcome = receive_descriptor(environment, pair.first, memory, control);
            if (index >= 4) do
                    outcome = environment.call("sendfile", pair.first, file, 0, kLength);
                while (outcome > 0);
            EXPECT(outcome == -EBADF);
        });
        EXPECT(main.call("close", pair.second) == 0);
    }
}

// The same file, in parts, to one socket, from which others receive what they share.
void send_file(Environment& main, int file) {
    constexpr int64_t kTotal = int64_t{kRounds} * kLength * (kThreads / 2);
    const Pair pair = open_pair(main, SOCK_STREAM, 60);
    std::atomic<int64_t> received{0};
    crew(kThreads, [&](Environment& environment, int index) {
        const Value memory = make_bytes(kLength);
        if (index % 2 == 0) {
            for (int64_t left = int64_t{kRounds} * kLength; left > 0;) {
                const int64_t part = left % kLength == 0 ? kLength : left % kLength;
                const int64_t sent =
                    environment.call("sendfile", pair.first, file, kLength - part, part);
                EXPECT(sent > 0);
                left -= sent;
            }
            return;
        }
        while (received < kTotal) {
            const int64_t count =
                environment.call("recvmsg", pair.second, memory, 0, kLength, 0, make_bytes(0), 0);
            EXPECT(count >= 0);
            // Those that still wait then find the end.
            if (received += count; received == kTotal)
                environment.call("shutdown", pair.first, SHUT_WR);
        }
    });
    EXPECT(received == kTotal);
    close_pair(main, pair);
}

}  // namespace

void race_messages(Environment& main) {
    const int file = ::memfd_create("races", MFD_CLOEXEC);
    EXPECT(file >= 0);
    EXPECT(::ftruncate(file, kLength) == 0);
    const int before = count_descriptors();
    pass_sockets(main);
    close_in_use(main, file);
    send_file(main, file);
    EXPECT(count_descriptors() == before);
    ::close(file);
}

}  // namespace races
