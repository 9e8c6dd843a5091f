#include <cerrno>

#include "native/ssl/failure.h"
#include "native/ssl/openssl.h"
#include "native/ssl/values.h"

namespace pysocket {

using openssl::functions;

namespace {

// (function that gets the callbacks): returns the name of a missing function, or null.
napi_value load(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const char* missing = openssl::load();
    if (missing == nullptr)
        arguments.instance()->on_tls_callback = arguments.instance()->keep(arguments.value(0));
    return to_text(env, missing);
}

// Returns [version, number, names of the environment's variables and the paths for certificates].
napi_value library(napi_env env, napi_callback_info) {
    return to_array(env, {to_text(env, functions.OpenSSL_version(0)),
                          to_value(env, static_cast<int64_t>(functions.OpenSSL_version_num())),
                          to_text(env, functions.X509_get_default_cert_file_env()),
                          to_text(env, functions.X509_get_default_cert_file()),
                          to_text(env, functions.X509_get_default_cert_dir_env()),
                          to_text(env, functions.X509_get_default_cert_dir())});
}

// Returns [kind, library, reason, text, whether many libraries have the reason, verify code,
// verify text, error of the system].
napi_value failure(napi_env env, napi_callback_info) {
    const Failure& last = Failure::last();
    return to_array(
        env, {to_value(env, last.kind), to_value(env, last.library()),
              to_value(env, last.code == 0 ? 0 : last.reason()), to_text(env, last.text.c_str()),
              to_value(env, last.is_common() ? 1 : 0), to_value(env, last.verify_code),
              to_text(env, last.verify_text.c_str()), to_value(env, last.error)});
}

// Fills the view.
napi_value random_bytes(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Range range(env, arguments.value(0), 0, static_cast<size_t>(arguments.int64(1)));
    if (!range.valid()) return to_value(env, -EFAULT);
    functions.ERR_clear_error();
    const int outcome = functions.RAND_bytes(range.data(), static_cast<int>(range.length()));
    return to_value(env, outcome == 1 ? 0 : Failure::note(openssl::kErrorSsl));
}

napi_value random_add(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const std::string bytes = to_string(env, arguments.value(0));
    functions.RAND_add(bytes.data(), static_cast<int>(bytes.size()), arguments.number(1));
    return to_value(env, 0);
}

napi_value random_status(napi_env env, napi_callback_info) {
    return to_value(env, functions.RAND_status());
}

napi_value describe(napi_env env, const openssl::Object* object) {
    const int nid = functions.OBJ_obj2nid(object);
    char oid[256] = {};
    functions.OBJ_obj2txt(oid, sizeof oid, object, 1);
    return to_array(env, {to_value(env, nid), to_text(env, functions.OBJ_nid2sn(nid)),
                          to_text(env, functions.OBJ_nid2ln(nid)), to_text(env, oid)});
}

// (text, whether names count): returns [number, short name, long name, dotted numbers], or null.
napi_value object_of_text(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    functions.ERR_clear_error();
    openssl::Object* const object =
        functions.OBJ_txt2obj(arguments.text(0).c_str(), arguments.boolean(1) ? 0 : 1);
    if (object == nullptr) return to_null(env);
    const napi_value described = describe(env, object);
    functions.ASN1_OBJECT_free(object);
    return described;
}

napi_value object_of_number(napi_env env, napi_callback_info info) {
    functions.ERR_clear_error();
    const openssl::Object* const object = functions.OBJ_nid2obj(Arguments<1>(env, info).int32(0));
    return object == nullptr ? to_null(env) : describe(env, object);
}

}  // namespace

void define_tls_library(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"ssl_load", load},
            {"ssl_library", library},
            {"ssl_failure", failure},
            {"ssl_random_bytes", random_bytes},
            {"ssl_random_add", random_add},
            {"ssl_random_status", random_status},
            {"ssl_object_of_text", object_of_text},
            {"ssl_object_of_number", object_of_number}});
}

}  // namespace pysocket
