#include <napi.h>

#include <map>
#include <mutex>
#include <string>

#include "native/core/arguments.h"

namespace pysocket {

namespace {

// Sources that a loader produced for modules, by file name. Threads share them, because producing
// one costs several times what a thread costs.
class ModuleSources {
  public:
    static ModuleSources& instance() {
        static auto* sources = new ModuleSources;
        return *sources;
    }

    void set(const std::string& file, const std::u16string& source) {
        const std::lock_guard lock(mutex_);
        sources_.emplace(file, source);
    }

    // Null for an unknown file. The text it points to stays valid.
    const std::u16string* find(const std::string& file) {
        const std::lock_guard lock(mutex_);
        const auto found = sources_.find(file);
        return found == sources_.end() ? nullptr : &found->second;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, std::u16string> sources_;
};

napi_value module_source(napi_env env, napi_callback_info info) {
    const std::u16string* source = ModuleSources::instance().find(Arguments<1>(env, info).text(0));
    if (source == nullptr) return Napi::Env(env).Null();
    return Napi::String::New(env, *source);
}

napi_value module_set_source(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    ModuleSources::instance().set(arguments.text(0), arguments.utf16(1));
    return nullptr;
}

}  // namespace

void define_module_sources(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"module_source", module_source}, {"module_set_source", module_set_source}});
}

}  // namespace pysocket
