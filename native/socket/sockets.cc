#include <algorithm>
#include <cmath>

#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/address.h"
#include "native/socket/blocking_call.h"

namespace pysocket {

namespace {

std::atomic<double> g_default_timeout{-1};

// Turns a descriptor into an entry of the table, in the mode for its timeout, or closes it.
int64_t enter(Instance* instance, sys::Descriptor fd, int family, int type, int protocol,
              double timeout) {
    int64_t outcome = timeout >= 0 ? sys::set_blocking(fd, false) : 0;
    if (outcome >= 0) outcome = SocketTable::instance().insert(fd, family, type, protocol, timeout);
    if (outcome < 0)
        sys::close_descriptor(fd);
    else
        instance->unclaimed.push_back(outcome);
    return outcome;
}

// SOCK_NONBLOCK and SOCK_CLOEXEC are requests, not part of the type.
int plain_type(int type) {
#ifdef SOCK_NONBLOCK
    type &= ~SOCK_NONBLOCK;
#endif
#ifdef SOCK_CLOEXEC
    type &= ~SOCK_CLOEXEC;
#endif
    return type;
}

double initial_timeout(int type, double timeout) {
#ifdef SOCK_NONBLOCK
    if ((type & SOCK_NONBLOCK) != 0) return 0;
#else
    static_cast<void>(type);
#endif
    return timeout;
}

napi_value open_socket(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const int family = arguments.int32(0);
    const int type = arguments.int32(1);
    const int protocol = arguments.int32(2);
    const int64_t fd = sys::open_socket(family, type, protocol);
    if (fd < 0) return to_value(env, fd);
    const double timeout = initial_timeout(type, arguments.number(3));
    return to_value(env, enter(arguments.instance(), static_cast<sys::Descriptor>(fd), family,
                               plain_type(type), protocol, timeout));
}

napi_value open_socketpair(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const int family = arguments.int32(0);
    const int type = arguments.int32(1);
    const int protocol = arguments.int32(2);
    sys::Descriptor pair[2];
    const int64_t outcome = sys::open_socketpair(family, type, protocol, pair);
    if (outcome < 0) return to_value(env, outcome);
    const double timeout = initial_timeout(type, arguments.number(3));
    const int64_t first =
        enter(arguments.instance(), pair[0], family, plain_type(type), protocol, timeout);
    const int64_t second =
        enter(arguments.instance(), pair[1], family, plain_type(type), protocol, timeout);
    if (first < 0 || second < 0) {
        for (const int64_t handle : {first, second}) {
            const int64_t fd = SocketTable::instance().take(handle);
            if (fd >= 0) sys::close_descriptor(static_cast<sys::Descriptor>(fd));
        }
        return to_value(env, first < 0 ? first : second);
    }
    double* numbers = arguments.instance()->numbers;
    numbers[0] = static_cast<double>(first);
    numbers[1] = static_cast<double>(second);
    return to_value(env, 0);
}

int64_t int_option(sys::Descriptor fd, int name, int* value) {
    socklen_t length = sizeof *value;
    return sys::get_option(fd, SOL_SOCKET, name, value, &length);
}

// Detects a family, type or protocol that is not given, in CPython's order. The first question also
// tells whether the descriptor is a socket.
int64_t examine(sys::Descriptor fd, int* family, int* type, int* protocol) {
    if (*family < 0) {
        sockaddr_storage address = {};
        socklen_t length = sizeof address;
        const int64_t outcome =
            sys::socket_name(fd, reinterpret_cast<sockaddr*>(&address), &length);
        if (outcome < 0) return outcome;
        *family = address.ss_family;
    }
    if (*type < 0) {
        const int64_t outcome = int_option(fd, SO_TYPE, type);
        if (outcome < 0) return outcome;
    }
    if (*protocol < 0) {
        *protocol = 0;
#ifdef SO_PROTOCOL
        const int64_t outcome = int_option(fd, SO_PROTOCOL, protocol);
        if (outcome < 0) return outcome;
#endif
    }
    return 0;
}

napi_value adopt(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    const auto fd = static_cast<sys::Descriptor>(arguments.int64(0));
    int family = arguments.int32(1);
    int type = arguments.int32(2);
    int protocol = arguments.int32(3);
    const double timeout = arguments.number(4);
    int64_t outcome = examine(fd, &family, &type, &protocol);
    if (outcome >= 0 && timeout >= 0) outcome = sys::set_blocking(fd, false);
    // The caller keeps the descriptor if it cannot be taken over.
    if (outcome >= 0) outcome = SocketTable::instance().insert(fd, family, type, protocol, timeout);
    if (outcome >= 0) arguments.instance()->unclaimed.push_back(outcome);
    int32_t* words = arguments.instance()->words;
    words[0] = family;
    words[1] = type;
    words[2] = protocol;
    return to_value(env, outcome);
}

napi_value describe(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    int32_t* words = arguments.instance()->words;
    words[0] = use->family;
    words[1] = use->type;
    words[2] = use->protocol;
    return to_value(env, 0);
}

napi_value retain(napi_env env, napi_callback_info info) {
    return to_value(env, SocketTable::instance().retain(Arguments<1>(env, info).int64(0)));
}

napi_value release(napi_env env, napi_callback_info info) {
    return to_value(env, SocketTable::instance().release(Arguments<1>(env, info).int64(0)));
}

// An open stream keeps the socket open.
napi_value stream_opened(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    if (use) use->streams.fetch_add(1);
    return to_value(env, use ? 0 : -sys::kNotASocket);
}

// Returns 1 if that was the last stream of a socket that must be closed.
napi_value stream_closed(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    int streams = use->streams.load();
    while (streams > 0 && !use->streams.compare_exchange_weak(streams, streams - 1)) continue;
    return to_value(env, streams <= 1 && use->closing.load() ? 1 : 0);
}

// Returns 1 if the socket can be closed at once; otherwise its last stream closes it.
napi_value start_closing(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    use->closing.store(true);
    return to_value(env, use->streams.load() == 0 ? 1 : 0);
}

napi_value is_closing(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    return to_value(env, !use || use->closing.load() ? 1 : 0);
}

napi_value fileno(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    return to_value(env, use ? static_cast<int64_t>(use.fd()) : -1);
}

napi_value detach(napi_env env, napi_callback_info info) {
    return to_value(env, SocketTable::instance().take(Arguments<1>(env, info).int64(0)));
}

napi_value close(napi_env env, napi_callback_info info) {
    const int64_t fd = SocketTable::instance().take(Arguments<1>(env, info).int64(0));
    return to_value(env, fd < 0 ? fd : close_polled(static_cast<sys::Descriptor>(fd)));
}

napi_value close_fd(napi_env env, napi_callback_info info) {
    const int64_t fd = Arguments<1>(env, info).int64(0);
    return to_value(env, close_polled(static_cast<sys::Descriptor>(fd)));
}

napi_value dup(napi_env env, napi_callback_info info) {
    return to_value(env,
                    sys::duplicate(static_cast<sys::Descriptor>(Arguments<1>(env, info).int64(0))));
}

napi_value set_inheritable(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    return to_value(env,
                    use ? sys::set_inheritable(use.fd(), arguments.boolean(1)) : -sys::kNotASocket);
}

napi_value get_inheritable(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    return to_value(env, use ? sys::get_inheritable(use.fd()) : -sys::kNotASocket);
}

napi_value bind(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    sockaddr_storage address;
    socklen_t length = 0;
    if (!read_address(arguments.instance()->words, &address, &length))
        return to_value(env, -EINVAL);
    return to_value(env, sys::bind_socket(use.fd(), reinterpret_cast<sockaddr*>(&address), length));
}

napi_value listen(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    return to_value(env,
                    use ? sys::listen_socket(use.fd(), arguments.int32(1)) : -sys::kNotASocket);
}

napi_value accept(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    sockaddr_storage address;
    socklen_t length = 0;
    BlockingCall call(arguments.instance(), use, sys::Direction::kRead);
    const int64_t fd = call.run([&](sys::Descriptor listening) -> int64_t {
        const int64_t ready = call.wait_unless_nonblocking();
        if (ready != 0) return ready;
        length = sizeof address;
        return sys::accept_socket(listening, reinterpret_cast<sockaddr*>(&address), &length);
    });
    if (fd < 0) return to_value(env, fd);
    write_address(reinterpret_cast<sockaddr*>(&address), length, arguments.instance()->words,
                  Instance::kBlockSize, use->protocol);
    return to_value(env, enter(arguments.instance(), static_cast<sys::Descriptor>(fd), use->family,
                               use->type, use->protocol, arguments.number(1)));
}

// True for families in which a connect that was interrupted does not go on: it has to be repeated.
bool gives_up_interrupted_connect(int family) {
#ifdef AF_VSOCK
    if (family == AF_VSOCK) return true;
#endif
    return family == AF_UNIX;
}

napi_value connect(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    sockaddr_storage address;
    socklen_t length = 0;
    if (!read_address(arguments.instance()->words, &address, &length))
        return to_value(env, -EINVAL);

    BlockingCall call(arguments.instance(), use, sys::Direction::kWrite);
    bool started = false;
    int64_t refused = 0;
    const int64_t outcome = call.run([&](sys::Descriptor fd) -> int64_t {
        if (started) {
            const int64_t ready = call.wait_ready();
            const int64_t ended = ready == 0 ? sys::connect_result(fd) : ready;
            return ended == -EALREADY ? -EINTR : ended;
        }
        const int64_t begun =
            sys::connect_socket(fd, reinterpret_cast<sockaddr*>(&address), length);
        if (begun == -EINTR && gives_up_interrupted_connect(use->family)) return begun;
        started = begun == -EINTR || (begun == -sys::kInProgress && call.waits());
        if (started && call.timeout() != 0) return -EINTR;
        // The backlog of a UNIX socket is full: waiting for writability would not help.
        if (begun == -sys::kWouldBlock) refused = begun;
        return begun == -sys::kWouldBlock ? 0 : begun;
    });
    return to_value(env, refused != 0 ? refused : outcome);
}

napi_value shutdown(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    return to_value(env,
                    use ? sys::shutdown_socket(use.fd(), arguments.int32(1)) : -sys::kNotASocket);
}

using NameCall = int64_t (*)(sys::Descriptor, sockaddr*, socklen_t*);

napi_value name_of(napi_env env, napi_callback_info info, NameCall name_call) {
    const Arguments<1> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    sockaddr_storage address;
    socklen_t length = sizeof address;
    const int64_t outcome = name_call(use.fd(), reinterpret_cast<sockaddr*>(&address), &length);
    if (outcome >= 0)
        write_address(reinterpret_cast<sockaddr*>(&address), length, arguments.instance()->words,
                      Instance::kBlockSize, use->protocol);
    return to_value(env, outcome);
}

napi_value getsockname(napi_env env, napi_callback_info info) {
    return name_of(env, info, sys::socket_name);
}

napi_value getpeername(napi_env env, napi_callback_info info) {
    return name_of(env, info, sys::peer_name);
}

napi_value set_timeout(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    const double timeout = arguments.number(1);
    use->timeout.store(timeout);
    return to_value(env, sys::set_blocking(use.fd(), timeout < 0));
}

napi_value get_timeout(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    napi_value value = nullptr;
    napi_create_double(env, use ? use->timeout.load() : std::nan(""), &value);
    return value;
}

napi_value get_default_timeout(napi_env env, napi_callback_info) {
    napi_value value = nullptr;
    napi_create_double(env, g_default_timeout.load(), &value);
    return value;
}

napi_value set_default_timeout(napi_env env, napi_callback_info info) {
    g_default_timeout.store(Arguments<1>(env, info).number(0));
    return to_value(env, 0);
}

// A call with the arguments (handle, view, offset, length, flags). For recv: Transfer reads them,
// BlockingCall repeats the attempt in the socket's mode, Receipt counts the bytes, sys::recv is the
// system call.
class Transfer {
  public:
    Transfer(napi_env env, napi_callback_info info)
        : arguments_(env, info),
          use_(arguments_.int64(0)),
          range_(env, arguments_.value(1), static_cast<size_t>(arguments_.int64(2)),
                 static_cast<size_t>(arguments_.int64(3))),
          flags_(arguments_.int32(4)) {}

