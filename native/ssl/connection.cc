#include "native/ssl/connection.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include "native/socket/blocking_call.h"
#include "native/ssl/callbacks.h"
#include "native/ssl/failure.h"
#include "native/ssl/values.h"

namespace pysocket {

using openssl::functions;

namespace {

// Flags of ssl_attach(); the rest is for JavaScript alone.
constexpr int32_t kServerSide = 1;
constexpr int32_t kIsAddress = 2;

constexpr int kFlagRead = 0x1;
constexpr int kFlagWrite = 0x2;
constexpr int kFlagRetry = 0x8;
constexpr int kEnd = 2;
constexpr int kFlush = 11;
constexpr int kSourceOrSink = 0x400;

constexpr unsigned char kSessionContext[] = "pysocket";
constexpr int kSetHostName = 55;
constexpr int kVerifyPeer = 0x1;
constexpr int kVerifyPostHandshake = 0x8;

class SocketTransport : public Transport {
  public:
    explicit SocketTransport(sys::Descriptor fd) : fd_(fd) {}
    int64_t receive(void* data, size_t length) override {
        return sys::receive(fd_, data, length, sys::kDontWait);
    }
    int64_t send(const void* data, size_t length) override {
        return sys::send(fd_, data, length, sys::kDontWait);
    }

  private:
    const sys::Descriptor fd_;
};

class MemoryTransport : public Transport {
  public:
    MemoryTransport(std::shared_ptr<MemoryBio> in, std::shared_ptr<MemoryBio> out)
        : in_(std::move(in)), out_(std::move(out)) {}
    int64_t receive(void* data, size_t length) override {
        const int64_t count = in_->read(data, length);
        return count == -EAGAIN ? -sys::kWouldBlock : count;
    }
    int64_t send(const void* data, size_t length) override { return out_->write(data, length); }

  private:
    const std::shared_ptr<MemoryBio> in_;
    const std::shared_ptr<MemoryBio> out_;
};

// Passes the outcome of a transport on to OpenSSL.
int report(openssl::Bio* bio, Transport& transport, int64_t outcome, int direction) {
    functions.BIO_clear_flags(bio, kFlagRead | kFlagWrite | kFlagRetry);
    if (outcome == -sys::kWouldBlock || outcome == -EINTR) {
        functions.BIO_set_flags(bio, direction | kFlagRetry);
        return -1;
    }
    if (outcome < 0) transport.error = outcome;
    if (outcome == 0 && direction == kFlagRead) transport.at_end = true;
    return outcome < 0 ? -1 : static_cast<int>(outcome);
}

Transport& transport_of(openssl::Bio* bio) {
    return *static_cast<Transport*>(functions.BIO_get_data(bio));
}

int read_bio(openssl::Bio* bio, char* data, int length) {
    Transport& transport = transport_of(bio);
    return report(bio, transport, transport.receive(data, static_cast<size_t>(length)), kFlagRead);
}

int write_bio(openssl::Bio* bio, const char* data, int length) {
    Transport& transport = transport_of(bio);
    return report(bio, transport, transport.send(data, static_cast<size_t>(length)), kFlagWrite);
}

long control_bio(openssl::Bio* bio, int what, long, void*) {
    if (what == kEnd) return transport_of(bio).at_end ? 1 : 0;
    return what == kFlush ? 1 : 0;
}

openssl::Bio* new_bio(Transport* transport) {
    static openssl::BioMethod* const method = [] {
        openssl::BioMethod* const made =
            functions.BIO_meth_new(functions.BIO_get_new_index() | kSourceOrSink, "pysocket");
        functions.BIO_meth_set_read(made, read_bio);
        functions.BIO_meth_set_write(made, write_bio);
        functions.BIO_meth_set_ctrl(made, control_bio);
        return made;
    }();
    openssl::Bio* const bio = functions.BIO_new(method);
    functions.BIO_set_data(bio, transport);
    functions.BIO_set_init(bio, 1);
    return bio;
}

bool set_host(TlsConnection& connection, const std::string& hostname, bool is_address) {
    if (hostname.empty()) return true;
    openssl::Ssl* const ssl = connection.ssl;
    if (!is_address &&
        functions.SSL_ctrl(ssl, kSetHostName, 0, const_cast<char*>(hostname.c_str())) != 1)
        return false;
    const TlsContext& context = *connection.contexts.back();
    if (!context.check_hostname) return true;
    openssl::VerifyParameters* const parameters = functions.SSL_get0_param(ssl);
    functions.X509_VERIFY_PARAM_set_hostflags(parameters, context.host_flags);
    return is_address ? functions.X509_VERIFY_PARAM_set1_ip_asc(parameters, hostname.c_str()) == 1
                      : functions.X509_VERIFY_PARAM_set1_host(parameters, hostname.c_str(),
                                                              hostname.size()) == 1;
}

void set_later_authentication(TlsConnection& connection) {
    if (!connection.contexts.back()->post_handshake_auth) return;
    openssl::Ssl* const ssl = connection.ssl;
    if (!connection.is_server) {
        functions.SSL_set_post_handshake_auth(ssl, 1);
        return;
    }
    const int mode = functions.SSL_get_verify_mode(ssl);
    if ((mode & kVerifyPeer) != 0)
        functions.SSL_set_verify(ssl, mode | kVerifyPostHandshake, nullptr);
}

// Null if OpenSSL refuses: the reason is noted.
std::shared_ptr<TlsConnection> connect(std::shared_ptr<TlsContext> context,
                                       std::unique_ptr<Transport> transport, int32_t flags,
                                       const std::string& hostname) {
    functions.ERR_clear_error();
    const bool is_server = (flags & kServerSide) != 0;
    TlsContext& settings = *context;
    const std::lock_guard lock(settings.mutex);
    auto connection =
        std::make_shared<TlsConnection>(std::move(context), std::move(transport), is_server);
    if (connection->ssl == nullptr ||
        (!is_server && !set_host(*connection, hostname, (flags & kIsAddress) != 0))) {
        Failure::note(openssl::kErrorSsl);
        return nullptr;
    }
    set_later_authentication(*connection);
    return connection;
}

// The connection that a call is made for, named by a socket's handle or the negated number of an
// SSLObject.
class Target {
  public:
    explicit Target(int64_t number) : number_(number) {
        if (number < 0) {
            const auto object = SharedObjects::instance().find<TlsObject>(-number);
            if (object) connection_ = object->connection;
            return;
        }
        const SocketUse use(number);
        is_closed_ = !use;
        if (!use || !use->attachment) return;
        auto& socket = static_cast<TlsSocket&>(*use->attachment);
        const std::lock_guard lock(socket.mutex);
        connection_ = socket.connection;
        timeout_ = use->timeout.load(std::memory_order_relaxed);
    }

