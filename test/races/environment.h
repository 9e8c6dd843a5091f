#pragma once

#include <node_api.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

// As much of Node-API as the native functions need, without JavaScript: the addon's own code runs
// in plain threads, each of which has an environment of its own, as a worker has.

using Value = std::shared_ptr<napi_value__>;

struct napi_value__ : std::enable_shared_from_this<napi_value__> {
    double number = 0;
    std::string text;
    // Of an ArrayBuffer and its views.
    std::shared_ptr<std::vector<uint8_t>> memory;
    bool is_view = false;
    napi_typedarray_type type = napi_uint8_array;
    size_t offset = 0;
    size_t length = 0;
    bool is_array = false;
    std::map<std::string, Value> properties;
    napi_callback callback = nullptr;
    void* data = nullptr;
    std::function<void(int32_t)> listener;
};

struct napi_env__ {
    Value exports;
    // What has been made and is still to be seen: by the call in progress, or for ever.
    std::vector<Value> values;
    std::vector<std::pair<void (*)(void*), void*>> cleanup_hooks;
    // No JavaScript runs any more.
    std::atomic<bool> ending{false};
    // The descriptor of the event loop, which never turns, and what wakes it.
    int loop = -1;
    int wake = -1;
};

struct napi_threadsafe_function__ {
    napi_env env;
    napi_threadsafe_function_call_js call_js;
    void* context;
    std::atomic<int> calls{0};
};

namespace races {

Value to_value(double number);
Value to_value(const char* text);
Value to_value(Value value);
// Memory of so many bytes, as a Uint8Array or a Float64Array.
Value make_bytes(size_t length);
Value make_doubles(std::initializer_list<double> numbers);
Value make_array(std::initializer_list<Value> elements);

class Environment {
  public:
    // The environment of the calling thread, which counts as the worker of that number, made by
    // worker `parent`. 0 is the main thread.
    explicit Environment(int worker, int parent = -1);
    ~Environment();
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    // Calls the native function of that name: the number that it returns.
    template <class... Arguments>
    int64_t call(const char* name, Arguments... arguments) {
        return call_with(name, {races::to_value(arguments)...});
    }

    double* numbers();
    int32_t* words();

    // What happens on signals, in waits and in turns of the event loop.
    std::function<void(int32_t)> on_signals;
    // Lets the event loop do what threads have asked of it.
    void turn_loop();
    // Wakes the event loop, or ends the environment, as Node does from another thread.
    void wake_loop();
    void end();

  private:
    int64_t call_with(const std::string& name, std::vector<Value> arguments);

    napi_env__ env_;
};

}  // namespace races
