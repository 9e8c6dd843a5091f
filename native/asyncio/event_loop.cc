#include "native/asyncio/event_loop.h"

#include "native/sys/sys.h"

namespace pysocket {

namespace {

// Numbers of libuv's public ABI, which are the same in all its versions 1.x.
constexpr int kPollHandle = 8;     // UV_POLL
constexpr int kPrepareHandle = 9;  // UV_PREPARE
constexpr int kReadable = 1;       // UV_READABLE

template <class Type>
struct Imported {
    explicit Imported(const char* name)
        : call(reinterpret_cast<Type*>(sys::process_function(name))) {}
    Type* call;
};

// The functions of libuv that are used; all of its public interface since version 1.19.
struct Libuv {
    Imported<size_t(int)> handle_size{"uv_handle_size"};
    Imported<void(void*, void*)> set_data{"uv_handle_set_data"};
    Imported<void*(const void*)> data{"uv_handle_get_data"};
    Imported<int(void*, void*, int)> poll_init{"uv_poll_init"};
    Imported<int(void*, int, void (*)(void*, int, int))> poll_start{"uv_poll_start"};
    Imported<int(void*, void*)> prepare_init{"uv_prepare_init"};
    Imported<int(void*, void (*)(void*))> prepare_start{"uv_prepare_start"};
    Imported<void(void*)> unref{"uv_unref"};
    Imported<void(void*, void (*)(void*))> close{"uv_close"};

    bool complete() const {
        return handle_size.call != nullptr && set_data.call != nullptr && data.call != nullptr &&
               poll_init.call != nullptr && poll_start.call != nullptr &&
               prepare_init.call != nullptr && prepare_start.call != nullptr &&
               unref.call != nullptr && close.call != nullptr;
    }
};

const Libuv& libuv() {
    static const Libuv functions;
    return functions;
}

}  // namespace

// libuv's callbacks, which get the handle.
struct Callbacks {
    static EventLoop* of(const void* handle) {
        return static_cast<EventLoop*>(libuv().data.call(handle));
    }

    static void on_poll(void* handle, int, int) {
        const EventLoop* loop = of(handle);
        loop->on_ready_(loop->owner_);
    }

    static void on_prepare(void* handle) {
        const EventLoop* loop = of(handle);
        loop->before_sleep_(loop->owner_);
    }

    static void on_closed(void* handle) {
        EventLoop* loop = of(handle);
        if (--loop->open_ > 0) return;
        const auto done = loop->done_;
        void* owner = loop->owner_;
        delete loop;
        done(owner);
    }
};

EventLoop* EventLoop::attach(napi_env env, int descriptor, void* owner, Callback on_ready,
                             Callback before_sleep) {
    const Libuv& uv = libuv();
    uv_loop_s* loop = nullptr;
    if (!uv.complete() || napi_get_uv_event_loop(env, &loop) != napi_ok) return nullptr;
    std::unique_ptr<EventLoop> made(new EventLoop);
    made->owner_ = owner;
    made->on_ready_ = on_ready;
    made->before_sleep_ = before_sleep;
    made->poll_ = std::make_unique<char[]>(uv.handle_size.call(kPollHandle));
    made->prepare_ = std::make_unique<char[]>(uv.handle_size.call(kPrepareHandle));
    char* poll = made->poll_.get();
    char* prepare = made->prepare_.get();
    if (uv.poll_init.call(loop, poll, descriptor) != 0) return nullptr;
    uv.prepare_init.call(loop, prepare);
    for (char* handle : {poll, prepare}) {
        uv.set_data.call(handle, made.get());
        uv.unref.call(handle);
    }
    uv.poll_start.call(poll, kReadable, Callbacks::on_poll);
    uv.prepare_start.call(prepare, Callbacks::on_prepare);
    made->open_ = 2;
    return made.release();
}

void EventLoop::detach(Callback done) {
    done_ = done;
    libuv().close.call(poll_.get(), Callbacks::on_closed);
    libuv().close.call(prepare_.get(), Callbacks::on_closed);
}

}  // namespace pysocket
