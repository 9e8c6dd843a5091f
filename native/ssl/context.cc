#include "native/ssl/context.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "native/ssl/callbacks.h"
#include "native/ssl/failure.h"
#include "native/ssl/values.h"

namespace pysocket {

using openssl::functions;

namespace {

// Python's protocols: a version range for either side, for clients, or for servers.
constexpr int kTlsClient = 16;
constexpr int kTlsServer = 17;

constexpr int kSetTemporaryDh = 3;
constexpr int kFirstStatistic = 20;
constexpr int kMode = 33;
constexpr int kSetServerNameCallback = 53;
constexpr int kSetGroupsList = 92;
constexpr int kSetMinimumVersion = 123;
constexpr int kSetMaximumVersion = 124;
constexpr int kGetMinimumVersion = 130;
constexpr int kGetMaximumVersion = 131;

constexpr long kModes = 0x2 | 0x4 | 0x10;  // moving write buffer, auto retry, release buffers
constexpr int kVerifyModes[] = {0, 1, 3};  // none, peer, peer or fail
constexpr int kPem = 1;

constexpr int kStoredCertificate = 1;
constexpr int kStoredCrl = 2;

constexpr int kAlert = 2;
constexpr int kNoAcknowledgement = 3;
constexpr int kAlertInternalError = 80;

int copy_password(char* buffer, int size, int, void*) {
    const std::string password =
        to_string(CallbackScope::env(), CallbackScope::call(Callback::kPassword, nullptr, 0));
    const size_t length = std::min(password.size(), static_cast<size_t>(size));
    password.copy(buffer, length);
    return length == 0 ? -1 : static_cast<int>(length);
}

// Lets JavaScript answer for the name that the client has asked for: 0, or the alert to send.
int choose_by_name(openssl::Ssl* ssl, int* alert, void*) {
    const char* name = functions.SSL_get_servername(ssl, 0);
    const napi_value result =
        CallbackScope::call(Callback::kServerName, name, name == nullptr ? 0 : std::strlen(name));
    int32_t answer = kAlertInternalError;
    if (result == nullptr || napi_get_value_int32(CallbackScope::env(), result, &answer) != napi_ok)
        answer = kAlertInternalError;
    *alert = answer;
    return answer == 0 ? 0 : kAlert;
}

int choose_protocol(openssl::Ssl*, const unsigned char** out, unsigned char* out_length,
                    const unsigned char* in, unsigned in_length, void* data) {
    const auto* context = static_cast<TlsContext*>(data);
    constexpr int kNegotiated = 1;
    const int outcome = functions.SSL_select_next_proto(
        const_cast<unsigned char**>(out), out_length,
        reinterpret_cast<const unsigned char*>(context->alpn.data()),
        static_cast<unsigned>(context->alpn.size()), in, in_length);
    return outcome == kNegotiated ? 0 : kNoAcknowledgement;
}

// JavaScript answers with an array [identity, key]; a server's identity is ignored.
unsigned ask_key(Callback callback, const char* text, char* identity, unsigned identity_size,
                 unsigned char* psk, unsigned psk_size) {
    const napi_value result =
        CallbackScope::call(callback, text, text == nullptr ? 0 : std::strlen(text));
    const napi_env env = CallbackScope::env();
    napi_value items[2] = {};
    bool is_array = false;
    if (result == nullptr || napi_is_array(env, result, &is_array) != napi_ok || !is_array)
        return 0;
    for (uint32_t index = 0; index < 2; index++)
        napi_get_element(env, result, index, &items[index]);
    const std::string name = to_string(env, items[0]);
    const std::string key = to_string(env, items[1]);
    if (key.size() > psk_size || (identity != nullptr && name.size() + 1 > identity_size)) return 0;
    if (identity != nullptr) identity[name.copy(identity, name.size())] = '\0';
    std::copy(key.begin(), key.end(), psk);
    return static_cast<unsigned>(key.size());
}

unsigned ask_client_key(openssl::Ssl*, const char* hint, char* identity, unsigned identity_size,
                        unsigned char* psk, unsigned psk_size) {
    return ask_key(Callback::kPskClient, hint, identity, identity_size, psk, psk_size);
}

unsigned ask_server_key(openssl::Ssl*, const char* identity, unsigned char* psk,
                        unsigned psk_size) {
    return ask_key(Callback::kPskServer, identity, nullptr, 0, psk, psk_size);
}

void log_key(const openssl::Ssl*, const char* line) {
    CallbackScope::call(Callback::kKeyLog, line, std::strlen(line));
}

napi_value context_new(napi_env env, napi_callback_info info) {
    auto context = TlsContext::create(Arguments<1>(env, info).int32(0));
    return to_value(env, context ? SharedObjects::instance().insert(std::move(context))
                                 : Failure::note(openssl::kErrorSsl));
}

enum Number : int32_t {
    kOptions,
    kVerifyMode,
    kVerifyFlags,
    kMinimumVersion,
    kMaximumVersion,
    kSecurityLevel,
    kTickets,
    kPostHandshakeAuth,
    kHostFlags,
    kCheckHostname,
};

int64_t get_number(TlsContext& context, int32_t which) {
    openssl::Context* const ctx = context.get();
    switch (which) {
        case kOptions:
            return static_cast<int64_t>(functions.SSL_CTX_get_options(ctx));
        case kVerifyMode:
            return context.verify_mode;
        case kVerifyFlags:
            return static_cast<int64_t>(
                functions.X509_VERIFY_PARAM_get_flags(functions.SSL_CTX_get0_param(ctx)));
        case kMinimumVersion:
            return functions.SSL_CTX_ctrl(ctx, kGetMinimumVersion, 0, nullptr);
        case kMaximumVersion:
            return functions.SSL_CTX_ctrl(ctx, kGetMaximumVersion, 0, nullptr);
        case kSecurityLevel:
            return functions.SSL_CTX_get_security_level(ctx);
        case kTickets:
            return static_cast<int64_t>(functions.SSL_CTX_get_num_tickets(ctx));
        case kPostHandshakeAuth:
            return context.post_handshake_auth ? 1 : 0;
        case kHostFlags:
            return context.host_flags;
        case kCheckHostname:
            return context.check_hostname ? 1 : 0;
        default:
            return -EINVAL;
    }
}

void set_options(openssl::Context* ctx, uint64_t options) {
    const uint64_t before = functions.SSL_CTX_get_options(ctx);
    functions.SSL_CTX_clear_options(ctx, before & ~options);
    functions.SSL_CTX_set_options(ctx, options & ~before);
}

bool set_verify_flags(openssl::Context* ctx, unsigned long flags) {
    openssl::VerifyParameters* const parameters = functions.SSL_CTX_get0_param(ctx);
    const unsigned long before = functions.X509_VERIFY_PARAM_get_flags(parameters);
    return functions.X509_VERIFY_PARAM_clear_flags(parameters, before & ~flags) == 1 &&
           functions.X509_VERIFY_PARAM_set_flags(parameters, flags & ~before) == 1;
}

// Returns false if OpenSSL refuses the value.
bool set_number(TlsContext& context, int32_t which, int64_t value) {
    openssl::Context* const ctx = context.get();
    switch (which) {
        case kOptions:
            set_options(ctx, static_cast<uint64_t>(value));
            return true;
        case kVerifyMode:
            if (value < 0 || value > 2) return false;
            context.verify_mode = static_cast<int>(value);
            functions.SSL_CTX_set_verify(ctx, kVerifyModes[value], nullptr);
            return true;
        case kVerifyFlags:
            return set_verify_flags(ctx, static_cast<unsigned long>(value));
        case kMinimumVersion:
            return functions.SSL_CTX_ctrl(ctx, kSetMinimumVersion, static_cast<long>(value),
                                          nullptr) == 1;
        case kMaximumVersion:
            return functions.SSL_CTX_ctrl(ctx, kSetMaximumVersion, static_cast<long>(value),
                                          nullptr) == 1;
        case kTickets:
            return functions.SSL_CTX_set_num_tickets(ctx, static_cast<size_t>(value)) == 1;
        case kPostHandshakeAuth:
            context.post_handshake_auth = value != 0;
            functions.SSL_CTX_set_post_handshake_auth(ctx, value != 0 ? 1 : 0);
            return true;
        case kHostFlags:
            context.host_flags = static_cast<unsigned>(value);
            functions.X509_VERIFY_PARAM_set_hostflags(functions.SSL_CTX_get0_param(ctx),
                                                      context.host_flags);
            return true;
        case kCheckHostname:
            context.check_hostname = value != 0;
            return true;
        default:
            return false;
    }
}

napi_value context_get(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::lock_guard lock(context->mutex);
    return to_value(env, get_number(*context, arguments.int32(1)));
}

napi_value context_set(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::lock_guard lock(context->mutex);
    functions.ERR_clear_error();
    const bool set = set_number(*context, arguments.int32(1), arguments.int64(2));
    return to_value(env, set ? 0 : Failure::note(openssl::kErrorSsl));
}

enum Text : int32_t { kCiphers, kGroups, kPskHint };

napi_value context_set_text(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::lock_guard lock(context->mutex);
    const std::string text = arguments.text(2);
    openssl::Context* const ctx = context->get();
    functions.ERR_clear_error();
    long outcome = 0;
    switch (arguments.int32(1)) {
        case kCiphers:
            outcome = functions.SSL_CTX_set_cipher_list(ctx, text.c_str());
            break;
        case kGroups:
            outcome =
                functions.SSL_CTX_ctrl(ctx, kSetGroupsList, 0, const_cast<char*>(text.c_str()));
            break;
        case kPskHint:
            outcome = functions.SSL_CTX_use_psk_identity_hint(ctx, text.c_str());
            break;
        default:
            break;
    }
    return to_value(env, outcome == 1 ? 0 : Failure::note(openssl::kErrorSsl));
}

napi_value context_set_alpn(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::lock_guard lock(context->mutex);
    context->alpn = to_string(env, arguments.value(1));
    functions.ERR_clear_error();
    const int outcome = functions.SSL_CTX_set_alpn_protos(
        context->get(), reinterpret_cast<const unsigned char*>(context->alpn.data()),
        static_cast<unsigned>(context->alpn.size()));
    if (outcome != 0) return to_value(env, Failure::note(openssl::kErrorSsl));
    functions.SSL_CTX_set_alpn_select_cb(context->get(), choose_protocol, context.get());
    return to_value(env, 0);
}

napi_value context_set_callback(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::lock_guard lock(context->mutex);
    openssl::Context* const ctx = context->get();
    const bool on = arguments.boolean(2);
    switch (static_cast<Callback>(arguments.int32(1))) {
        case Callback::kServerName:
            functions.SSL_CTX_callback_ctrl(
                ctx, kSetServerNameCallback,
                on ? reinterpret_cast<void (*)()>(choose_by_name) : nullptr);
            break;
        case Callback::kPskClient:
            functions.SSL_CTX_set_psk_client_callback(ctx, on ? ask_client_key : nullptr);
            break;
        case Callback::kPskServer:
            functions.SSL_CTX_set_psk_server_callback(ctx, on ? ask_server_key : nullptr);
            break;
        case Callback::kKeyLog:
            functions.SSL_CTX_set_keylog_callback(ctx, on ? log_key : nullptr);
            break;
        case Callback::kPassword:
            break;
    }
    return to_value(env, 0);
}

// (context, certificate file, key file, the object that answers for the password, or null)
napi_value context_load_chain(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::string certificate = arguments.text(1);
    const std::string key = arguments.text(2);
    openssl::Context* const ctx = context->get();
    napi_valuetype type = napi_null;
    napi_typeof(env, arguments.value(3), &type);
    const std::lock_guard lock(context->mutex);
    const CallbackScope scope(arguments.instance(), arguments.value(3));
    if (type != napi_null) functions.SSL_CTX_set_default_passwd_cb(ctx, copy_password);
    functions.ERR_clear_error();
    int64_t outcome = 0;
    if (functions.SSL_CTX_use_certificate_chain_file(ctx, certificate.c_str()) != 1 ||
        functions.SSL_CTX_use_PrivateKey_file(ctx, key.c_str(), kPem) != 1)
        outcome = Failure::note_file();
    else if (functions.SSL_CTX_check_private_key(ctx) != 1)
        outcome = Failure::note(openssl::kErrorSsl);
    functions.SSL_CTX_set_default_passwd_cb(ctx, nullptr);
    return to_value(env, outcome);
}

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

napi_value context_load_verify(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::string file = arguments.text(1);
    const std::string folder = arguments.text(2);
    const std::lock_guard lock(context->mutex);
    functions.ERR_clear_error();
    const int outcome =
        functions.SSL_CTX_load_verify_locations(context->get(), or_null(file), or_null(folder));
    return to_value(env, outcome == 1 ? 0 : Failure::note_file());
}

napi_value context_default_paths(napi_env env, napi_callback_info info) {
    const auto context = find<TlsContext>(Arguments<1>(env, info));
    if (!context) return to_value(env, -EBADF);
    const std::lock_guard lock(context->mutex);
    functions.ERR_clear_error();
    const int outcome = functions.SSL_CTX_set_default_verify_paths(context->get());
    return to_value(env, outcome == 1 ? 0 : Failure::note(openssl::kErrorSsl));
}

// True if the last error only says that no further certificate follows in the text.
bool is_end_of_text() {
    constexpr int kLibraryPem = 9;
    constexpr int kNoStartLine = 108;
    const Failure& failure = Failure::last();
    return failure.library() == kLibraryPem && failure.reason() == kNoStartLine;
}

bool is_read(openssl::Bio* source) {
    constexpr int kPending = 10;
    return functions.BIO_ctrl(source, kPending, 0, nullptr) == 0;
}

// Returns how many certificates were added.
napi_value context_add_certificates(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::string bytes = to_string(env, arguments.value(1));
    const bool is_der = arguments.boolean(2);
    const std::lock_guard lock(context->mutex);
    openssl::Store* const store = functions.SSL_CTX_get_cert_store(context->get());
    functions.ERR_clear_error();
    openssl::Bio* const source =
        functions.BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()));
    int64_t added = 0;
    bool is_complete = false;
    while (!is_complete) {
        openssl::Certificate* const certificate =
            is_der ? functions.d2i_X509_bio(source, nullptr)
                   : functions.PEM_read_bio_X509(source, nullptr, copy_password, nullptr);
        if (certificate == nullptr) break;
        const int outcome = functions.X509_STORE_add_cert(store, certificate);
        functions.X509_free(certificate);
        if (outcome != 1) break;
        added++;
        is_complete = is_der && is_read(source);
    }
    Failure::note(openssl::kErrorSsl);
    functions.BIO_free(source);
    is_complete = is_complete || added == 0 || (!is_der && is_end_of_text());
    return to_value(env, is_complete ? added : kTlsFailed);
}