    bool is_socket() const { return number_ >= 0; }
    int64_t handle() const { return number_; }
    explicit operator bool() const { return connection_ != nullptr; }
    TlsConnection* operator->() const { return connection_.get(); }
    TlsConnection& operator*() const { return *connection_; }
    double timeout() const { return timeout_; }
    // Result of a call without a connection.
    int64_t missing() const { return is_closed_ ? -sys::kNotASocket : kNotTls; }

  private:
    const int64_t number_;
    bool is_closed_ = false;
    double timeout_ = 0;
    std::shared_ptr<TlsConnection> connection_;
};

// Holds a turn for a call.
class TurnHold {
  public:
    TurnHold(Instance* instance, Turn* turn, double timeout)
        : turn_(turn), outcome_(turn == nullptr ? 1 : turn->take(instance, timeout)) {}
    ~TurnHold() {
        if (turn_ != nullptr && outcome_ == 1) turn_->give();
    }
    TurnHold(const TurnHold&) = delete;
    TurnHold& operator=(const TurnHold&) = delete;
    int64_t outcome() const { return outcome_; }

  private:
    Turn* const turn_;
    const int64_t outcome_;
};

// Makes `operation(ssl)` once. Returns its positive result, kWants..., or kTlsFailed.
template <class Operation>
int64_t attempt(TlsConnection& connection, Operation operation) {
    const std::lock_guard lock(connection.mutex);
    functions.ERR_clear_error();
    connection.transport->error = 0;
    const int outcome = operation(connection.ssl);
    if (outcome > 0) return outcome;
    const int kind = functions.SSL_get_error(connection.ssl, outcome);
    if (kind == openssl::kErrorWantRead) return kWantsRead;
    if (kind == openssl::kErrorWantWrite) return kWantsWrite;
    // A peer that has said that it is done.
    if (kind == openssl::kErrorZeroReturn &&
        functions.SSL_get_shutdown(connection.ssl) == openssl::kReceivedShutdown)
        return 0;
    return Failure::note(kind, connection.ssl, connection.transport->error);
}

// Repeats the attempt in the socket's mode. Between attempts it waits for what OpenSSL wants, which
// may be the other direction than that of the call.
template <class Operation>
int64_t run(Instance* instance, const Target& target, Turn* turn, Range* range,
            Operation operation) {
    if (!target) return target.missing();
    if (!target.is_socket()) return attempt(*target, operation);
    const TurnHold hold(instance, turn, target.timeout());
    if (hold.outcome() == 0)
        return target.timeout() > 0       ? kTimedOut
               : turn == &target->writing ? kWantsWrite
                                          : kWantsRead;
    if (hold.outcome() != 1) return hold.outcome();
    SocketUse use(target.handle());
    if (!use) return -sys::kNotASocket;
    BlockingCall call(instance, use, sys::Direction::kRead, range);
    const int64_t outcome = call.run([&](sys::Descriptor fd) -> int64_t {
        if (range != nullptr && !range->valid()) return -EFAULT;
        const int64_t made = attempt(*target, operation);
        if ((made != kWantsRead && made != kWantsWrite) || call.timeout() == 0) return made;
        const int64_t ready =
            sys::wait_ready(fd, made == kWantsRead ? sys::Direction::kRead : sys::Direction::kWrite,
                            call.deadline());
        return ready == 0 ? -EINTR : ready;
    });
    const bool would_wait = outcome == kWantsRead || outcome == kWantsWrite;
    if (would_wait && !run_due_listeners(instance)) return kThrew;
    return outcome;
}

napi_value tls_handshake(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Target target(arguments.int64(0));
    const CallbackScope scope(arguments.instance(), arguments.value(1));
    return to_value(env, run(arguments.instance(), target, nullptr, nullptr,
                             [](openssl::Ssl* ssl) { return functions.SSL_do_handshake(ssl); }));
}

int to_int(size_t length) { return static_cast<int>(std::min<size_t>(length, INT_MAX)); }

// Reads the arguments (target, view, offset, length, self) and moves bytes of the view by `move`,
// one call in a direction at a time.
napi_value transfer(napi_env env, napi_callback_info info, Turn TlsConnection::*turn,
                    int (*move)(openssl::Ssl*, Range*)) {
    const Arguments<5> arguments(env, info);
    const Target target(arguments.int64(0));
    Range range(env, arguments.value(1), static_cast<size_t>(arguments.int64(2)),
                static_cast<size_t>(arguments.int64(3)));
    if (!range.valid()) return to_value(env, -EFAULT);
    const CallbackScope scope(arguments.instance(), arguments.value(4));
    return to_value(env, run(arguments.instance(), target, target ? &((*target).*turn) : nullptr,
                             &range, [&](openssl::Ssl* ssl) { return move(ssl, &range); }));
}

napi_value tls_read(napi_env env, napi_callback_info info) {
    return transfer(env, info, &TlsConnection::reading, [](openssl::Ssl* ssl, Range* range) {
        return functions.SSL_read(ssl, range->data(), to_int(range->length()));
    });
}

napi_value tls_write(napi_env env, napi_callback_info info) {
    return transfer(env, info, &TlsConnection::writing, [](openssl::Ssl* ssl, Range* range) {
        return functions.SSL_write(ssl, range->data(), to_int(range->length()));
    });
}

// Sends the end and waits for the peer's. Some peers never send theirs: the second attempt to
// shut down decides, as in Python.
napi_value tls_shutdown(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Target target(arguments.int64(0));
    const CallbackScope scope(arguments.instance(), arguments.value(1));
    bool sent = false;
    const int64_t outcome =
        run(arguments.instance(), target, nullptr, nullptr, [&sent](openssl::Ssl* ssl) {
            int result = functions.SSL_shutdown(ssl);
            if (result == 0 && !std::exchange(sent, true)) result = functions.SSL_shutdown(ssl);
            return result == 0 ? 1 : result;
        });
    return to_value(env, outcome);
}

napi_value tls_verify_client(napi_env env, napi_callback_info info) {
    const Target target(Arguments<1>(env, info).int64(0));
    if (!target) return to_value(env, target.missing());
    const std::lock_guard lock(target->mutex);
    functions.ERR_clear_error();
    const int outcome = functions.SSL_verify_client_post_handshake(target->ssl);
    return to_value(env, outcome == 1 ? 0 : Failure::note(openssl::kErrorSsl));
}

// (socket, context, flags, hostname): makes the socket an SSLSocket, without a connection so far.
napi_value tls_attach(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    auto& objects = SharedObjects::instance();
    auto socket = std::make_shared<TlsSocket>();
    socket->context = objects.find<TlsContext>(arguments.int64(1));
    if (!socket->context) return to_value(env, -EBADF);
    socket->context_number = arguments.int64(1);
    objects.retain(socket->context_number);
    socket->flags = arguments.int32(2);
    socket->hostname = arguments.text(3);
    use->attachment = std::move(socket);
    return to_value(env, 0);
}

// Creates the connection of a socket that is connected by now.
napi_value tls_open(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    if (!use || !use->attachment) return to_value(env, -sys::kNotASocket);
    auto& socket = static_cast<TlsSocket&>(*use->attachment);
    auto connection = connect(socket.context, std::make_unique<SocketTransport>(use.fd()),
                              socket.flags, socket.hostname);
    if (!connection) return to_value(env, kTlsFailed);
    const std::lock_guard lock(socket.mutex);
    socket.connection = std::move(connection);
    return to_value(env, 0);
}

// The socket is an ordinary one from now on.
napi_value tls_drop(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    if (!use || !use->attachment) return to_value(env, 0);
    auto& socket = static_cast<TlsSocket&>(*use->attachment);
    std::shared_ptr<TlsConnection> dropped;
    const std::lock_guard lock(socket.mutex);
    std::swap(dropped, socket.connection);
    return to_value(env, 0);
}

// Returns [number of the context, flags, host name] of an SSLSocket, or null.
napi_value tls_attached(napi_env env, napi_callback_info info) {
    const SocketUse use(Arguments<1>(env, info).int64(0));
    if (!use || !use->attachment) return to_null(env);
    auto& socket = static_cast<TlsSocket&>(*use->attachment);
    const std::lock_guard lock(socket.mutex);
    return to_array(env, {to_value(env, socket.context_number), to_value(env, socket.flags),
                          to_text(env, socket.hostname.c_str())});
}

// (context, flags, hostname, incoming, outgoing)
napi_value tls_object_new(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    auto& objects = SharedObjects::instance();
    const auto context = objects.find<TlsContext>(arguments.int64(0));
    const auto incoming = objects.find<MemoryBio>(arguments.int64(3));
    const auto outgoing = objects.find<MemoryBio>(arguments.int64(4));
    if (!context || !incoming || !outgoing) return to_value(env, -EBADF);
    auto connection = connect(context, std::make_unique<MemoryTransport>(incoming, outgoing),
                              arguments.int32(1), arguments.text(2));
    if (!connection) return to_value(env, kTlsFailed);
    return to_value(env, objects.insert(std::make_shared<TlsObject>(std::move(connection))));
}

napi_value tls_set_context(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Target target(arguments.int64(0));
    const auto context = SharedObjects::instance().find<TlsContext>(arguments.int64(1));
    if (!target || !context) return to_value(env, target.missing());
    const std::lock_guard lock(target->mutex);
    functions.SSL_set_SSL_CTX(target->ssl, context->get());
    target->contexts.push_back(context);
    return to_value(env, 0);
}

napi_value to_der(napi_env env, const openssl::Certificate* certificate) {
    unsigned char* der = nullptr;
    const int length = functions.i2d_X509(certificate, &der);
    if (length < 0) return to_null(env);
    const napi_value bytes = to_typed_array(env, der, static_cast<size_t>(length));
    functions.CRYPTO_free(der, "", 0);
    return bytes;
}

napi_value peer_certificate(napi_env env, const openssl::Ssl* ssl) {
    openssl::Certificate* const certificate = functions.SSL_get1_peer_certificate(ssl);
    if (certificate == nullptr) return to_null(env);
    const napi_value der = to_der(env, certificate);
    functions.X509_free(certificate);
    return der;
}

napi_value chain(napi_env env, const openssl::Stack* certificates) {
    if (certificates == nullptr) return to_null(env);
    napi_value array = nullptr;
    napi_create_array(env, &array);
    for (int index = 0; index < functions.OPENSSL_sk_num(certificates); index++)
        napi_set_element(env, array, static_cast<uint32_t>(index),
                         to_der(env, static_cast<openssl::Certificate*>(
                                         functions.OPENSSL_sk_value(certificates, index))));
    return array;
}

napi_value name_cipher(napi_env env, const openssl::Cipher* cipher) {
    if (cipher == nullptr) return to_null(env);
    return to_array(env, {to_text(env, functions.SSL_CIPHER_get_name(cipher)),
                          to_text(env, functions.SSL_CIPHER_get_version(cipher)),
                          to_value(env, functions.SSL_CIPHER_get_bits(cipher, nullptr))});
}

// Ciphers that the client offers and the server has; null for a client.
napi_value common_ciphers(napi_env env, const openssl::Ssl* ssl) {
    const openssl::Stack* const offered = functions.SSL_get_client_ciphers(ssl);
    const openssl::Stack* const known = functions.SSL_get_ciphers(ssl);
    if (offered == nullptr || known == nullptr) return to_null(env);
    const auto cipher_at = [](const openssl::Stack* ciphers, int index) {
        return static_cast<const openssl::Cipher*>(functions.OPENSSL_sk_value(ciphers, index));
    };
    napi_value array = nullptr;
    napi_create_array(env, &array);
    uint32_t count = 0;
    for (int index = 0; index < functions.OPENSSL_sk_num(offered); index++) {
        const uint32_t id = functions.SSL_CIPHER_get_id(cipher_at(offered, index));
        bool is_known = false;
        for (int other = 0; other < functions.OPENSSL_sk_num(known) && !is_known; other++)
            is_known = functions.SSL_CIPHER_get_id(cipher_at(known, other)) == id;
        if (is_known)
            napi_set_element(env, array, count++, name_cipher(env, cipher_at(offered, index)));
    }
    return array;
}

napi_value selected_protocol(napi_env env, const openssl::Ssl* ssl) {
    const unsigned char* name = nullptr;
    unsigned length = 0;
    functions.SSL_get0_alpn_selected(ssl, &name, &length);
    return name == nullptr ? to_null(env) : to_typed_array(env, name, length);
}

// The message that ended the handshake of the side that sent the first such one: "tls-unique".
napi_value first_finished(napi_env env, const TlsConnection& connection) {
    unsigned char message[128];
    const bool is_own = (functions.SSL_session_reused(connection.ssl) == 1) == connection.is_server;
    const size_t length =
        is_own ? functions.SSL_get_finished(connection.ssl, message, sizeof message)
               : functions.SSL_get_peer_finished(connection.ssl, message, sizeof message);
    return length == 0 ? to_null(env)
                       : to_typed_array(env, message, std::min(length, sizeof message));
}

enum Fact : int32_t {
    kVersion,
    kCipher,
    kCommonCiphers,
    kProtocol,
    kCompression,
    kServerName,
    kPeerCertificate,
    kVerifiedChain,
    kUnverifiedChain,
    kFinished,
    kPending,
    kSessionReused,
    kIsShaken,
};

napi_value fact(napi_env env, const TlsConnection& connection, int32_t which) {
    const openssl::Ssl* const ssl = connection.ssl;
    const bool is_shaken = functions.SSL_is_init_finished(ssl) == 1;
    switch (which) {
        case kVersion:
            return to_text(env, is_shaken ? functions.SSL_get_version(ssl) : nullptr);
        case kCipher:
            return name_cipher(env, functions.SSL_get_current_cipher(ssl));
        case kCommonCiphers:
            return common_ciphers(env, ssl);
        case kProtocol:
            return selected_protocol(env, ssl);
        case kCompression:
            return to_value(env, functions.SSL_get_current_compression(ssl) == nullptr ? 0 : 1);
        case kServerName:
            return to_text(env, functions.SSL_get_servername(ssl, 0));
        case kPeerCertificate:
            return peer_certificate(env, ssl);
        case kVerifiedChain:
            return chain(env, functions.SSL_get0_verified_chain(ssl));
        case kUnverifiedChain:
            return chain(env, functions.SSL_get_peer_cert_chain(ssl));
        case kFinished:
            return first_finished(env, connection);
        case kPending:
            return to_value(env, functions.SSL_pending(ssl));
        case kSessionReused:
            return to_value(env, functions.SSL_session_reused(ssl));
        case kIsShaken:
            return to_value(env, is_shaken ? 1 : 0);
        default:
            return to_null(env);
    }
}

// Undefined without a connection.
napi_value tls_fact(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Target target(arguments.int64(0));
    napi_value undefined = nullptr;
    napi_get_undefined(env, &undefined);
    if (!target) return undefined;
    const std::lock_guard lock(target->mutex);
    return fact(env, *target, arguments.int32(1));
}

// Returns the number of the connection's session, 0 for none.
napi_value tls_session(napi_env env, napi_callback_info info) {
    const Target target(Arguments<1>(env, info).int64(0));
    if (!target) return to_value(env, 0);
    const std::lock_guard lock(target->mutex);
    openssl::Session* const session = functions.SSL_get1_session(target->ssl);
    if (session == nullptr) return to_value(env, 0);
    return to_value(env, SharedObjects::instance().insert(std::make_shared<TlsSession>(
                             session, target->contexts.back()->get())));
}

openssl::Session* copy(const openssl::Session* session) {
    unsigned char* der = nullptr;
    const int length = functions.i2d_SSL_SESSION(session, &der);
    if (length <= 0) return nullptr;
    const unsigned char* at = der;
    openssl::Session* const made = functions.d2i_SSL_SESSION(nullptr, &at, length);
    functions.CRYPTO_free(der, "", 0);
    return made;
}

// Sets a copy, because connections change their session.
napi_value tls_set_session(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Target target(arguments.int64(0));
    const auto session = SharedObjects::instance().find<TlsSession>(arguments.int64(1));
    if (!target || !session) return to_value(env, target.missing());
    const std::lock_guard lock(target->mutex);
    if (session->context() != target->contexts.back()->get()) return to_value(env, kForeignSession);
    if (target->is_server) return to_value(env, kServerSession);
    if (functions.SSL_is_init_finished(target->ssl) == 1) return to_value(env, kLateSession);
    functions.ERR_clear_error();
    openssl::Session* const own = copy(session->get());
    const bool set = own != nullptr && functions.SSL_set_session(target->ssl, own) == 1;
    if (own != nullptr) functions.SSL_SESSION_free(own);
    return to_value(env, set ? 0 : Failure::note(openssl::kErrorSsl));
}

// Returns [id, time, timeout, ticket's lifetime, whether it has a ticket].
napi_value session_describe(napi_env env, napi_callback_info info) {
    const auto session = find<TlsSession>(Arguments<1>(env, info));
    if (!session) return to_null(env);
    unsigned length = 0;
    const unsigned char* id = functions.SSL_SESSION_get_id(session->get(), &length);
    return to_array(
        env, {to_typed_array(env, id, length),
              to_value(env, functions.SSL_SESSION_get_time(session->get())),
              to_value(env, functions.SSL_SESSION_get_timeout(session->get())),
              to_value(env, static_cast<int64_t>(
                                functions.SSL_SESSION_get_ticket_lifetime_hint(session->get()))),
              to_value(env, functions.SSL_SESSION_has_ticket(session->get()))});
}

}  // namespace

int64_t Turn::take(Instance* instance, double timeout) {
    const Waiter* const own = &Waiter::current();
    std::unique_lock lock(mutex_);
    if (depth_ > 0 && owner_ != own) {
        if (timeout == 0) return 0;
        const int64_t outcome =
            waiting_.wait(instance, lock, Deadline(timeout), [this] { return depth_ == 0; });
        if (outcome != 1) return outcome;
    }
    owner_ = own;
    depth_++;
    return 1;
}

void Turn::give() {
    const std::lock_guard lock(mutex_);
    if (--depth_ > 0) return;
    owner_ = nullptr;
    waiting_.notify_one();
}

TlsConnection::TlsConnection(std::shared_ptr<TlsContext> settings,
                             std::unique_ptr<Transport> carrier, bool server)
    : contexts{std::move(settings)}, transport(std::move(carrier)), is_server(server) {
    ssl = functions.SSL_new(contexts.back()->get());
    if (ssl == nullptr) return;
    openssl::Bio* const bio = new_bio(transport.get());
    functions.SSL_set_bio(ssl, bio, bio);
    if (!server) {
        functions.SSL_set_connect_state(ssl);
        return;
    }
    functions.SSL_set_accept_state(ssl);
    // Without a name, clients with a certificate could not resume their sessions.
    functions.SSL_set_session_id_context(ssl, kSessionContext, sizeof kSessionContext - 1);
}

TlsConnection::~TlsConnection() {
    if (ssl != nullptr) functions.SSL_free(ssl);
}

void define_tls_connection(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"ssl_handshake", tls_handshake},
            {"ssl_read", tls_read},
            {"ssl_write", tls_write},
            {"ssl_shutdown", tls_shutdown},
            {"ssl_verify_client", tls_verify_client},
            {"ssl_attach", tls_attach},
            {"ssl_attached", tls_attached},
            {"ssl_open", tls_open},
            {"ssl_drop", tls_drop},
            {"ssl_object_new", tls_object_new},
            {"ssl_set_context", tls_set_context},
            {"ssl_fact", tls_fact},
            {"ssl_session", tls_session},
            {"ssl_set_session", tls_set_session},
            {"ssl_session_describe", session_describe}});
}

}  // namespace pysocket
