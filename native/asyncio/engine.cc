#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/sys/sys.h"

#if __has_include(<sys/epoll.h>)

#include <sys/epoll.h>

#include <vector>

#include "native/asyncio/event_loop.h"

namespace pysocket {

namespace {

// Receives and sends for all sockets of one asyncio loop. Its epoll is one descriptor in Node's own
// event loop. In a turn it receives what is ready into a slab, calls JavaScript once for all of it,
// and then sends what JavaScript has written. lib/asyncio/engine.ts has the other half and
// describes the memory that both share.
class Engine {
  public:
    static constexpr int kNothing = -100;  // A result: the descriptor is ready, nothing received.

    Engine(napi_env env, int epoll) : env_(env), epoll_(epoll) {}

    bool start(napi_value dispatch, napi_value unsent) {
        napi_value name = nullptr;
        napi_value receiver = nullptr;
        napi_create_string_utf8(env_, "pysocket.asyncio", NAPI_AUTO_LENGTH, &name);
        napi_create_object(env_, &receiver);
        napi_create_reference(env_, receiver, 1, &receiver_);
        napi_create_reference(env_, dispatch, 1, &dispatch_);
        napi_create_reference(env_, unsent, 1, &unsent_);
        napi_async_init(env_, receiver, name, &context_);
        loop_ = EventLoop::attach(env_, epoll_, this, on_ready, before_sleep);
        if (loop_ == nullptr) return false;
        napi_add_async_cleanup_hook(env_, end_with_environment, this, &hook_);
        return true;
    }

    // Keeps the memory that is shared with JavaScript: words, slab, out, queue.
    bool share(const napi_value views[4]) {
        for (int index = 0; index < 4; index++) {
            napi_typedarray_type type = napi_int8_array;
            size_t length = 0;
            void* data = nullptr;
            if (napi_get_typedarray_info(env_, views[index], &type, &length, &data, nullptr,
                                         nullptr) != napi_ok)
                return false;
            memory_[index] = {static_cast<uint8_t*>(data), length};
            if (held_[index] != nullptr) napi_delete_reference(env_, held_[index]);
            napi_create_reference(env_, views[index], 1, &held_[index]);
        }
        queue()[kSlabUsed] = 0;
        return true;
    }

    // Adds, changes or removes what is waited for on a descriptor.
    int64_t control(size_t index, int operation, int fd, uint32_t events) {
        if (index >= slots_.size()) slots_.resize(index + 64);
        Slot& slot = slots_[index];
        if (operation == EPOLL_CTL_ADD) {
            slot = Slot{};
            slot.fd = fd;
            slot.generation = ++generation_;
        }
        epoll_event event = {};
        event.events = events;
        event.data.u64 = index | static_cast<uint64_t>(slot.generation) << 32;
        const int64_t outcome = ::epoll_ctl(epoll_, operation, fd, &event) < 0 ? -errno : 0;
        if (operation == EPOLL_CTL_DEL || (operation == EPOLL_CTL_ADD && outcome < 0))
            slot = Slot{};
        return outcome;
    }

    // Returns 1 if the next turn has to come although no event tells of it.
    int64_t want(size_t index, int receive, bool writes) {
        if (index >= slots_.size()) return 0;
        Slot& slot = slots_[index];
        slot.receive = receive;
        slot.writes = writes;
        if (receive > 0 && slot.readable) visit_again(index);
        return again_.empty() ? 0 : 1;
    }

    // Receives what is ready. Returns the number of items for JavaScript.
    int turn() {
        count_ = 0;
        reported_ = words();
        std::vector<size_t> again;
        again.swap(again_);
        for (const size_t index : again) {
            slots_[index].queued = false;
            if (count_ == most_items())
                visit_again(index);
            else if (slots_[index].fd >= 0 && slots_[index].readable)
                receive(index, 0);
        }
        epoll_event events[kMost];
        const int room = most_items() - count_;
        const int most = room < kMost ? room : kMost;
        const int found = most > 0 ? ::epoll_wait(epoll_, events, most, 0) : 0;
        for (int k = 0; k < found; k++) note(events[k]);
        queue()[kAgain] = static_cast<int32_t>(again_.size());
        return count_;
    }