napi_value context_load_dh(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto context = find<TlsContext>(arguments);
    if (!context) return to_value(env, -EBADF);
    const std::string file = arguments.text(1);
    const std::lock_guard lock(context->mutex);
    functions.ERR_clear_error();
    openssl::Bio* const source = functions.BIO_new_file(file.c_str(), "r");
    if (source == nullptr) return to_value(env, Failure::note_file());
    openssl::Dh* const parameters =
        functions.PEM_read_bio_DHparams(source, nullptr, nullptr, nullptr);
    functions.BIO_free(source);
    if (parameters == nullptr) return to_value(env, Failure::note_file());
    const long outcome = functions.SSL_CTX_ctrl(context->get(), kSetTemporaryDh, 0, parameters);
    functions.DH_free(parameters);
    return to_value(env, outcome == 1 ? 0 : Failure::note(openssl::kErrorSsl));
}

// Calls `visit(kind, certificate)` for what the store has; the certificate of a CRL is null.
template <class Visit>
void visit_store(TlsContext& context, Visit visit) {
    openssl::Store* const store = functions.SSL_CTX_get_cert_store(context.get());
    functions.X509_STORE_lock(store);
    const openssl::Stack* const objects = functions.X509_STORE_get0_objects(store);
    for (int index = 0; index < functions.OPENSSL_sk_num(objects); index++) {
        const auto* object =
            static_cast<openssl::StoreObject*>(functions.OPENSSL_sk_value(objects, index));
        visit(functions.X509_OBJECT_get_type(object), functions.X509_OBJECT_get0_X509(object));
    }
    functions.X509_STORE_unlock(store);
}

