#include <napi.h>

#include <map>
#include <mutex>
#include <string>

#include "native/core/arguments.h"

namespace pysocket {

namespace {

// The texts of functions that threads have passed to others, by the keys that
// lib/capture/literals.ts gives them: each crosses once, however often functions are made of it.
class LiteralTexts {
  public:
    static LiteralTexts& instance() {
        static auto* texts = new LiteralTexts;
        return *texts;
    }

    void set(const std::string& key, const std::u16string& text) {
        const std::lock_guard lock(mutex_);
        texts_.emplace(key, text);
    }

    // Null for a key that is not known. What it points at stays.
    const std::u16string* find(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto found = texts_.find(key);
        return found == texts_.end() ? nullptr : &found->second;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, std::u16string> texts_;
};

napi_value literal_text(napi_env env, napi_callback_info info) {
    const std::u16string* text = LiteralTexts::instance().find(Arguments<1>(env, info).text(0));
    if (text == nullptr) return Napi::Env(env).Null();
    return Napi::String::New(env, *text);
}

napi_value set_literal_text(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    LiteralTexts::instance().set(arguments.text(0), arguments.utf16(1));
    return nullptr;
}

}  // namespace

void define_literal_texts(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"literal_text", literal_text}, {"set_literal_text", set_literal_text}});
}

}  // namespace pysocket