    // Sends what JavaScript has queued, all of one socket in one call. Returns the number of
    // sockets that did not take all.
    int flush() {
        const int32_t* items = queue() + kHeader;
        const auto count = static_cast<size_t>(queue()[kQueued]);
        if (count == 0 || count > (memory_[kQueue].length - kHeader) / 3) return 0;
        next_.assign(count, kEnd);
        order_.clear();
        for (size_t k = 0; k < count; k++) {
            const auto index = static_cast<size_t>(items[3 * k]);
            if (index >= slots_.size() || slots_[index].fd < 0) continue;
            Slot& slot = slots_[index];
            if (slot.first == kEnd) {
                slot.first = k;
                order_.push_back(index);
            } else {
                next_[slot.last] = k;
            }
            slot.last = k;
        }
        count_ = 0;
        // JavaScript may be reading the items of a turn.
        reported_ = words() + static_cast<ptrdiff_t>(4) * most_items();
        for (const size_t index : order_) send(index, items);
        if (count_ == 0) queue()[kQueued] = queue()[kQueuedBytes] = 0;
        return count_;
    }

    void end() {
        if (loop_ == nullptr) return;
        // The environment may end while JavaScript of this call runs: nothing of it is used after.
        loop_->detach(on_detached);
        loop_ = nullptr;
        for (napi_ref* reference :
             {&dispatch_, &unsent_, &receiver_, &held_[0], &held_[1], &held_[2], &held_[3]}) {
            if (*reference != nullptr) napi_delete_reference(env_, *reference);
            *reference = nullptr;
        }
        if (context_ != nullptr) napi_async_destroy(env_, context_);
        context_ = nullptr;
    }

  private:
    static constexpr int kMost = 1024;
    static constexpr int kLeastRoom = 4096;
    static constexpr int kVectors = 64;
    static constexpr size_t kEnd = SIZE_MAX;
    // The queue's first words.
    enum Header { kQueued, kQueuedBytes, kAgain, kSlabUsed, kHeader };
    enum Shared { kWords, kSlab, kOut, kQueue };

    struct Slot {
        int fd = -1;
        uint32_t generation = 0;
        int receive = 0;  // Bytes to receive natively; 0: only readiness is reported.
        bool writes = false;
        bool readable = false;
        bool hung_up = false;
        bool queued = false;
        size_t first = kEnd;
        size_t last = kEnd;
    };

    struct Memory {
        uint8_t* data = nullptr;
        size_t length = 0;
    };

    int32_t* words() const { return reinterpret_cast<int32_t*>(memory_[kWords].data); }
    int32_t* queue() const { return reinterpret_cast<int32_t*>(memory_[kQueue].data); }
    int most_items() const { return static_cast<int>(memory_[kWords].length / 8); }

    void report(size_t index, int events, int64_t result, int offset) {
        if (count_ >= most_items()) return;
        int32_t* item = reported_ + static_cast<ptrdiff_t>(4) * count_++;
        item[0] = static_cast<int32_t>(index);
        item[1] = events;
        item[2] = static_cast<int32_t>(result);
        item[3] = offset;
    }

    void visit_again(size_t index) {
        if (slots_[index].queued) return;
        slots_[index].queued = true;
        again_.push_back(index);
    }

    void note(const epoll_event& event) {
        const auto index = static_cast<size_t>(event.data.u64 & UINT32_MAX);
        if (index >= slots_.size() || slots_[index].generation != event.data.u64 >> 32) return;
        Slot& slot = slots_[index];
        constexpr uint32_t kHangUp = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
        if ((event.events & kHangUp) != 0) slot.hung_up = true;
        if ((event.events & (EPOLLIN | kHangUp)) != 0) slot.readable = true;
        if (slot.receive == 0) return report(index, static_cast<int>(event.events), kNothing, 0);
        const int written = slot.writes ? static_cast<int>(event.events & EPOLLOUT) : 0;
        if (slot.receive > 0 && slot.readable && !slot.queued) return receive(index, written);
        if (written != 0) report(index, written, kNothing, 0);
    }

