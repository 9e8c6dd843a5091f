#pragma once

#include <cstdint>
#include <string>

#include "native/ssl/openssl.h"

namespace pysocket {

// Results of TLS calls besides those of results.h.
// OpenSSL refused: ssl_failure() tells why.
constexpr int64_t kTlsFailed = -100010;
// The socket has no TLS connection.
constexpr int64_t kNotTls = -100011;
// A call that may not wait would have to.
constexpr int64_t kWantsRead = -100012;
constexpr int64_t kWantsWrite = -100013;
// A session cannot be set: it is of another context, the connection is a server's, or it is too
// late.
constexpr int64_t kForeignSession = -100014;
constexpr int64_t kServerSession = -100015;
constexpr int64_t kLateSession = -100016;

// Why the last TLS call of this thread failed.
struct Failure {
    // SSL_ERROR_*, as SSL_get_error() returns it; SSL_ERROR_SSL for calls without a connection.
    int kind = 0;
    // Code on OpenSSL's queue, or 0, and its text.
    unsigned long code = 0;
    std::string text;
    // Code of the fault of the peer's certificate; 0 if there is none.
    long verify_code = 0;
    std::string verify_text;
    // Error of the system call below, or 0.
    int64_t error = 0;

    static Failure& last();
    // Notes and clears OpenSSL's queue. Returns kTlsFailed.
    static int64_t note(int kind, const openssl::Ssl* ssl = nullptr, int64_t error = 0);
    // For a call that reads files: the system's error has precedence. Returns -errno or kTlsFailed.
    static int64_t note_file();
    // Number of the library that queued the code.
    int library() const;
    int reason() const;
    // True if many libraries have this reason.
    bool is_common() const;
};

}  // namespace pysocket