    Instance* instance() const { return arguments_.instance(); }
    SocketUse& use() { return use_; }
    Range& range() { return range_; }
    int flags() const { return flags_; }
    // True for a call that the kernel would only leave when all bytes are transferred.
    bool blocks_for_all() const {
        return use_ && use_->timeout.load() < 0 && use_->type == SOCK_STREAM;
    }

    // Makes `attempt(fd, range, flags)` in the socket's mode.
    template <class Attempt>
    int64_t run(sys::Direction direction, Attempt attempt) {
        if (!use_) return -sys::kNotASocket;
        BlockingCall call(instance(), use_, direction, &range_);
        return run(call, attempt);
    }

    template <class Attempt>
    int64_t run(BlockingCall& call, Attempt attempt) {
        return call.run([&](sys::Descriptor fd) {
            return range_.valid() ? attempt(fd, range_, flags_ | call.flags()) : -EFAULT;
        });
    }

  private:
    const Arguments<5> arguments_;
    SocketUse use_;
    Range range_;
    const int flags_;
};

// Bytes that one call receives. Where all sockets are non-blocking, no single system call waits for
// everything that MSG_WAITALL requests, so several of them do.
class Receipt {
  public:
    explicit Receipt(Transfer& transfer)
        : waits_for_all_(transfer.blocks_for_all() &&
                         (transfer.flags() & (MSG_WAITALL | MSG_PEEK | MSG_OOB)) == MSG_WAITALL),
          gathers_(waits_for_all_ && !sys::kInterruptsCalls),
          progress_(waits_for_all_) {}