// Returns [certificates, revocation lists, certificates of authorities].
napi_value context_store_stats(napi_env env, napi_callback_info info) {
    const auto context = find<TlsContext>(Arguments<1>(env, info));
    int64_t certificates = 0;
    int64_t crls = 0;
    int64_t authorities = 0;
    if (context)
        visit_store(*context, [&](int kind, openssl::Certificate* certificate) {
            if (kind == kStoredCrl) crls++;
            if (kind != kStoredCertificate) return;
            certificates++;
            if (functions.X509_check_ca(certificate) != 0) authorities++;
        });
    return to_array(env,
                    {to_value(env, certificates), to_value(env, crls), to_value(env, authorities)});
}

napi_value context_authorities(napi_env env, napi_callback_info info) {
    const auto context = find<TlsContext>(Arguments<1>(env, info));
    napi_value array = nullptr;
    napi_create_array(env, &array);
    uint32_t count = 0;
    if (context)
        visit_store(*context, [&](int kind, openssl::Certificate* certificate) {
            if (kind != kStoredCertificate || functions.X509_check_ca(certificate) == 0) return;
            unsigned char* der = nullptr;
            const int length = functions.i2d_X509(certificate, &der);
            if (length < 0) return;
            napi_set_element(env, array, count++,
                             to_typed_array(env, der, static_cast<size_t>(length)));
            functions.CRYPTO_free(der, "", 0);
        });
    return array;
}

