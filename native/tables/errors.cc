#include <cstring>

#include "native/core/arguments.h"
#include "native/sys/errno_constants.h"
#include "native/tables/constant_table.h"

namespace pysocket {
namespace {

// What Python's errno holds. Of two names for one number, its errorcode has the one further down.
// clang-format off
constexpr Constant kErrnoConstants[] = {
    // Number of an error: errno(3).
#ifdef EDEADLK
    CONSTANT(EDEADLK),
#endif
#ifdef EOPNOTSUPP
    CONSTANT(EOPNOTSUPP),
#endif
#ifdef EWOULDBLOCK
    CONSTANT(EWOULDBLOCK),
#endif
#ifdef E2BIG
    CONSTANT(E2BIG),
#endif
#ifdef EACCES
    CONSTANT(EACCES),
#endif
#ifdef EADDRINUSE
    CONSTANT(EADDRINUSE),
#endif
#ifdef EADDRNOTAVAIL
    CONSTANT(EADDRNOTAVAIL),
#endif
#ifdef EADV
    CONSTANT(EADV),
#endif
#ifdef EAFNOSUPPORT
    CONSTANT(EAFNOSUPPORT),
#endif
#ifdef EAGAIN
    CONSTANT(EAGAIN),
#endif
#ifdef EALREADY
    CONSTANT(EALREADY),
#endif
#ifdef EAUTH
    CONSTANT(EAUTH),
#endif
#ifdef EBADARCH
    CONSTANT(EBADARCH),
#endif
#ifdef EBADE
    CONSTANT(EBADE),
#endif
#ifdef EBADEXEC
    CONSTANT(EBADEXEC),
#endif
#ifdef EBADF
    CONSTANT(EBADF),
#endif
#ifdef EBADFD
    CONSTANT(EBADFD),
#endif
#ifdef EBADMACHO
    CONSTANT(EBADMACHO),
#endif
#ifdef EBADMSG
    CONSTANT(EBADMSG),
#endif
#ifdef EBADR
    CONSTANT(EBADR),
#endif
#ifdef EBADRPC
    CONSTANT(EBADRPC),
#endif
#ifdef EBADRQC
    CONSTANT(EBADRQC),
#endif
#ifdef EBADSLT
    CONSTANT(EBADSLT),
#endif
#ifdef EBFONT
    CONSTANT(EBFONT),
#endif
#ifdef EBUSY
    CONSTANT(EBUSY),
#endif
#ifdef ECANCELED
    CONSTANT(ECANCELED),
#endif
#ifdef ECHILD
    CONSTANT(ECHILD),
#endif
#ifdef ECHRNG
    CONSTANT(ECHRNG),
#endif
#ifdef ECOMM
    CONSTANT(ECOMM),
#endif
#ifdef ECONNABORTED
    CONSTANT(ECONNABORTED),
#endif
#ifdef ECONNREFUSED
    CONSTANT(ECONNREFUSED),
#endif
#ifdef ECONNRESET
    CONSTANT(ECONNRESET),
#endif
#ifdef EDEADLOCK
    CONSTANT(EDEADLOCK),
#endif
#ifdef EDESTADDRREQ
    CONSTANT(EDESTADDRREQ),
#endif
#ifdef EDEVERR
    CONSTANT(EDEVERR),
#endif
#ifdef EDOM
    CONSTANT(EDOM),
#endif
#ifdef EDOTDOT
    CONSTANT(EDOTDOT),
#endif
#ifdef EDQUOT
    CONSTANT(EDQUOT),
#endif
#ifdef EEXIST
    CONSTANT(EEXIST),
#endif
#ifdef EFAULT
    CONSTANT(EFAULT),
#endif
#ifdef EFBIG
    CONSTANT(EFBIG),
#endif
#ifdef EFTYPE
    CONSTANT(EFTYPE),
#endif
#ifdef EHOSTDOWN
    CONSTANT(EHOSTDOWN),
#endif
#ifdef EHOSTUNREACH
    CONSTANT(EHOSTUNREACH),
#endif
#ifdef EIDRM
    CONSTANT(EIDRM),
#endif
#ifdef EILSEQ
    CONSTANT(EILSEQ),
#endif
#ifdef EINPROGRESS
    CONSTANT(EINPROGRESS),
#endif
#ifdef EINTR
    CONSTANT(EINTR),
#endif
#ifdef EINVAL
    CONSTANT(EINVAL),
#endif
#ifdef EIO
    CONSTANT(EIO),
#endif
#ifdef EISCONN
    CONSTANT(EISCONN),
#endif
#ifdef EISDIR
    CONSTANT(EISDIR),
#endif
#ifdef EISNAM
    CONSTANT(EISNAM),
#endif
#ifdef EKEYEXPIRED
    CONSTANT(EKEYEXPIRED),
#endif
#ifdef EKEYREJECTED
    CONSTANT(EKEYREJECTED),
#endif
#ifdef EKEYREVOKED
    CONSTANT(EKEYREVOKED),
#endif
#ifdef EL2HLT
    CONSTANT(EL2HLT),
#endif
#ifdef EL2NSYNC
    CONSTANT(EL2NSYNC),
#endif
#ifdef EL3HLT
    CONSTANT(EL3HLT),
#endif
#ifdef EL3RST
    CONSTANT(EL3RST),
#endif
#ifdef ELIBACC
    CONSTANT(ELIBACC),
#endif
#ifdef ELIBBAD
    CONSTANT(ELIBBAD),
#endif
#ifdef ELIBEXEC
    CONSTANT(ELIBEXEC),
#endif
#ifdef ELIBMAX
    CONSTANT(ELIBMAX),
#endif
#ifdef ELIBSCN
    CONSTANT(ELIBSCN),
#endif
#ifdef ELNRNG
    CONSTANT(ELNRNG),
#endif
#ifdef ELOCKUNMAPPED
    CONSTANT(ELOCKUNMAPPED),
#endif
#ifdef ELOOP
    CONSTANT(ELOOP),
#endif
#ifdef EMEDIUMTYPE
    CONSTANT(EMEDIUMTYPE),
#endif
#ifdef EMFILE
    CONSTANT(EMFILE),
#endif
#ifdef EMLINK
    CONSTANT(EMLINK),
#endif
#ifdef EMSGSIZE
    CONSTANT(EMSGSIZE),
#endif
#ifdef EMULTIHOP
    CONSTANT(EMULTIHOP),
#endif
#ifdef ENAMETOOLONG
    CONSTANT(ENAMETOOLONG),
#endif
#ifdef ENAVAIL
    CONSTANT(ENAVAIL),
#endif
#ifdef ENEEDAUTH
    CONSTANT(ENEEDAUTH),
#endif
#ifdef ENETDOWN
    CONSTANT(ENETDOWN),
#endif
#ifdef ENETRESET
    CONSTANT(ENETRESET),
#endif
#ifdef ENETUNREACH
    CONSTANT(ENETUNREACH),
#endif
#ifdef ENFILE
    CONSTANT(ENFILE),
#endif
#ifdef ENOANO
    CONSTANT(ENOANO),
#endif
#ifdef ENOATTR
    CONSTANT(ENOATTR),
#endif
#ifdef ENOBUFS
    CONSTANT(ENOBUFS),
#endif
#ifdef ENOCSI
    CONSTANT(ENOCSI),
#endif
#ifdef ENODATA
    CONSTANT(ENODATA),
#endif
#ifdef ENODEV
    CONSTANT(ENODEV),
#endif
#ifdef ENOENT
    CONSTANT(ENOENT),
#endif
#ifdef ENOEXEC
    CONSTANT(ENOEXEC),
#endif
#ifdef ENOKEY
    CONSTANT(ENOKEY),
#endif
#ifdef ENOLCK
    CONSTANT(ENOLCK),
#endif
#ifdef ENOLINK
    CONSTANT(ENOLINK),
#endif
#ifdef ENOMEDIUM
    CONSTANT(ENOMEDIUM),
#endif
#ifdef ENOMEM
    CONSTANT(ENOMEM),
#endif
#ifdef ENOMSG
    CONSTANT(ENOMSG),
#endif
#ifdef ENONET
    CONSTANT(ENONET),
#endif
#ifdef ENOPKG
    CONSTANT(ENOPKG),
#endif
#ifdef ENOPOLICY
    CONSTANT(ENOPOLICY),
#endif
#ifdef ENOPROTOOPT
    CONSTANT(ENOPROTOOPT),
#endif
#ifdef ENOSPC
    CONSTANT(ENOSPC),
#endif
#ifdef ENOSR
    CONSTANT(ENOSR),
#endif
#ifdef ENOSTR
    CONSTANT(ENOSTR),
#endif
#ifdef ENOSYS
    CONSTANT(ENOSYS),
#endif
#ifdef ENOTACTIVE
    CONSTANT(ENOTACTIVE),
#endif
#ifdef ENOTBLK
    CONSTANT(ENOTBLK),
#endif
#ifdef ENOTCAPABLE
    CONSTANT(ENOTCAPABLE),
#endif
#ifdef ENOTCONN
    CONSTANT(ENOTCONN),
#endif
#ifdef ENOTDIR
    CONSTANT(ENOTDIR),
#endif
#ifdef ENOTEMPTY
    CONSTANT(ENOTEMPTY),
#endif
#ifdef ENOTNAM
    CONSTANT(ENOTNAM),
#endif
#ifdef ENOTRECOVERABLE
    CONSTANT(ENOTRECOVERABLE),
#endif
#ifdef ENOTSOCK
    CONSTANT(ENOTSOCK),
#endif
#ifdef ENOTSUP
    CONSTANT(ENOTSUP),
#endif
#ifdef ENOTTY
    CONSTANT(ENOTTY),
#endif
#ifdef ENOTUNIQ
    CONSTANT(ENOTUNIQ),
#endif
#ifdef ENXIO
    CONSTANT(ENXIO),
#endif
#ifdef EOVERFLOW
    CONSTANT(EOVERFLOW),
#endif
#ifdef EOWNERDEAD
    CONSTANT(EOWNERDEAD),
#endif
#ifdef EPERM
    CONSTANT(EPERM),
#endif
#ifdef EPFNOSUPPORT
    CONSTANT(EPFNOSUPPORT),
#endif
#ifdef EPIPE
    CONSTANT(EPIPE),
#endif
#ifdef EPROCLIM
    CONSTANT(EPROCLIM),
#endif
#ifdef EPROCUNAVAIL
    CONSTANT(EPROCUNAVAIL),
#endif
#ifdef EPROGMISMATCH
    CONSTANT(EPROGMISMATCH),
#endif
#ifdef EPROGUNAVAIL
    CONSTANT(EPROGUNAVAIL),
#endif
#ifdef EPROTO
    CONSTANT(EPROTO),
#endif
#ifdef EPROTONOSUPPORT
    CONSTANT(EPROTONOSUPPORT),
#endif
#ifdef EPROTOTYPE
    CONSTANT(EPROTOTYPE),
#endif
#ifdef EPWROFF
    CONSTANT(EPWROFF),
#endif
#ifdef EQFULL
    CONSTANT(EQFULL),
#endif
#ifdef ERANGE
    CONSTANT(ERANGE),
#endif
#ifdef EREMCHG
    CONSTANT(EREMCHG),
#endif
#ifdef EREMOTE
    CONSTANT(EREMOTE),
#endif
#ifdef EREMOTEIO
    CONSTANT(EREMOTEIO),
#endif
#ifdef ERESTART
    CONSTANT(ERESTART),
#endif
#ifdef ERFKILL
    CONSTANT(ERFKILL),
#endif
#ifdef EROFS
    CONSTANT(EROFS),
#endif
#ifdef ERPCMISMATCH
    CONSTANT(ERPCMISMATCH),
#endif
#ifdef ESHLIBVERS
    CONSTANT(ESHLIBVERS),
#endif
#ifdef ESHUTDOWN
    CONSTANT(ESHUTDOWN),
#endif
#ifdef ESOCKTNOSUPPORT
    CONSTANT(ESOCKTNOSUPPORT),
#endif
#ifdef ESPIPE
    CONSTANT(ESPIPE),
#endif
#ifdef ESRCH
    CONSTANT(ESRCH),
#endif
#ifdef ESRMNT
    CONSTANT(ESRMNT),
#endif
#ifdef ESTALE
    CONSTANT(ESTALE),
#endif
#ifdef ESTRPIPE
    CONSTANT(ESTRPIPE),
#endif
#ifdef ETIME
    CONSTANT(ETIME),
#endif
#ifdef ETIMEDOUT
    CONSTANT(ETIMEDOUT),
#endif
#ifdef ETOOMANYREFS
    CONSTANT(ETOOMANYREFS),
#endif
#ifdef ETXTBSY
    CONSTANT(ETXTBSY),
#endif
#ifdef EUCLEAN
    CONSTANT(EUCLEAN),
#endif
#ifdef EUNATCH
    CONSTANT(EUNATCH),
#endif
#ifdef EUSERS
    CONSTANT(EUSERS),
#endif
#ifdef EXDEV
    CONSTANT(EXDEV),
#endif
#ifdef EXFULL
    CONSTANT(EXFULL),
#endif

    // Number of an error of Winsock.
#ifdef WSAEACCES
    CONSTANT(WSAEACCES),
#endif
#ifdef WSAEADDRINUSE
    CONSTANT(WSAEADDRINUSE),
#endif
#ifdef WSAEADDRNOTAVAIL
    CONSTANT(WSAEADDRNOTAVAIL),
#endif
#ifdef WSAEAFNOSUPPORT
    CONSTANT(WSAEAFNOSUPPORT),
#endif
#ifdef WSAEALREADY
    CONSTANT(WSAEALREADY),
#endif
#ifdef WSAEBADF
    CONSTANT(WSAEBADF),
#endif
#ifdef WSAECONNABORTED
    CONSTANT(WSAECONNABORTED),
#endif
#ifdef WSAECONNREFUSED
    CONSTANT(WSAECONNREFUSED),
#endif
#ifdef WSAECONNRESET
    CONSTANT(WSAECONNRESET),
#endif
#ifdef WSAEDESTADDRREQ
    CONSTANT(WSAEDESTADDRREQ),
#endif
#ifdef WSAEDISCON
    CONSTANT(WSAEDISCON),
#endif
#ifdef WSAEDQUOT
    CONSTANT(WSAEDQUOT),
#endif
#ifdef WSAEFAULT
    CONSTANT(WSAEFAULT),
#endif
#ifdef WSAEHOSTDOWN
    CONSTANT(WSAEHOSTDOWN),
#endif
#ifdef WSAEHOSTUNREACH
    CONSTANT(WSAEHOSTUNREACH),
#endif
#ifdef WSAEINPROGRESS
    CONSTANT(WSAEINPROGRESS),
#endif
#ifdef WSAEINTR
    CONSTANT(WSAEINTR),
#endif
#ifdef WSAEINVAL
    CONSTANT(WSAEINVAL),
#endif
#ifdef WSAEISCONN
    CONSTANT(WSAEISCONN),
#endif
#ifdef WSAELOOP
    CONSTANT(WSAELOOP),
#endif
#ifdef WSAEMFILE
    CONSTANT(WSAEMFILE),
#endif
#ifdef WSAEMSGSIZE
    CONSTANT(WSAEMSGSIZE),
#endif
#ifdef WSAENAMETOOLONG
    CONSTANT(WSAENAMETOOLONG),
#endif
#ifdef WSAENETDOWN
    CONSTANT(WSAENETDOWN),
#endif
#ifdef WSAENETRESET
    CONSTANT(WSAENETRESET),
#endif
#ifdef WSAENETUNREACH
    CONSTANT(WSAENETUNREACH),
#endif
#ifdef WSAENOBUFS
    CONSTANT(WSAENOBUFS),
#endif
#ifdef WSAENOPROTOOPT
    CONSTANT(WSAENOPROTOOPT),
#endif
#ifdef WSAENOTCONN
    CONSTANT(WSAENOTCONN),
#endif
#ifdef WSAENOTEMPTY
    CONSTANT(WSAENOTEMPTY),
#endif
#ifdef WSAENOTSOCK
    CONSTANT(WSAENOTSOCK),
#endif
#ifdef WSAEOPNOTSUPP
    CONSTANT(WSAEOPNOTSUPP),
#endif
#ifdef WSAEPFNOSUPPORT
    CONSTANT(WSAEPFNOSUPPORT),
#endif
#ifdef WSAEPROCLIM
    CONSTANT(WSAEPROCLIM),
#endif
#ifdef WSAEPROTONOSUPPORT
    CONSTANT(WSAEPROTONOSUPPORT),
#endif
#ifdef WSAEPROTOTYPE
    CONSTANT(WSAEPROTOTYPE),
#endif
#ifdef WSAEREMOTE
    CONSTANT(WSAEREMOTE),
#endif
#ifdef WSAESHUTDOWN
    CONSTANT(WSAESHUTDOWN),
#endif
#ifdef WSAESOCKTNOSUPPORT
    CONSTANT(WSAESOCKTNOSUPPORT),
#endif
#ifdef WSAESTALE
    CONSTANT(WSAESTALE),
#endif
#ifdef WSAETIMEDOUT
    CONSTANT(WSAETIMEDOUT),
#endif
#ifdef WSAETOOMANYREFS
    CONSTANT(WSAETOOMANYREFS),
#endif
#ifdef WSAEUSERS
    CONSTANT(WSAEUSERS),
#endif
#ifdef WSAEWOULDBLOCK
    CONSTANT(WSAEWOULDBLOCK),
#endif
#ifdef WSANOTINITIALISED
    CONSTANT(WSANOTINITIALISED),
#endif
#ifdef WSASYSNOTREADY
    CONSTANT(WSASYSNOTREADY),
#endif
#ifdef WSAVERNOTSUPPORTED
    CONSTANT(WSAVERNOTSUPPORTED),
#endif
};
// clang-format on

napi_value strerror(napi_env env, napi_callback_info info) {
    napi_value text = nullptr;
    napi_create_string_utf8(env, std::strerror(Arguments<1>(env, info).int32(0)), NAPI_AUTO_LENGTH,
                            &text);
    return text;
}

napi_value error_text(napi_env env, napi_callback_info info) {
    return Napi::String::New(env, sys::error_text(Arguments<1>(env, info).int32(0)));
}

// `[number, name, text]` of each error.
Napi::Array rows(Napi::Env env) {
    Napi::Array table = Napi::Array::New(env);
    uint32_t length = 0;
    for (const Constant& error : kErrnoConstants) {
        Napi::Array row = Napi::Array::New(env, 3);
        row.Set(0u, Napi::Number::New(env, error.value));
        row.Set(1u, Napi::String::New(env, error.name));
        row.Set(2u, Napi::String::New(env, sys::error_text(static_cast<int>(error.value))));
        table.Set(length++, row);
    }
    return table;
}

}  // namespace

void define_errors(Instance* instance, napi_value exports) {
    const Napi::Env env(instance->env);
    Napi::Object target(env, exports);
    target.Set("errno_constants", to_object(env, kErrnoConstants));
    target.Set("errors", rows(env));
    define(instance, exports, {{"strerror", strerror}, {"error_text", error_text}});
}

}  // namespace pysocket