    // `attempt(data, length, flags)` receives once.
    template <class Attempt>
    int64_t add(const Range& range, int flags, Attempt attempt) {
        if (progress_.goes_on()) {
            const size_t done = progress_.done();
            return progress_.add(attempt(range.data() + done, range.length() - done, flags),
                                 range.length());
        }
        if (!gathers_) return attempt(range.data(), range.length(), flags);
        // A signal handler may have shortened it.
        const size_t room = range.length() - std::min(received_, range.length());
        const int64_t outcome =
            attempt(range.data() + received_, room, flags & ~static_cast<int>(MSG_WAITALL));
        if (outcome == -sys::kWouldBlock || outcome == -EINTR) return outcome;
        if (outcome > 0) received_ += static_cast<size_t>(outcome);
        if (outcome > 0 && received_ < range.length()) return -sys::kWouldBlock;
        return received_ > 0 ? static_cast<int64_t>(std::min(received_, range.length())) : outcome;
    }

  private:
    const bool waits_for_all_;
    const bool gathers_;
    Progress progress_;
    size_t received_ = 0;
};

napi_value recv(napi_env env, napi_callback_info info) {
    Transfer transfer(env, info);
    Receipt receipt(transfer);
    return to_value(env, transfer.run(sys::Direction::kRead, [&](sys::Descriptor fd,
                                                                 const Range& range, int flags) {
        return receipt.add(range, flags, [fd](auto* data, size_t length, int passed) {
            return sys::receive(fd, data, length, passed);
        });
    }));
}

napi_value recvfrom(napi_env env, napi_callback_info info) {
    Transfer transfer(env, info);
    sockaddr_storage address;
    auto* peer = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = 0;
    Receipt receipt(transfer);
    const int64_t received =
        transfer.run(sys::Direction::kRead, [&](sys::Descriptor fd, const Range& range, int flags) {
            return receipt.add(range, flags, [&](auto* data, size_t room, int passed) {
                length = sizeof address;
                return sys::receive_from(fd, data, room, passed, peer, &length);
            });
        });
    if (received >= 0)
        write_address(peer, length, transfer.instance()->words, Instance::kBlockSize,
                      transfer.use()->protocol);
    return to_value(env, received);
}

napi_value send(napi_env env, napi_callback_info info) {
    Transfer transfer(env, info);
    Progress progress(transfer.blocks_for_all());
    return to_value(env, transfer.run(sys::Direction::kWrite, [&](sys::Descriptor fd,
                                                                  const Range& range, int flags) {
        const size_t done = progress.done();
        return progress.add(sys::send(fd, range.data() + done, range.length() - done, flags),
                            range.length());
    }));
}

napi_value sendall(napi_env env, napi_callback_info info) {
    Transfer transfer(env, info);
    if (!transfer.use()) return to_value(env, -sys::kNotASocket);
    const size_t length = transfer.range().length();
    BlockingCall call(transfer.instance(), transfer.use(), sys::Direction::kWrite,
                      &transfer.range());
    size_t sent = 0;
    do {
        const int64_t outcome =
            transfer.run(call, [&](sys::Descriptor fd, const Range& range, int flags) {
                return sys::send(fd, range.data() + sent, length - sent, flags);
            });
        if (outcome < 0) return to_value(env, outcome);
        sent += static_cast<size_t>(outcome);
        // A peer that keeps taking a little would keep the socket writable past the deadline.
        if (sent < length && call.timeout() > 0 && call.deadline().passed())
            return to_value(env, kTimedOut);
    } while (sent < length);
    return to_value(env, 0);
}

napi_value sendto(napi_env env, napi_callback_info info) {
    Transfer transfer(env, info);
    sockaddr_storage address;
    socklen_t length = 0;
    if (!read_address(transfer.instance()->words, &address, &length)) return to_value(env, -EINVAL);
    const auto* peer = reinterpret_cast<sockaddr*>(&address);
    Progress progress(transfer.blocks_for_all());
    return to_value(env, transfer.run(sys::Direction::kWrite, [&](sys::Descriptor fd,
                                                                  const Range& range, int flags) {
        const size_t done = progress.done();
        return progress.add(
            sys::send_to(fd, range.data() + done, range.length() - done, flags, peer, length),
            range.length());
    }));
}

}  // namespace

void define_sockets(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"socket", open_socket},
            {"adopt", adopt},
            {"socketpair", open_socketpair},
            {"retain", retain},
            {"release", release},
            {"stream_opened", stream_opened},
            {"stream_closed", stream_closed},
            {"start_closing", start_closing},
            {"is_closing", is_closing},
            {"fileno", fileno},
            {"describe", describe},
            {"detach", detach},
            {"close", close},
            {"close_fd", close_fd},
            {"dup", dup},
            {"set_inheritable", set_inheritable},
            {"get_inheritable", get_inheritable},
            {"bind", bind},
            {"listen", listen},
            {"accept", accept},
            {"connect", connect},
            {"shutdown", shutdown},
            {"getsockname", getsockname},
            {"getpeername", getpeername},
            {"set_timeout", set_timeout},
            {"get_timeout", get_timeout},
            {"get_default_timeout", get_default_timeout},
            {"set_default_timeout", set_default_timeout},
            {"recv", recv},
            {"recvfrom", recvfrom},
            {"send", send},
            {"sendall", sendall},
            {"sendto", sendto}});
}

}  // namespace pysocket
