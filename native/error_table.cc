#include "error_table.h"

#include <cerrno>
#include <cstring>

namespace pysocket {
namespace {

struct Error {
    int number;
    const char* name;
};

#define ERROR(name) \
    { name, #name }

// What Python's errno.errorcode holds. Of two names for one number it has the one given here.
// clang-format off
constexpr Error kErrors[] = {
#ifdef E2BIG
    ERROR(E2BIG),
#endif
#ifdef EACCES
    ERROR(EACCES),
#endif
#ifdef EADDRINUSE
    ERROR(EADDRINUSE),
#endif
#ifdef EADDRNOTAVAIL
    ERROR(EADDRNOTAVAIL),
#endif
#ifdef EADV
    ERROR(EADV),
#endif
#ifdef EAFNOSUPPORT
    ERROR(EAFNOSUPPORT),
#endif
#ifdef EAGAIN
    ERROR(EAGAIN),
#endif
#ifdef EALREADY
    ERROR(EALREADY),
#endif
#ifdef EAUTH
    ERROR(EAUTH),
#endif
#ifdef EBADARCH
    ERROR(EBADARCH),
#endif
#ifdef EBADE
    ERROR(EBADE),
#endif
#ifdef EBADEXEC
    ERROR(EBADEXEC),
#endif
#ifdef EBADF
    ERROR(EBADF),
#endif
#ifdef EBADFD
    ERROR(EBADFD),
#endif
#ifdef EBADMACHO
    ERROR(EBADMACHO),
#endif
#ifdef EBADMSG
    ERROR(EBADMSG),
#endif
#ifdef EBADR
    ERROR(EBADR),
#endif
#ifdef EBADRPC
    ERROR(EBADRPC),
#endif
#ifdef EBADRQC
    ERROR(EBADRQC),
#endif
#ifdef EBADSLT
    ERROR(EBADSLT),
#endif
#ifdef EBFONT
    ERROR(EBFONT),
#endif
#ifdef EBUSY
    ERROR(EBUSY),
#endif
#ifdef ECANCELED
    ERROR(ECANCELED),
#endif
#ifdef ECHILD
    ERROR(ECHILD),
#endif
#ifdef ECHRNG
    ERROR(ECHRNG),
#endif
#ifdef ECOMM
    ERROR(ECOMM),
#endif
#ifdef ECONNABORTED
    ERROR(ECONNABORTED),
#endif
#ifdef ECONNREFUSED
    ERROR(ECONNREFUSED),
#endif
#ifdef ECONNRESET
    ERROR(ECONNRESET),
#endif
#if defined(EDEADLK) && (!defined(EDEADLOCK) || EDEADLK != EDEADLOCK)
    ERROR(EDEADLK),
#endif
#ifdef EDEADLOCK
    ERROR(EDEADLOCK),
#endif
#ifdef EDESTADDRREQ
    ERROR(EDESTADDRREQ),
#endif
#ifdef EDEVERR
    ERROR(EDEVERR),
#endif
#ifdef EDOM
    ERROR(EDOM),
#endif
#ifdef EDOTDOT
    ERROR(EDOTDOT),
#endif
#ifdef EDQUOT
    ERROR(EDQUOT),
#endif
#ifdef EEXIST
    ERROR(EEXIST),
#endif
#ifdef EFAULT
    ERROR(EFAULT),
#endif
#ifdef EFBIG
    ERROR(EFBIG),
#endif
#ifdef EFTYPE
    ERROR(EFTYPE),
#endif
#ifdef EHOSTDOWN
    ERROR(EHOSTDOWN),
#endif
#ifdef EHOSTUNREACH
    ERROR(EHOSTUNREACH),
#endif
#ifdef EIDRM
    ERROR(EIDRM),
#endif
#ifdef EILSEQ
    ERROR(EILSEQ),
#endif
#ifdef EINPROGRESS
    ERROR(EINPROGRESS),
#endif
#ifdef EINTR
    ERROR(EINTR),
#endif
#ifdef EINVAL
    ERROR(EINVAL),
#endif
#ifdef EIO
    ERROR(EIO),
#endif
#ifdef EISCONN
    ERROR(EISCONN),
#endif
#ifdef EISDIR
    ERROR(EISDIR),
#endif
#ifdef EISNAM
    ERROR(EISNAM),
#endif
#ifdef EKEYEXPIRED
    ERROR(EKEYEXPIRED),
#endif
#ifdef EKEYREJECTED
    ERROR(EKEYREJECTED),
#endif
#ifdef EKEYREVOKED
    ERROR(EKEYREVOKED),
#endif
#ifdef EL2HLT
    ERROR(EL2HLT),
#endif
#ifdef EL2NSYNC
    ERROR(EL2NSYNC),
#endif
#ifdef EL3HLT
    ERROR(EL3HLT),
#endif
#ifdef EL3RST
    ERROR(EL3RST),
#endif
#ifdef ELIBACC
    ERROR(ELIBACC),
#endif
#ifdef ELIBBAD
    ERROR(ELIBBAD),
#endif
#ifdef ELIBEXEC
    ERROR(ELIBEXEC),
#endif
#ifdef ELIBMAX
    ERROR(ELIBMAX),
#endif
#ifdef ELIBSCN
    ERROR(ELIBSCN),
#endif
#ifdef ELNRNG
    ERROR(ELNRNG),
#endif
#ifdef ELOCKUNMAPPED
    ERROR(ELOCKUNMAPPED),
#endif
#ifdef ELOOP
    ERROR(ELOOP),
#endif
#ifdef EMEDIUMTYPE
    ERROR(EMEDIUMTYPE),
#endif
#ifdef EMFILE
    ERROR(EMFILE),
#endif
#ifdef EMLINK
    ERROR(EMLINK),
#endif
#ifdef EMSGSIZE
    ERROR(EMSGSIZE),
#endif
#ifdef EMULTIHOP
    ERROR(EMULTIHOP),
#endif
#ifdef ENAMETOOLONG
    ERROR(ENAMETOOLONG),
#endif
#ifdef ENAVAIL
    ERROR(ENAVAIL),
#endif
#ifdef ENEEDAUTH
    ERROR(ENEEDAUTH),
#endif
#ifdef ENETDOWN
    ERROR(ENETDOWN),
#endif
#ifdef ENETRESET
    ERROR(ENETRESET),
#endif
#ifdef ENETUNREACH
    ERROR(ENETUNREACH),
#endif
#ifdef ENFILE
    ERROR(ENFILE),
#endif
#ifdef ENOANO
    ERROR(ENOANO),
#endif
#ifdef ENOATTR
    ERROR(ENOATTR),
#endif
#ifdef ENOBUFS
    ERROR(ENOBUFS),
#endif
#ifdef ENOCSI
    ERROR(ENOCSI),
#endif
#ifdef ENODATA
    ERROR(ENODATA),
#endif
#ifdef ENODEV
    ERROR(ENODEV),
#endif
#ifdef ENOENT
    ERROR(ENOENT),
#endif
#ifdef ENOEXEC
    ERROR(ENOEXEC),
#endif
#ifdef ENOKEY
    ERROR(ENOKEY),
#endif
#ifdef ENOLCK
    ERROR(ENOLCK),
#endif
#ifdef ENOLINK
    ERROR(ENOLINK),
#endif
#ifdef ENOMEDIUM
    ERROR(ENOMEDIUM),
#endif
#ifdef ENOMEM
    ERROR(ENOMEM),
#endif
#ifdef ENOMSG
    ERROR(ENOMSG),
#endif
#ifdef ENONET
    ERROR(ENONET),
#endif
#ifdef ENOPKG
    ERROR(ENOPKG),
#endif
#ifdef ENOPOLICY
    ERROR(ENOPOLICY),
#endif
#ifdef ENOPROTOOPT
    ERROR(ENOPROTOOPT),
#endif
#ifdef ENOSPC
    ERROR(ENOSPC),
#endif
#ifdef ENOSR
    ERROR(ENOSR),
#endif
#ifdef ENOSTR
    ERROR(ENOSTR),
#endif
#ifdef ENOSYS
    ERROR(ENOSYS),
#endif
#ifdef ENOTACTIVE
    ERROR(ENOTACTIVE),
#endif
#ifdef ENOTBLK
    ERROR(ENOTBLK),
#endif
#ifdef ENOTCAPABLE
    ERROR(ENOTCAPABLE),
#endif
#ifdef ENOTCONN
    ERROR(ENOTCONN),
#endif
#ifdef ENOTDIR
    ERROR(ENOTDIR),
#endif
#ifdef ENOTEMPTY
    ERROR(ENOTEMPTY),
#endif
#ifdef ENOTNAM
    ERROR(ENOTNAM),
#endif
#ifdef ENOTRECOVERABLE
    ERROR(ENOTRECOVERABLE),
#endif
#ifdef ENOTSOCK
    ERROR(ENOTSOCK),
#endif
#ifdef ENOTSUP
    ERROR(ENOTSUP),
#endif
#ifdef ENOTTY
    ERROR(ENOTTY),
#endif
#ifdef ENOTUNIQ
    ERROR(ENOTUNIQ),
#endif
#ifdef ENXIO
    ERROR(ENXIO),
#endif
#if defined(EOPNOTSUPP) && (!defined(ENOTSUP) || EOPNOTSUPP != ENOTSUP)
    ERROR(EOPNOTSUPP),
#endif
#ifdef EOVERFLOW
    ERROR(EOVERFLOW),
#endif
#ifdef EOWNERDEAD
    ERROR(EOWNERDEAD),
#endif
#ifdef EPERM
    ERROR(EPERM),
#endif
#ifdef EPFNOSUPPORT
    ERROR(EPFNOSUPPORT),
#endif
#ifdef EPIPE
    ERROR(EPIPE),
#endif
#ifdef EPROCLIM
    ERROR(EPROCLIM),
#endif
#ifdef EPROCUNAVAIL
    ERROR(EPROCUNAVAIL),
#endif
#ifdef EPROGMISMATCH
    ERROR(EPROGMISMATCH),
#endif
#ifdef EPROGUNAVAIL
    ERROR(EPROGUNAVAIL),
#endif
#ifdef EPROTO
    ERROR(EPROTO),
#endif
#ifdef EPROTONOSUPPORT
    ERROR(EPROTONOSUPPORT),
#endif
#ifdef EPROTOTYPE
    ERROR(EPROTOTYPE),
#endif
#ifdef EPWROFF
    ERROR(EPWROFF),
#endif
#ifdef EQFULL
    ERROR(EQFULL),
#endif
#ifdef ERANGE
    ERROR(ERANGE),
#endif
#ifdef EREMCHG
    ERROR(EREMCHG),
#endif
#ifdef EREMOTE
    ERROR(EREMOTE),
#endif
#ifdef EREMOTEIO
    ERROR(EREMOTEIO),
#endif
#ifdef ERESTART
    ERROR(ERESTART),
#endif
#ifdef ERFKILL
    ERROR(ERFKILL),
#endif
#ifdef EROFS
    ERROR(EROFS),
#endif
#ifdef ERPCMISMATCH
    ERROR(ERPCMISMATCH),
#endif
#ifdef ESHLIBVERS
    ERROR(ESHLIBVERS),
#endif
#ifdef ESHUTDOWN
    ERROR(ESHUTDOWN),
#endif
#ifdef ESOCKTNOSUPPORT
    ERROR(ESOCKTNOSUPPORT),
#endif
#ifdef ESPIPE
    ERROR(ESPIPE),
#endif
#ifdef ESRCH
    ERROR(ESRCH),
#endif
#ifdef ESRMNT
    ERROR(ESRMNT),
#endif
#ifdef ESTALE
    ERROR(ESTALE),
#endif
#ifdef ESTRPIPE
    ERROR(ESTRPIPE),
#endif
#ifdef ETIME
    ERROR(ETIME),
#endif
#ifdef ETIMEDOUT
    ERROR(ETIMEDOUT),
#endif
#ifdef ETOOMANYREFS
    ERROR(ETOOMANYREFS),
#endif
#ifdef ETXTBSY
    ERROR(ETXTBSY),
#endif
#ifdef EUCLEAN
    ERROR(EUCLEAN),
#endif
#ifdef EUNATCH
    ERROR(EUNATCH),
#endif
#ifdef EUSERS
    ERROR(EUSERS),
#endif
#if defined(EWOULDBLOCK) && (!defined(EAGAIN) || EWOULDBLOCK != EAGAIN)
    ERROR(EWOULDBLOCK),
#endif
#ifdef EXDEV
    ERROR(EXDEV),
#endif
#ifdef EXFULL
    ERROR(EXFULL),
#endif
};
// clang-format on

}  // namespace

Napi::Array error_table(Napi::Env env) {
    Napi::Array table = Napi::Array::New(env);
    uint32_t length = 0;
    for (const Error& error : kErrors) {
        Napi::Array row = Napi::Array::New(env, 3);
        row.Set(0u, Napi::Number::New(env, error.number));
        row.Set(1u, Napi::String::New(env, error.name));
        row.Set(2u, Napi::String::New(env, std::strerror(error.number)));
        table.Set(length++, row);
    }
    return table;
}

}  // namespace pysocket