// Returns the numbers in the order of Python's session_stats().
napi_value context_stats(napi_env env, napi_callback_info info) {
    const auto context = find<TlsContext>(Arguments<1>(env, info));
    constexpr int kOrder[] = {0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11};
    napi_value array = nullptr;
    napi_create_array(env, &array);
    uint32_t count = 0;
    if (context)
        for (const int which : kOrder)
            napi_set_element(
                env, array, count++,
                to_value(env, functions.SSL_CTX_ctrl(context->get(), kFirstStatistic + which, 0,
                                                     nullptr)));
    return array;
}

const char* long_name(int nid) { return nid == 0 ? nullptr : functions.OBJ_nid2ln(nid); }

napi_value describe_cipher(napi_env env, const openssl::Cipher* cipher) {
    char description[512] = {};
    int algorithm_bits = 0;
    const int strength = functions.SSL_CIPHER_get_bits(cipher, &algorithm_bits);
    functions.SSL_CIPHER_description(cipher, description, sizeof description - 1);
    return to_array(
        env, {to_value(env, functions.SSL_CIPHER_get_id(cipher)),
              to_text(env, functions.SSL_CIPHER_get_name(cipher)),
              to_text(env, functions.SSL_CIPHER_get_version(cipher)), to_text(env, description),
              to_value(env, strength), to_value(env, algorithm_bits),
              to_value(env, functions.SSL_CIPHER_is_aead(cipher)),
              to_text(env, long_name(functions.SSL_CIPHER_get_cipher_nid(cipher))),
              to_text(env, long_name(functions.SSL_CIPHER_get_digest_nid(cipher))),
              to_text(env, long_name(functions.SSL_CIPHER_get_kx_nid(cipher))),
              to_text(env, long_name(functions.SSL_CIPHER_get_auth_nid(cipher)))});
}

