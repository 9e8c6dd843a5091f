#pragma once

#include <napi.h>

namespace pysocket {

// `[number, name, text]` of each errno the platform has.
Napi::Array error_table(Napi::Env env);

}  // namespace pysocket
