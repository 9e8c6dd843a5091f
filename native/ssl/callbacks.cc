#include "native/ssl/callbacks.h"

#include "native/core/arguments.h"

namespace pysocket {

thread_local CallbackScope* CallbackScope::current_ = nullptr;

napi_value CallbackScope::call(Callback callback, const void* bytes, size_t length) {
    const CallbackScope* const scope = current_;
    if (scope == nullptr || scope->instance_->on_tls_callback == nullptr) return nullptr;
    const napi_env env = scope->instance_->env;
    napi_value function = nullptr;
    napi_value undefined = nullptr;
    napi_get_reference_value(env, scope->instance_->on_tls_callback, &function);
    napi_get_undefined(env, &undefined);
    const napi_value argument = bytes == nullptr ? undefined : to_typed_array(env, bytes, length);
    const napi_value arguments[] = {scope->self_, to_value(env, static_cast<int64_t>(callback)),
                                    argument};
    napi_value result = nullptr;
    if (argument == nullptr ||
        napi_call_function(env, undefined, function, 3, arguments, &result) != napi_ok)
        return nullptr;
    return result;
}

}  // namespace pysocket