    // Receives once, so that no socket keeps the others waiting.
    void receive(size_t index, int events) {
        Slot& slot = slots_[index];
        int32_t& used = queue()[kSlabUsed];
        const int room = static_cast<int>(memory_[kSlab].length) - used;
        int64_t received = -EAGAIN;
        if (slot.receive > 0 && room < kLeastRoom) {
            visit_again(index);
        } else if (slot.receive > 0) {
            const int most = slot.receive < room ? slot.receive : room;
            received = sys::receive(slot.fd, memory_[kSlab].data + used, static_cast<size_t>(most),
                                    sys::kDontWait);
            if (received < most && !slot.hung_up) slot.readable = false;
            if (received == 0 || (received < 0 && received != -EAGAIN && received != -EINTR))
                slot.readable = false;
            else if (slot.readable)
                visit_again(index);
        }
        if (received == -EAGAIN || received == -EINTR) {
            if (events != 0) report(index, events, kNothing, 0);
            return;
        }
        report(index, events, received, used);
        // Eight bytes apart, so that slices are aligned.
        if (received > 0) used += static_cast<int32_t>((received + 7) & ~int64_t{7});
    }

    // Sends a socket's items from `slot.first` on.
    void send(size_t index, const int32_t* items) {
        Slot& slot = slots_[index];
        int64_t total = 0;
        size_t k = slot.first;
        slot.first = slot.last = kEnd;
        while (k != kEnd) {
            iovec vectors[kVectors];
            size_t used = 0;
            int64_t length = 0;
            for (; k != kEnd && used < kVectors; k = next_[k]) {
                const auto offset = static_cast<size_t>(items[3 * k + 1]);
                const auto size = static_cast<size_t>(items[3 * k + 2]);
                if (offset > memory_[kOut].length || size > memory_[kOut].length - offset) continue;
                vectors[used].iov_base = memory_[kOut].data + offset;
                vectors[used++].iov_len = size;
                length += static_cast<int64_t>(size);
            }
            msghdr message = {};
            message.msg_iov = vectors;
            message.msg_iovlen = used;
            const int64_t sent = used == 1 ? sys::send(slot.fd, vectors[0].iov_base,
                                                       vectors[0].iov_len, sys::kDontWait)
                                           : sys::send_message(slot.fd, &message, sys::kDontWait);
            if (sent > 0) total += sent;
            if (sent == length) continue;
            const bool full = sent >= 0 || sent == -EAGAIN || sent == -EINTR;
            return report(index, full ? 0 : 1, full ? total : sent, 0);
        }
    }

    // Node runs the microtasks and next ticks when this call returns.
    void call(napi_ref function, int count) {
        napi_handle_scope scope = nullptr;
        if (napi_open_handle_scope(env_, &scope) != napi_ok) return;
        napi_value callee = nullptr;
        napi_value receiver = nullptr;
        napi_value result = nullptr;
        napi_get_reference_value(env_, function, &callee);
        napi_get_reference_value(env_, receiver_, &receiver);
        const napi_env env = env_;
        napi_value argument = to_value(env, count);
        if (callee != nullptr && napi_make_callback(env, context_, receiver, callee, 1, &argument,
                                                    &result) == napi_pending_exception) {
            napi_value error = nullptr;
            if (napi_get_and_clear_last_exception(env, &error) == napi_ok)
                napi_fatal_exception(env, error);
        }
        napi_close_handle_scope(env, scope);
    }

    static void on_ready(void* owner) {
        auto* engine = static_cast<Engine*>(owner);
        const int count = engine->turn();
        if (count > 0 || engine->queue()[kAgain] > 0) engine->call(engine->dispatch_, count);
        before_sleep(owner);
    }

    static void before_sleep(void* owner) {
        auto* engine = static_cast<Engine*>(owner);
        if (engine->loop_ == nullptr) return;
        const int count = engine->flush();
        if (count > 0) engine->call(engine->unsent_, count);
    }

