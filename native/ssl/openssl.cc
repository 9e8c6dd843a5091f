#include "native/ssl/openssl.h"

#include <mutex>

#include "native/sys/sys.h"

namespace pysocket::openssl {

Functions functions;

namespace {

template <class Function>
bool find(Function** function, const char* name, const char* older) {
    void (*found)() = sys::process_function(name);
    if (found == nullptr) found = sys::process_function(older);
    *function = reinterpret_cast<Function*>(found);
    return found != nullptr;
}

const char* find_all() {
#define PYSOCKET_FIND(result, name, older, parameters) \
    if (!find(&functions.name, #name, #older)) return #name;
    PYSOCKET_OPENSSL_FUNCTIONS(PYSOCKET_FIND)
#undef PYSOCKET_FIND
    return nullptr;
}

}  // namespace

const char* load() {
    static const char* const missing = find_all();
    return missing;
}

}  // namespace pysocket::openssl
