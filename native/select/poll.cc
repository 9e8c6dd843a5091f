#include <memory>

#include "native/core/arguments.h"
#include "native/socket/socket_table.h"
#include "native/waits/signals.h"
#include "native/waits/waiter.h"

namespace pysocket {

namespace {

// The pairs [object, events] that JavaScript wrote, and the pollfds made from them.
class Poll {
  public:
    Poll(double* pairs, size_t count) : pairs_(pairs), count_(count) {
        if (count > kInPlace) many_ = std::make_unique<pollfd[]>(count);
        for (size_t index = 0; index < count; index++) {
            const auto what = static_cast<int64_t>(pairs[2 * index]);
            pollfd& descriptor = descriptors()[index];
            descriptor.fd = descriptor_of(what);
            descriptor.events = static_cast<short>(pairs[2 * index + 1]);
            descriptor.revents = 0;
        }
    }

    bool closed() const { return closed_; }
    pollfd* descriptors() { return many_ ? many_.get() : in_place_; }

    // Nothing keeps a socket open during the call. But a socket that is open afterwards was open
    // all along, because a handle is used once. So the descriptor polled was its own.
    int64_t attempt() {
        const int64_t outcome = sys::wait_any(descriptors(), count_, Deadline(0));
        return any_closed() ? -sys::kNotASocket : outcome;
    }

    // Another thread must be able to find what is polled before this one sleeps.
    int64_t wait(Instance* instance, const Deadline& deadline) {
        Waiter& waiter = Waiter::current();
        if (waiter.is_main()) watch_interrupt_key(instance);
        if (polled_.empty()) list_polled();
        waiter.begin_polling(&polled_);
        waiter.begin();
        int64_t outcome = waiter.interruption();
        if (outcome == 0) {
            if (any_closed())
                outcome = -sys::kNotASocket;
            else if (waiter.closed_polled() == Waiter::kNothing)
                outcome = sys::wait_any(descriptors(), count_, deadline);
            else
                outcome = -EINTR;
        }
        waiter.end();
        waiter.end_polling();
        const bool is_wait = outcome >= 0 || outcome == -EINTR;
        return is_wait && waiter.closed_polled() < 0 ? mark_closed(waiter.closed_polled())
                                                     : outcome;
    }

    void write_results() {
        for (size_t index = 0; index < count_; index++)
            pairs_[2 * index + 1] = descriptors()[index].revents;
    }

  private:
    // Selecting on a few sockets is the common case and must not allocate.
    static constexpr size_t kInPlace = 64;

    sys::Descriptor descriptor_of(int64_t what) {
        if (what < 0) return static_cast<sys::Descriptor>(-1 - what);
        const SocketEntry* entry = SocketTable::instance().find(what);
        if (entry == nullptr) closed_ = true;
        return entry == nullptr ? sys::Descriptor(-1) : entry->fd.load();
    }

    void list_polled() {
        for (size_t index = 0; index < count_; index++)
            polled_.push_back(static_cast<int64_t>(pairs_[2 * index]));
    }

    // Reports POLLNVAL, as poll() does for a closed descriptor.
    int64_t mark_closed(int64_t what) {
        int64_t marked = 0;
        for (size_t index = 0; index < count_; index++) {
            const bool is_closed = polled_[index] == what;
            descriptors()[index].revents = is_closed ? sys::kPollInvalid : 0;
            if (is_closed) marked++;
        }
        return marked;
    }

    bool any_closed() const {
        for (size_t index = 0; index < count_; index++) {
            const auto what = static_cast<int64_t>(pairs_[2 * index]);
            if (what >= 0 && SocketTable::instance().find(what) == nullptr) return true;
        }
        return false;
    }

    double* pairs_;
    const size_t count_;
    bool closed_ = false;
    // Handles and descriptors of the pairs.
    std::vector<int64_t> polled_;
    pollfd in_place_[kInPlace];
    std::unique_ptr<pollfd[]> many_;
};

int64_t run(Instance* instance, Poll& poll, double timeout) {
    if (poll.closed()) return -sys::kNotASocket;
    int64_t outcome = poll.attempt();
    // A signal that comes during the attempt has left nothing ready either.
    const bool none_ready = outcome == 0 || outcome == -EINTR;
    if (!none_ready) return outcome;
    if (!run_due_listeners(instance)) return kThrew;
    if (timeout == 0) return 0;
    const Deadline deadline(timeout);
    for (;;) {
        outcome = poll.wait(instance, deadline);
        if (outcome == kSignalled) {
            if (!run_signal_listeners(instance, true)) return kThrew;
        } else if (outcome != -EINTR) {
            return outcome;
        }
    }
}

napi_value poll_sockets(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    void* data = nullptr;
    size_t length = 0;
    napi_typedarray_type type = napi_int8_array;
    const auto count = static_cast<size_t>(arguments.int64(1));
    if (napi_get_typedarray_info(env, arguments.value(0), &type, &length, &data, nullptr,
                                 nullptr) != napi_ok ||
        type != napi_float64_array || count > length / 2)
        return to_value(env, -EFAULT);
    Poll poll(static_cast<double*>(data), count);
    const int64_t outcome = run(arguments.instance(), poll, arguments.number(2));
    if (outcome >= 0) poll.write_results();
    return to_value(env, outcome);
}

}  // namespace

void define_poll(Instance* instance, napi_value exports) {
    define(instance, exports, {{"poll", poll_sockets}});
}

}  // namespace pysocket
