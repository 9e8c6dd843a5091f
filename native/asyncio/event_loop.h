#pragma once

#include <node_api.h>

#include <memory>

namespace pysocket {

// Two handles in an event loop of libuv: one calls `on_ready` when a descriptor is readable, one
// calls `before_sleep` before the loop waits. Neither keeps the loop going. libuv's functions are
// those that the program exports, and the sizes of its handles are asked for, so that no version of
// libuv is compiled in.
class EventLoop {
  public:
    using Callback = void (*)(void* owner);

    // Returns null if the program exports no libuv, or if it refuses the descriptor.
    static EventLoop* attach(napi_env env, int descriptor, void* owner, Callback on_ready,
                             Callback before_sleep);
    // Stops both handles. libuv calls `done` later, when it has let go of them; this object is then
    // gone.
    void detach(Callback done);

  private:
    EventLoop() = default;

    void* owner_ = nullptr;
    Callback on_ready_ = nullptr;
    Callback before_sleep_ = nullptr;
    Callback done_ = nullptr;
    std::unique_ptr<char[]> poll_;
    std::unique_ptr<char[]> prepare_;
    int open_ = 0;

    friend struct Callbacks;
};

}  // namespace pysocket
