#pragma once

#include <node_api.h>

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace pysocket {

// State of one loaded copy of the module in one thread. Every native function gets it as its data
// pointer, because a lookup by environment would cost more than many of the calls.
struct Instance {
    static constexpr size_t kBlockSize = 512;
    static constexpr size_t kBytesOffset = 16;

    napi_env env = nullptr;

    // The block that addresses travel in (see lib/native/addon.ts), and its two views.
    int32_t* words = nullptr;
    uint8_t* bytes = nullptr;
    double* numbers = nullptr;

    uint8_t* tail() const { return bytes + kBytesOffset; }

    // Sockets without an object so far: JavaScript may end before it has created one.
    std::vector<int64_t> unclaimed;

    // Objects that are tracked until they are collected (see garbage.cc), by their handles. One
    // that is gone may be there beside the next.
    struct Handle {
        int32_t kind;
        int64_t number;
        bool operator==(const Handle& other) const {
            return number == other.number && kind == other.kind;
        }
    };
    struct HashOfHandle {
        size_t operator()(const Handle& handle) const {
            return std::hash<int64_t>()(handle.number);
        }
    };
    std::unordered_multimap<Handle, napi_ref, HashOfHandle> tracked;
    size_t collect_at = 256;

    napi_ref on_signals = nullptr;
    napi_ref on_tls_callback = nullptr;
    // Values that live as long as the environment, which does not free references itself.
    std::vector<napi_ref> kept;

    napi_ref keep(napi_value value) {
        napi_ref reference = nullptr;
        if (napi_create_reference(env, value, 1, &reference) == napi_ok) kept.push_back(reference);
        return reference;
    }
    bool in_pool = false;
    // A worker of the pool between two threads.
    bool returning = false;
};

struct Function {
    const char* name;
    napi_callback callback;
};

// Defines `functions` on `exports`, each with `instance` as its data.
void define(Instance* instance, napi_value exports, std::initializer_list<Function> functions);

// One per source file; each adds the functions that the file implements.
void define_constants(Instance* instance, napi_value exports);
void define_errors(Instance* instance, napi_value exports);
void define_c_types(Instance* instance, napi_value exports);
void define_addresses(Instance* instance, napi_value exports);
void define_sockets(Instance* instance, napi_value exports);
void define_messages(Instance* instance, napi_value exports);
void define_files(Instance* instance, napi_value exports);
void define_options(Instance* instance, napi_value exports);
void define_resolver(Instance* instance, napi_value exports);
void define_interfaces(Instance* instance, napi_value exports);
void define_poll(Instance* instance, napi_value exports);
void define_epoll(Instance* instance, napi_value exports);
void define_kqueue(Instance* instance, napi_value exports);
void define_select_constants(Instance* instance, napi_value exports);
void define_shared_objects(Instance* instance, napi_value exports);
void define_lock(Instance* instance, napi_value exports);
void define_rlock(Instance* instance, napi_value exports);
void define_condition(Instance* instance, napi_value exports);
void define_event(Instance* instance, napi_value exports);
void define_semaphore(Instance* instance, napi_value exports);
void define_barrier(Instance* instance, napi_value exports);
void define_threads(Instance* instance, napi_value exports);
void define_literal_texts(Instance* instance, napi_value exports);
void define_environment_watch(Instance* instance, napi_value exports);
void define_signals(Instance* instance, napi_value exports);
void define_signal_constants(Instance* instance, napi_value exports);
void define_garbage(Instance* instance, napi_value exports);
void define_queue(Instance* instance, napi_value exports);
void define_container(Instance* instance, napi_value exports);
void define_list(Instance* instance, napi_value exports);
void define_map(Instance* instance, napi_value exports);
void define_future(Instance* instance, napi_value exports);
void define_executor(Instance* instance, napi_value exports);
void define_engine(Instance* instance, napi_value exports);
void define_winsock(Instance* instance, napi_value exports);
void define_tls_library(Instance* instance, napi_value exports);
void define_tls_context(Instance* instance, napi_value exports);
void define_tls_connection(Instance* instance, napi_value exports);
void define_memory_bio(Instance* instance, napi_value exports);

}  // namespace pysocket
