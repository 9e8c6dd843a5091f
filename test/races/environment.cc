#include "environment.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

struct napi_callback_info__ {
    const std::vector<Value>& arguments;
    void* data;
};

struct napi_ref__ {
    std::weak_ptr<napi_value__> value;
    // Set while the reference keeps the value.
    Value strong;
};

namespace {

// A threadsafe function is called by other threads, so it stays.
napi_threadsafe_function__* g_loop = nullptr;

napi_status give(napi_env env, Value value, napi_value* result) {
    *result = value.get();
    env->values.push_back(std::move(value));
    return napi_ok;
}

napi_status give_new(napi_env env, napi_value* result) {
    return give(env, std::make_shared<napi_value__>(), result);
}

napi_status give_number(napi_env env, double number, napi_value* result) {
    return give(env, races::to_value(number), result);
}

// As the conversion of ECMAScript, as far as it is needed: what does not fit is 0.
template <class Integer>
Integer to_integer(double number) {
    const bool fits = number >= static_cast<double>(std::numeric_limits<Integer>::min()) &&
                      number < static_cast<double>(std::numeric_limits<Integer>::max());
    return fits ? static_cast<Integer>(number) : 0;
}

}  // namespace

extern "C" {

napi_status napi_create_int32(napi_env env, int32_t number, napi_value* result) {
    return give_number(env, number, result);
}

napi_status napi_create_uint32(napi_env env, uint32_t number, napi_value* result) {
    return give_number(env, number, result);
}

napi_status napi_create_double(napi_env env, double number, napi_value* result) {
    return give_number(env, number, result);
}

napi_status napi_get_boolean(napi_env env, bool value, napi_value* result) {
    return give_number(env, value ? 1 : 0, result);
}

napi_status napi_get_undefined(napi_env env, napi_value* result) { return give_new(env, result); }
napi_status napi_get_null(napi_env env, napi_value* result) { return give_new(env, result); }
napi_status napi_create_object(napi_env env, napi_value* result) { return give_new(env, result); }
napi_status napi_create_array(napi_env env, napi_value* result) { return give_new(env, result); }

napi_status napi_create_array_with_length(napi_env env, size_t, napi_value* result) {
    return give_new(env, result);
}

napi_status napi_create_string_utf8(napi_env env, const char* text, size_t length,
                                    napi_value* result) {
    give_new(env, result);
    (*result)->text = length == NAPI_AUTO_LENGTH ? std::string(text) : std::string(text, length);
    return napi_ok;
}

napi_status napi_get_value_string_utf8(napi_env, napi_value value, char* text, size_t size,
                                       size_t* length) {
    if (text != nullptr) text[value->text.copy(text, size - 1)] = 0;
    if (length != nullptr) *length = value->text.size();
    return napi_ok;
}

napi_status napi_get_value_int32(napi_env, napi_value value, int32_t* result) {
    if (value != nullptr) *result = to_integer<int32_t>(value->number);
    return napi_ok;
}

napi_status napi_get_value_int64(napi_env, napi_value value, int64_t* result) {
    if (value != nullptr) *result = to_integer<int64_t>(value->number);
    return napi_ok;
}

napi_status napi_get_value_double(napi_env, napi_value value, double* result) {
    if (value != nullptr) *result = value->number;
    return napi_ok;
}

napi_status napi_get_value_bool(napi_env, napi_value value, bool* result) {
    if (value != nullptr) *result = value->number != 0;
    return napi_ok;
}

napi_status napi_create_arraybuffer(napi_env env, size_t length, void** data, napi_value* result) {
    give_new(env, result);
    (*result)->memory = std::make_shared<std::vector<uint8_t>>(length);
    *data = (*result)->memory->data();
    return napi_ok;
}

napi_status napi_get_arraybuffer_info(napi_env, napi_value buffer, void** data, size_t* length) {
    if (data != nullptr) *data = buffer->memory->data();
    if (length != nullptr) *length = buffer->memory->size();
    return napi_ok;
}

napi_status napi_create_typedarray(napi_env env, napi_typedarray_type type, size_t length,
                                   napi_value buffer, size_t offset, napi_value* result) {
    give_new(env, result);
    (*result)->memory = buffer->memory;
    (*result)->is_view = true;
    (*result)->type = type;
    (*result)->offset = offset;
    (*result)->length = length;
    return napi_ok;
}

napi_status napi_get_typedarray_info(napi_env, napi_value view, napi_typedarray_type* type,
                                     size_t* length, void** data, napi_value*, size_t*) {
    if (view == nullptr || !view->is_view) return napi_invalid_arg;
    if (type != nullptr) *type = view->type;
    if (length != nullptr) *length = view->length;
    if (data != nullptr) *data = view->memory->data() + view->offset;
    return napi_ok;
}

napi_status napi_is_array(napi_env, napi_value value, bool* result) {
    *result = value->is_array;
    return napi_ok;
}

napi_status napi_get_array_length(napi_env, napi_value array, uint32_t* result) {
    *result = static_cast<uint32_t>(array->properties.size());
    return napi_ok;
}

napi_status napi_get_element(napi_env env, napi_value array, uint32_t index, napi_value* result) {
    return give(env, array->properties.at(std::to_string(index)), result);
}

napi_status napi_typeof(napi_env, napi_value value, napi_valuetype* result) {
    *result = value->is_view || value->is_array ? napi_object : napi_number;
    return napi_ok;
}

napi_status napi_create_function(napi_env env, const char*, size_t, napi_callback callback,
                                 void* data, napi_value* result) {
    give_new(env, result);
    (*result)->callback = callback;
    (*result)->data = data;
    return napi_ok;
}

napi_status napi_set_named_property(napi_env, napi_value object, const char* name,
                                    napi_value value) {
    object->properties[name] = value->shared_from_this();
    return napi_ok;
}

napi_status napi_set_element(napi_env env, napi_value object, uint32_t index, napi_value value) {
    return napi_set_named_property(env, object, std::to_string(index).c_str(), value);
}

napi_status napi_get_cb_info(napi_env, napi_callback_info info, size_t* count, napi_value* values,
                             napi_value*, void** data) {
    for (size_t index = 0; index < *count; index++)
        values[index] = index < info->arguments.size() ? info->arguments[index].get() : nullptr;
    *data = info->data;
    return napi_ok;
}

napi_status napi_call_function(napi_env, napi_value, napi_value function, size_t,
                               const napi_value* arguments, napi_value*) {
    function->listener(to_integer<int32_t>(arguments[0]->number));
    return napi_ok;
}

napi_status napi_create_reference(napi_env, napi_value value, uint32_t count, napi_ref* result) {
    const Value kept = value->shared_from_this();
    *result = new napi_ref__{kept, count > 0 ? kept : nullptr};
    return napi_ok;
}

napi_status napi_delete_reference(napi_env, napi_ref reference) {
    delete reference;
    return napi_ok;
}

napi_status napi_get_reference_value(napi_env env, napi_ref reference, napi_value* result) {
    const Value value = reference->value.lock();
    *result = nullptr;
    return value == nullptr ? napi_ok : give(env, value, result);
}

napi_status napi_is_exception_pending(napi_env, bool* result) {
    *result = false;
    return napi_ok;
}

napi_status napi_coerce_to_bool(napi_env env, napi_value value, napi_value* result) {
    *result = value;
    return env->ending ? napi_pending_exception : napi_ok;
}

napi_status napi_get_uv_event_loop(napi_env env, uv_loop_s** loop) {
    *loop = reinterpret_cast<uv_loop_s*>(env);
    return napi_ok;
}

int uv_backend_fd(const void* loop) { return static_cast<const napi_env__*>(loop)->loop; }

napi_status napi_open_handle_scope(napi_env, napi_handle_scope*) { return napi_ok; }
napi_status napi_close_handle_scope(napi_env, napi_handle_scope) { return napi_ok; }

napi_status napi_add_env_cleanup_hook(napi_env env, void (*hook)(void*), void* data) {
    env->cleanup_hooks.emplace_back(hook, data);
    return napi_ok;
}

napi_status napi_create_threadsafe_function(napi_env env, napi_value, napi_value, napi_value,
                                            size_t, size_t, void*, napi_finalize, void* context,
                                            napi_threadsafe_function_call_js call_js,
                                            napi_threadsafe_function* result) {
    g_loop = new napi_threadsafe_function__{env, call_js, context};
    *result = g_loop;
    return napi_ok;
}

napi_status napi_unref_threadsafe_function(napi_env, napi_threadsafe_function) { return napi_ok; }

napi_status napi_call_threadsafe_function(napi_threadsafe_function function, void*,
                                          napi_threadsafe_function_call_mode) {
    function->calls.fetch_add(1);
    return napi_ok;
}

napi_value napi_register_module_v1(napi_env env, napi_value exports);
}