    static void on_detached(void* owner) {
        auto* engine = static_cast<Engine*>(owner);
        ::close(engine->epoll_);
        if (engine->hook_ != nullptr) napi_remove_async_cleanup_hook(engine->hook_);
        delete engine;
    }

    static void end_with_environment(napi_async_cleanup_hook_handle, void* owner) {
        static_cast<Engine*>(owner)->end();
    }

    const napi_env env_;
    const int epoll_;
    EventLoop* loop_ = nullptr;
    napi_ref dispatch_ = nullptr;
    napi_ref unsent_ = nullptr;
    napi_ref receiver_ = nullptr;
    napi_ref held_[4] = {};
    napi_async_context context_ = nullptr;
    napi_async_cleanup_hook_handle hook_ = nullptr;
    Memory memory_[4];
    std::vector<Slot> slots_;
    std::vector<size_t> again_;
    std::vector<size_t> next_;
    std::vector<size_t> order_;
    uint32_t generation_ = 0;
    int32_t* reported_ = nullptr;
    int count_ = 0;
};

// An engine belongs to its thread. JavaScript names it by its place here, which is not used again.
std::vector<Engine*>& engines() {
    static thread_local std::vector<Engine*> all;
    return all;
}

Engine* engine_of(int64_t id) {
    const auto& all = engines();
    return id >= 0 && static_cast<size_t>(id) < all.size() ? all[static_cast<size_t>(id)] : nullptr;
}

// Arguments: the functions for items and for sockets that did not take all.
napi_value engine_open(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) return to_value(env, -errno);
    auto* engine = new Engine(env, epoll);
    if (!engine->start(arguments.value(0), arguments.value(1))) {
        ::close(epoll);
        delete engine;
        return to_value(env, -ENOSYS);
    }
    engines().push_back(engine);
    return to_value(env, static_cast<int64_t>(engines().size()) - 1);
}

napi_value engine_share(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    Engine* engine = engine_of(arguments.int64(0));
    const napi_value views[4] = {arguments.value(1), arguments.value(2), arguments.value(3),
                                 arguments.value(4)};
    return to_value(env, engine != nullptr && engine->share(views) ? 0 : -EBADF);
}

napi_value engine_control(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    Engine* engine = engine_of(arguments.int64(0));
    if (engine == nullptr) return to_value(env, -EBADF);
    return to_value(env,
                    engine->control(static_cast<size_t>(arguments.int64(1)), arguments.int32(2),
                                    arguments.int32(3), static_cast<uint32_t>(arguments.int64(4))));
}

napi_value engine_want(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    Engine* engine = engine_of(arguments.int64(0));
    if (engine == nullptr) return to_value(env, 0);
    return to_value(env, engine->want(static_cast<size_t>(arguments.int64(1)), arguments.int32(2),
                                      arguments.boolean(3)));
}

napi_value engine_turn(napi_env env, napi_callback_info info) {
    Engine* engine = engine_of(Arguments<1>(env, info).int64(0));
    return to_value(env, engine == nullptr ? 0 : engine->turn());
}

napi_value engine_flush(napi_env env, napi_callback_info info) {
    Engine* engine = engine_of(Arguments<1>(env, info).int64(0));
    return to_value(env, engine == nullptr ? 0 : engine->flush());
}

napi_value engine_close(napi_env env, napi_callback_info info) {
    const int64_t id = Arguments<1>(env, info).int64(0);
    Engine* engine = engine_of(id);
    if (engine == nullptr) return to_value(env, -EBADF);
    engines()[static_cast<size_t>(id)] = nullptr;
    engine->end();
    return to_value(env, 0);
}

}  // namespace

void define_engine(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"engine_open", engine_open},
            {"engine_share", engine_share},
            {"engine_control", engine_control},
            {"engine_want", engine_want},
            {"engine_turn", engine_turn},
            {"engine_flush", engine_flush},
            {"engine_close", engine_close}});
}

}  // namespace pysocket

#else

namespace pysocket {

void define_engine(Instance*, napi_value) {}

}  // namespace pysocket

#endif
