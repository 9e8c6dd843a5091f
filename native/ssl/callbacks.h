#pragma once

#include "native/core/instance.h"

namespace pysocket {

// Calls that OpenSSL makes back into the program. They come in the midst of a native call, whose
// thread may run JavaScript: `CallbackScope` says which object it was made for.
enum class Callback : int32_t { kServerName, kPskClient, kPskServer, kKeyLog, kPassword };

class CallbackScope {
  public:
    // `self` is what JavaScript gets back as the first argument.
    CallbackScope(const Instance* instance, napi_value self)
        : instance_(instance), self_(self), outer_(current_) {
        current_ = this;
    }
    ~CallbackScope() { current_ = outer_; }
    CallbackScope(const CallbackScope&) = delete;
    CallbackScope& operator=(const CallbackScope&) = delete;

    // Calls `on_tls_callback(self, callback, argument)`; null if that fails.
    static napi_value call(Callback callback, const void* bytes, size_t length);
    static napi_env env() { return current_ == nullptr ? nullptr : current_->instance_->env; }

  private:
    static thread_local CallbackScope* current_;

    const Instance* instance_;
    const napi_value self_;
    CallbackScope* const outer_;
};

}  // namespace pysocket