napi_value context_ciphers(napi_env env, napi_callback_info info) {
    const auto context = find<TlsContext>(Arguments<1>(env, info));
    napi_value array = nullptr;
    napi_create_array(env, &array);
    if (!context) return array;
    openssl::Ssl* const ssl = functions.SSL_new(context->get());
    if (ssl == nullptr) return array;
    const openssl::Stack* const ciphers = functions.SSL_get_ciphers(ssl);
    for (int index = 0; index < functions.OPENSSL_sk_num(ciphers); index++) {
        const auto* cipher =
            static_cast<openssl::Cipher*>(functions.OPENSSL_sk_value(ciphers, index));
        napi_set_element(env, array, static_cast<uint32_t>(index), describe_cipher(env, cipher));
    }
    functions.SSL_free(ssl);
    return array;
}

}  // namespace

std::shared_ptr<TlsContext> TlsContext::create(int protocol) {
    functions.ERR_clear_error();
    const openssl::Method* const method = protocol == kTlsClient   ? functions.TLS_client_method()
                                          : protocol == kTlsServer ? functions.TLS_server_method()
                                                                   : functions.TLS_method();
    openssl::Context* const context = functions.SSL_CTX_new(method);
    if (context == nullptr) return nullptr;
    functions.SSL_CTX_ctrl(context, kMode, kModes, nullptr);
    return std::make_shared<TlsContext>(context);
}

void define_tls_context(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"ssl_context_new", context_new},
            {"ssl_context_get", context_get},
            {"ssl_context_set", context_set},
            {"ssl_context_set_text", context_set_text},
            {"ssl_context_set_alpn", context_set_alpn},
            {"ssl_context_set_callback", context_set_callback},
            {"ssl_context_load_chain", context_load_chain},
            {"ssl_context_load_verify", context_load_verify},
            {"ssl_context_default_paths", context_default_paths},
            {"ssl_context_add_certificates", context_add_certificates},
            {"ssl_context_load_dh", context_load_dh},
            {"ssl_context_store_stats", context_store_stats},
            {"ssl_context_authorities", context_authorities},
            {"ssl_context_stats", context_stats},
            {"ssl_context_ciphers", context_ciphers}});
}

}  // namespace pysocket
