#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "native/socket/socket_table.h"
#include "native/ssl/context.h"
#include "native/ssl/memory_bio.h"
#include "native/ssl/openssl.h"
#include "native/waits/wait_list.h"

namespace pysocket {

// Carries the records of a connection, and never waits.
class Transport {
  public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;
    // Both return the number of bytes or -errno; receive() returns 0 at the end.
    virtual int64_t receive(void* data, size_t length) = 0;
    virtual int64_t send(const void* data, size_t length) = 0;

    // Last error, and true after the last byte.
    int64_t error = 0;
    bool at_end = false;
};

// One thread at a time may be in the midst of reading, and one of writing: OpenSSL wants a write
// that could not be finished to be repeated before another begins.
class Turn {
  public:
    // Returns 1, 0 at the timeout, kEnded or kThrew. A thread may take it again, because a signal
    // handler may use the connection that its thread waits on.
    int64_t take(Instance* instance, double timeout);
    void give();

  private:
    std::mutex mutex_;
    WaitList waiting_;
    const Waiter* owner_ = nullptr;
    int depth_ = 0;
};

// Held by the calls in flight, so that a connection lives until the last of them is done.
struct TlsConnection {
    TlsConnection(std::shared_ptr<TlsContext> settings, std::unique_ptr<Transport> carrier,
                  bool server);
    TlsConnection(const TlsConnection&) = delete;
    TlsConnection& operator=(const TlsConnection&) = delete;
    ~TlsConnection();

    // Held for each attempt, but not while waiting. A callback may use the connection as well.
    std::recursive_mutex mutex;
    openssl::Ssl* ssl = nullptr;
    // The settings in use come last. Earlier ones may still be referred to.
    std::vector<std::shared_ptr<TlsContext>> contexts;
    const std::unique_ptr<Transport> transport;
    const bool is_server;
    Turn reading;
    Turn writing;
};

// The attachment that makes a socket an SSLSocket. It has no connection before it is connected, if
// it listens, and after unwrap().
struct TlsSocket : SocketAttachment {
    std::shared_ptr<TlsContext> context;
    int64_t context_number = 0;
    int32_t flags = 0;
    std::string hostname;
    std::mutex mutex;
    std::shared_ptr<TlsConnection> connection;

    ~TlsSocket() override { SharedObjects::instance().release(context_number); }
};

// Python's SSLObject: a connection that reads from one MemoryBIO and writes to another.
class TlsObject : public SharedObject {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kTlsObject;
    explicit TlsObject(std::shared_ptr<TlsConnection> made)
        : SharedObject(kKind), connection(std::move(made)) {}
    const std::shared_ptr<TlsConnection> connection;
};

}  // namespace pysocket
