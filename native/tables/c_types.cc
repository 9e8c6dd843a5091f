#include <cstddef>
#include <initializer_list>

#include "native/core/instance.h"

namespace pysocket {

namespace {

struct CType {
    const char* character;
    size_t size;
    size_t alignment;
};

template <class Type>
constexpr CType of(const char* character) {
    return {character, sizeof(Type), alignof(Type)};
}

// Characters of Python's struct whose size or alignment depends on the compiler.
constexpr std::initializer_list<CType> kTypes = {
    of<bool>("?"),   of<short>("h"), of<int>("i"),    of<long>("l"),  of<long long>("q"),
    of<size_t>("n"), of<float>("f"), of<double>("d"), of<void*>("P"),
};

}  // namespace

void define_c_types(Instance* instance, napi_value exports) {
    const napi_env env = instance->env;
    napi_value types = nullptr;
    napi_create_object(env, &types);
    for (const CType& type : kTypes) {
        napi_value pair = nullptr;
        napi_create_array_with_length(env, 2, &pair);
        uint32_t index = 0;
        for (const size_t number : {type.size, type.alignment}) {
            napi_value value = nullptr;
            napi_create_uint32(env, static_cast<uint32_t>(number), &value);
            napi_set_element(env, pair, index++, value);
        }
        napi_set_named_property(env, types, type.character, pair);
    }
    napi_set_named_property(env, exports, "c_types", types);
}

}  // namespace pysocket
