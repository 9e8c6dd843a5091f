#include "native/ssl/failure.h"

#include <cerrno>

#include "native/sys/sys.h"

namespace pysocket {

using openssl::functions;

namespace {

constexpr unsigned long kSystemFlag = 0x80000000;
constexpr unsigned kLibraryShift = 23;
constexpr unsigned long kReasonMask = 0x7fffff;
constexpr unsigned long kCommonFlag = 0x2UL << 18;
constexpr int kLibrarySsl = 20;
constexpr int kUnexpectedEnd = 294;
constexpr unsigned long kThree = 0x30000000;

bool is_older() { return functions.OpenSSL_version_num() < kThree; }

}  // namespace

Failure& Failure::last() {
    static thread_local Failure failure;
    return failure;
}

int64_t Failure::note(int kind, const openssl::Ssl* ssl, int64_t error) {
    Failure& failure = last();
    failure.kind = kind;
    // The last error tells most, except that OpenSSL 3.5 fails to send an alert after an early end.
    failure.code = functions.ERR_peek_error();
    if (failure.library() == kLibrarySsl && failure.reason() == kUnexpectedEnd)
        failure.kind = openssl::kErrorSsl;
    else
        failure.code = functions.ERR_peek_last_error();
    const char* text =
        failure.code == 0 ? nullptr : functions.ERR_reason_error_string(failure.code);
    failure.text = text == nullptr ? "" : text;
    failure.verify_code = ssl == nullptr ? 0 : functions.SSL_get_verify_result(ssl);
    failure.verify_text = failure.verify_code == 0
                              ? ""
                              : functions.X509_verify_cert_error_string(failure.verify_code);
    failure.error = error;
    functions.ERR_clear_error();
    return kTlsFailed;
}

int64_t Failure::note_file() {
    const unsigned long first = functions.ERR_peek_error();
    note(openssl::kErrorSsl);
    Failure oldest;
    oldest.code = first;
    if (first != 0 && oldest.library() == openssl::kLibrarySystem)
        return sys::file_error(oldest.reason());
    return kTlsFailed;
}

int Failure::library() const {
    if (is_older()) return static_cast<int>((code >> 24) & 0xff);
    if ((code & kSystemFlag) != 0) return openssl::kLibrarySystem;
    return static_cast<int>((code >> kLibraryShift) & 0xff);
}

int Failure::reason() const {
    if (is_older()) return static_cast<int>(code & 0xfff);
    if ((code & kSystemFlag) != 0) return static_cast<int>(code & ~kSystemFlag);
    return static_cast<int>(code & kReasonMask);
}

bool Failure::is_common() const {
    return library() != openssl::kLibrarySystem && (code & kCommonFlag) != 0;
}

}  // namespace pysocket
