#include "native/core/instance.h"
#include "native/futures/executor.h"
#include "native/socket/socket_table.h"
#include "native/sys/sys.h"
#include "native/threading/threads.h"
#include "native/transfer/garbage.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/environment_watch.h"
#include "native/waits/signals.h"
#include "native/waits/waiter.h"

namespace pysocket {

namespace {

napi_value create_view(Instance* instance, napi_value buffer, napi_typedarray_type type,
                       size_t length, size_t offset) {
    napi_value view = nullptr;
    napi_create_typedarray(instance->env, type, length, buffer, offset, &view);
    return view;
}

// Keeps the block reachable as long as the environment, because `exports` holds views of it.
void create_block(Instance* instance, napi_value exports) {
    const napi_env env = instance->env;
    void* data = nullptr;
    napi_value buffer = nullptr;
    napi_value numbers = nullptr;
    napi_create_arraybuffer(env, Instance::kBlockSize, &data, &buffer);
    instance->words = static_cast<int32_t*>(data);
    instance->bytes = static_cast<uint8_t*>(data);
    napi_set_named_property(
        env, exports, "words",
        create_view(instance, buffer, napi_int32_array, Instance::kBlockSize / sizeof(int32_t), 0));
    napi_set_named_property(
        env, exports, "bytes",
        create_view(instance, buffer, napi_uint8_array, Instance::kBlockSize, 0));

    napi_create_arraybuffer(env, 2 * sizeof(double), &data, &numbers);
    instance->numbers = static_cast<double*>(data);
    napi_set_named_property(env, exports, "numbers",
                            create_view(instance, numbers, napi_float64_array, 2, 0));

    // A transferred or collected buffer would leave the pointers dangling.
    instance->keep(buffer);
    instance->keep(numbers);
}

// The order matters. First no signal may reach the environment any more. Then the thread is marked
// as ended, before its references go, so that a thread that joins it finds nothing left of it. The
// instance goes last, because both need it.
void clean_up(void* data) {
    auto* instance = static_cast<Instance*>(data);
    unwatch_environment();
    leave_signals(instance);
    leave_threads(instance);
    release_tracked(instance);
    for (const napi_ref reference : instance->kept) napi_delete_reference(instance->env, reference);
    delete instance;
}

void retain_object(int64_t handle) { SharedObjects::instance().retain(handle); }
void release_object(int64_t handle) { SharedObjects::instance().release(handle); }

void retain_descriptor(int64_t handle) { SocketTable::instance().retain(handle); }

// The last reference closes a descriptor that is still open.
void release_descriptor(int64_t handle) {
    if (SocketTable::instance().release(handle) != 1) return;
    const int64_t fd = SocketTable::instance().take(handle);
    if (fd >= 0) close_polled(static_cast<sys::Descriptor>(fd));
}

}  // namespace

const ReferenceCounter kReferenceCounters[Kind::kCount] = {
    /* kSocket */ {retain_descriptor, release_descriptor},
    /* kObject */ {retain_object, release_object},
    /* kThread */ {retain_thread, release_thread},
    /* kDescriptor */ {retain_descriptor, release_descriptor},
    /* kLocal */ {retain_object, release_object},
    /* kOwner */ {retain_executor, release_executor},
};

void thread_lost(int64_t thread, bool begun) { lose_executor_thread(thread, begun); }

void define(Instance* instance, napi_value exports, std::initializer_list<Function> functions) {
    for (const Function& function : functions) {
        napi_value value = nullptr;
        napi_create_function(instance->env, function.name, NAPI_AUTO_LENGTH, function.callback,
                             instance, &value);
        napi_set_named_property(instance->env, exports, function.name, value);
    }
}

static napi_value initialise(napi_env env, napi_value exports) {
    sys::stay_loaded();
    auto* instance = new Instance;
    instance->env = env;
    napi_add_env_cleanup_hook(env, clean_up, instance);
    create_block(instance, exports);
    define_constants(instance, exports);
    define_errors(instance, exports);
    define_c_types(instance, exports);
    define_addresses(instance, exports);
    define_sockets(instance, exports);
    define_messages(instance, exports);
    define_files(instance, exports);
    define_options(instance, exports);
    define_resolver(instance, exports);
    define_interfaces(instance, exports);
    define_poll(instance, exports);
    define_epoll(instance, exports);
    define_kqueue(instance, exports);
    define_select_constants(instance, exports);
    define_shared_objects(instance, exports);
    define_lock(instance, exports);
    define_rlock(instance, exports);
    define_condition(instance, exports);
    define_event(instance, exports);
    define_semaphore(instance, exports);
    define_barrier(instance, exports);
    define_threads(instance, exports);
    define_literal_texts(instance, exports);
    define_environment_watch(instance, exports);
    define_signals(instance, exports);
    define_signal_constants(instance, exports);
    define_garbage(instance, exports);
    define_queue(instance, exports);
    define_container(instance, exports);
    define_list(instance, exports);
    define_map(instance, exports);
    define_future(instance, exports);
    define_executor(instance, exports);
    define_engine(instance, exports);
    define_winsock(instance, exports);
    define_tls_library(instance, exports);
    define_tls_context(instance, exports);
    define_tls_connection(instance, exports);
    define_memory_bio(instance, exports);
    return exports;
}

}  // namespace pysocket

NAPI_MODULE_INIT() { return pysocket::initialise(env, exports); }