namespace races {

Value to_value(double number) {
    auto value = std::make_shared<napi_value__>();
    value->number = number;
    return value;
}

Value to_value(const char* text) {
    auto value = std::make_shared<napi_value__>();
    value->text = text;
    return value;
}

Value to_value(Value value) { return value; }

Value make_bytes(size_t length) {
    auto value = std::make_shared<napi_value__>();
    value->memory = std::make_shared<std::vector<uint8_t>>(length);
    value->is_view = true;
    value->length = length;
    return value;
}

Value make_doubles(std::initializer_list<double> numbers) {
    Value value = make_bytes(numbers.size() * sizeof(double));
    std::copy(numbers.begin(), numbers.end(), reinterpret_cast<double*>(value->memory->data()));
    value->type = napi_float64_array;
    value->length = numbers.size();
    return value;
}

Value make_array(std::initializer_list<Value> elements) {
    auto array = std::make_shared<napi_value__>();
    array->is_array = true;
    for (const Value& element : elements)
        array->properties[std::to_string(array->properties.size())] = element;
    return array;
}

Environment::Environment(int worker, int parent) {
    env_.exports = std::make_shared<napi_value__>();
    env_.loop = ::epoll_create1(EPOLL_CLOEXEC);
    env_.wake = ::eventfd(0, EFD_CLOEXEC);
    epoll_event event = {};
    event.events = EPOLLIN;
    ::epoll_ctl(env_.loop, EPOLL_CTL_ADD, env_.wake, &event);
    napi_register_module_v1(&env_, env_.exports.get());
    env_.values.clear();
    const Value listener = std::make_shared<napi_value__>();
    listener->listener = [this](int32_t signal) {
        if (on_signals) on_signals(signal);
    };
    call("register_environment", worker, parent, 0, listener);
}

Environment::~Environment() {
    for (auto hook = env_.cleanup_hooks.rbegin(); hook != env_.cleanup_hooks.rend(); ++hook)
        hook->first(hook->second);
    ::close(env_.loop);
    ::close(env_.wake);
}

void Environment::wake_loop() {
    const uint64_t one = 1;
    if (::write(env_.wake, &one, sizeof one) < 0) std::abort();
}

void Environment::end() {
    env_.ending = true;
    wake_loop();
}

int64_t Environment::call_with(const std::string& name, std::vector<Value> arguments) {
    const auto found = env_.exports->properties.find(name);
    if (found == env_.exports->properties.end()) {
        std::fprintf(stderr, "the addon has no function %s\n", name.c_str());
        std::abort();
    }
    const size_t before = env_.values.size();
    env_.values.insert(env_.values.end(), arguments.begin(), arguments.end());
    napi_callback_info__ info{arguments, found->second->data};
    const napi_value result = found->second->callback(&env_, &info);
    const int64_t number = result == nullptr ? 0 : to_integer<int64_t>(result->number);
    env_.values.resize(before);
    return number;
}

double* Environment::numbers() {
    return reinterpret_cast<double*>(env_.exports->properties["numbers"]->memory->data());
}

int32_t* Environment::words() {
    return reinterpret_cast<int32_t*>(env_.exports->properties["words"]->memory->data());
}

void Environment::turn_loop() {
    while (g_loop != nullptr && g_loop->env == &env_ && g_loop->calls.exchange(0) > 0)
        g_loop->call_js(&env_, nullptr, g_loop->context, nullptr);
}

}  // namespace races
