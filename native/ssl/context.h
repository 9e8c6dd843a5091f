#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "native/ssl/openssl.h"
#include "native/transfer/shared_objects.h"

namespace pysocket {

// Python's SSLContext: settings of TLS connections, which keep it alive.
class TlsContext : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kTlsContext;
    // Version of _ssl, client or server: see ssl_context_new().
    static std::shared_ptr<TlsContext> create(int protocol);

    explicit TlsContext(openssl::Context* context) : SharedObject(kKind), context_(context) {}
    ~TlsContext() override { openssl::functions.SSL_CTX_free(context_); }

    openssl::Context* get() const { return context_; }

    // Serialises changes; OpenSSL itself lets connections be made meanwhile.
    std::mutex mutex;
    int verify_mode = 0;
    bool check_hostname = false;
    bool post_handshake_auth = false;
    unsigned host_flags = 4;
    std::string alpn;
    std::string psk_hint;

  private:
    openssl::Context* const context_;
};

// Python's SSLSession.
class TlsSession : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kTlsSession;
    TlsSession(openssl::Session* session, openssl::Context* context)
        : SharedObject(kKind), session_(session), context_(context) {}
    ~TlsSession() override { openssl::functions.SSL_SESSION_free(session_); }

    openssl::Session* get() const { return session_; }
    // Only compared: a session is of use to connections of its own context.
    const openssl::Context* context() const { return context_; }

  private:
    openssl::Session* const session_;
    const openssl::Context* const context_;
};

}  // namespace pysocket
