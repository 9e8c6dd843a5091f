#pragma once

#include <napi.h>

namespace pysocket {

struct Constant {
    const char* name;
    double value;
};

// scripts/write-constants.mjs makes the TypeScript declarations from the tables of these: a
// constant without a guard is one that every platform has, and a group's comment documents each
// constant of it. `{}` is none, for a table that might else be empty.
#define CONSTANT(name) \
    { #name, static_cast < double>(name) }

template <size_t count>
Napi::Object to_object(Napi::Env env, const Constant (&table)[count]) {
    Napi::Object object = Napi::Object::New(env);
    for (const Constant& constant : table)
        if (constant.name != nullptr)
            object.Set(constant.name, Napi::Number::New(env, constant.value));
    return object;
}

}  // namespace pysocket
