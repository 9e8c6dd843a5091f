// Written by scripts/write-constants.mjs from the table in native/tables/errors.cc: change it there.

import { native } from "../native/addon";

const { errno_constants: constants } = native;

/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDEADLK: number = constants.EDEADLK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EOPNOTSUPP: number = constants.EOPNOTSUPP;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EWOULDBLOCK: number = constants.EWOULDBLOCK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const E2BIG: number = constants.E2BIG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EACCES: number = constants.EACCES;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EADDRINUSE: number = constants.EADDRINUSE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EADDRNOTAVAIL: number = constants.EADDRNOTAVAIL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EADV: number = constants.EADV;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EAFNOSUPPORT: number = constants.EAFNOSUPPORT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EAGAIN: number = constants.EAGAIN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EALREADY: number = constants.EALREADY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EAUTH: number = constants.EAUTH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADARCH: number = constants.EBADARCH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADE: number = constants.EBADE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADEXEC: number = constants.EBADEXEC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADF: number = constants.EBADF;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADFD: number = constants.EBADFD;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADMACHO: number = constants.EBADMACHO;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADMSG: number = constants.EBADMSG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADR: number = constants.EBADR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADRPC: number = constants.EBADRPC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADRQC: number = constants.EBADRQC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBADSLT: number = constants.EBADSLT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBFONT: number = constants.EBFONT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EBUSY: number = constants.EBUSY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECANCELED: number = constants.ECANCELED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECHILD: number = constants.ECHILD;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECHRNG: number = constants.ECHRNG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECOMM: number = constants.ECOMM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECONNABORTED: number = constants.ECONNABORTED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECONNREFUSED: number = constants.ECONNREFUSED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ECONNRESET: number = constants.ECONNRESET;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDEADLOCK: number = constants.EDEADLOCK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDESTADDRREQ: number = constants.EDESTADDRREQ;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDEVERR: number = constants.EDEVERR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDOM: number = constants.EDOM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDOTDOT: number = constants.EDOTDOT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EDQUOT: number = constants.EDQUOT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EEXIST: number = constants.EEXIST;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EFAULT: number = constants.EFAULT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EFBIG: number = constants.EFBIG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EFTYPE: number = constants.EFTYPE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EHOSTDOWN: number = constants.EHOSTDOWN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EHOSTUNREACH: number = constants.EHOSTUNREACH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EIDRM: number = constants.EIDRM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EILSEQ: number = constants.EILSEQ;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EINPROGRESS: number = constants.EINPROGRESS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EINTR: number = constants.EINTR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EINVAL: number = constants.EINVAL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EIO: number = constants.EIO;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EISCONN: number = constants.EISCONN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EISDIR: number = constants.EISDIR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EISNAM: number = constants.EISNAM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EKEYEXPIRED: number = constants.EKEYEXPIRED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EKEYREJECTED: number = constants.EKEYREJECTED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EKEYREVOKED: number = constants.EKEYREVOKED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EL2HLT: number = constants.EL2HLT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EL2NSYNC: number = constants.EL2NSYNC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EL3HLT: number = constants.EL3HLT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EL3RST: number = constants.EL3RST;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELIBACC: number = constants.ELIBACC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELIBBAD: number = constants.ELIBBAD;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELIBEXEC: number = constants.ELIBEXEC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELIBMAX: number = constants.ELIBMAX;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELIBSCN: number = constants.ELIBSCN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELNRNG: number = constants.ELNRNG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELOCKUNMAPPED: number = constants.ELOCKUNMAPPED;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ELOOP: number = constants.ELOOP;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EMEDIUMTYPE: number = constants.EMEDIUMTYPE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EMFILE: number = constants.EMFILE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EMLINK: number = constants.EMLINK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EMSGSIZE: number = constants.EMSGSIZE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EMULTIHOP: number = constants.EMULTIHOP;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENAMETOOLONG: number = constants.ENAMETOOLONG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENAVAIL: number = constants.ENAVAIL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENEEDAUTH: number = constants.ENEEDAUTH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENETDOWN: number = constants.ENETDOWN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENETRESET: number = constants.ENETRESET;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENETUNREACH: number = constants.ENETUNREACH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENFILE: number = constants.ENFILE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOANO: number = constants.ENOANO;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOATTR: number = constants.ENOATTR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOBUFS: number = constants.ENOBUFS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOCSI: number = constants.ENOCSI;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENODATA: number = constants.ENODATA;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENODEV: number = constants.ENODEV;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOENT: number = constants.ENOENT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOEXEC: number = constants.ENOEXEC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOKEY: number = constants.ENOKEY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOLCK: number = constants.ENOLCK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOLINK: number = constants.ENOLINK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOMEDIUM: number = constants.ENOMEDIUM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOMEM: number = constants.ENOMEM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOMSG: number = constants.ENOMSG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENONET: number = constants.ENONET;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOPKG: number = constants.ENOPKG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOPOLICY: number = constants.ENOPOLICY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOPROTOOPT: number = constants.ENOPROTOOPT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOSPC: number = constants.ENOSPC;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOSR: number = constants.ENOSR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOSTR: number = constants.ENOSTR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOSYS: number = constants.ENOSYS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTACTIVE: number = constants.ENOTACTIVE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTBLK: number = constants.ENOTBLK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTCAPABLE: number = constants.ENOTCAPABLE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTCONN: number = constants.ENOTCONN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTDIR: number = constants.ENOTDIR;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTEMPTY: number = constants.ENOTEMPTY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTNAM: number = constants.ENOTNAM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTRECOVERABLE: number = constants.ENOTRECOVERABLE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTSOCK: number = constants.ENOTSOCK;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTSUP: number = constants.ENOTSUP;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTTY: number = constants.ENOTTY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENOTUNIQ: number = constants.ENOTUNIQ;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ENXIO: number = constants.ENXIO;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EOVERFLOW: number = constants.EOVERFLOW;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EOWNERDEAD: number = constants.EOWNERDEAD;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPERM: number = constants.EPERM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPFNOSUPPORT: number = constants.EPFNOSUPPORT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPIPE: number = constants.EPIPE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROCLIM: number = constants.EPROCLIM;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROCUNAVAIL: number = constants.EPROCUNAVAIL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROGMISMATCH: number = constants.EPROGMISMATCH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROGUNAVAIL: number = constants.EPROGUNAVAIL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROTO: number = constants.EPROTO;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROTONOSUPPORT: number = constants.EPROTONOSUPPORT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPROTOTYPE: number = constants.EPROTOTYPE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EPWROFF: number = constants.EPWROFF;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EQFULL: number = constants.EQFULL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ERANGE: number = constants.ERANGE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EREMCHG: number = constants.EREMCHG;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EREMOTE: number = constants.EREMOTE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EREMOTEIO: number = constants.EREMOTEIO;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ERESTART: number = constants.ERESTART;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ERFKILL: number = constants.ERFKILL;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EROFS: number = constants.EROFS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ERPCMISMATCH: number = constants.ERPCMISMATCH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESHLIBVERS: number = constants.ESHLIBVERS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESHUTDOWN: number = constants.ESHUTDOWN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESOCKTNOSUPPORT: number = constants.ESOCKTNOSUPPORT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESPIPE: number = constants.ESPIPE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESRCH: number = constants.ESRCH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESRMNT: number = constants.ESRMNT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESTALE: number = constants.ESTALE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ESTRPIPE: number = constants.ESTRPIPE;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ETIME: number = constants.ETIME;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ETIMEDOUT: number = constants.ETIMEDOUT;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ETOOMANYREFS: number = constants.ETOOMANYREFS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const ETXTBSY: number = constants.ETXTBSY;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EUCLEAN: number = constants.EUCLEAN;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EUNATCH: number = constants.EUNATCH;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EUSERS: number = constants.EUSERS;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EXDEV: number = constants.EXDEV;
/** Number of an error: errno(3). Undefined where the platform lacks it. */
export const EXFULL: number = constants.EXFULL;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEACCES: number = constants.WSAEACCES;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEADDRINUSE: number = constants.WSAEADDRINUSE;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEADDRNOTAVAIL: number = constants.WSAEADDRNOTAVAIL;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEAFNOSUPPORT: number = constants.WSAEAFNOSUPPORT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEALREADY: number = constants.WSAEALREADY;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEBADF: number = constants.WSAEBADF;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAECONNABORTED: number = constants.WSAECONNABORTED;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAECONNREFUSED: number = constants.WSAECONNREFUSED;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAECONNRESET: number = constants.WSAECONNRESET;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEDESTADDRREQ: number = constants.WSAEDESTADDRREQ;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEDISCON: number = constants.WSAEDISCON;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEDQUOT: number = constants.WSAEDQUOT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEFAULT: number = constants.WSAEFAULT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEHOSTDOWN: number = constants.WSAEHOSTDOWN;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEHOSTUNREACH: number = constants.WSAEHOSTUNREACH;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEINPROGRESS: number = constants.WSAEINPROGRESS;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEINTR: number = constants.WSAEINTR;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEINVAL: number = constants.WSAEINVAL;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEISCONN: number = constants.WSAEISCONN;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAELOOP: number = constants.WSAELOOP;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEMFILE: number = constants.WSAEMFILE;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEMSGSIZE: number = constants.WSAEMSGSIZE;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENAMETOOLONG: number = constants.WSAENAMETOOLONG;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENETDOWN: number = constants.WSAENETDOWN;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENETRESET: number = constants.WSAENETRESET;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENETUNREACH: number = constants.WSAENETUNREACH;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENOBUFS: number = constants.WSAENOBUFS;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENOPROTOOPT: number = constants.WSAENOPROTOOPT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENOTCONN: number = constants.WSAENOTCONN;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENOTEMPTY: number = constants.WSAENOTEMPTY;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAENOTSOCK: number = constants.WSAENOTSOCK;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEOPNOTSUPP: number = constants.WSAEOPNOTSUPP;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEPFNOSUPPORT: number = constants.WSAEPFNOSUPPORT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEPROCLIM: number = constants.WSAEPROCLIM;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEPROTONOSUPPORT: number = constants.WSAEPROTONOSUPPORT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEPROTOTYPE: number = constants.WSAEPROTOTYPE;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEREMOTE: number = constants.WSAEREMOTE;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAESHUTDOWN: number = constants.WSAESHUTDOWN;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAESOCKTNOSUPPORT: number = constants.WSAESOCKTNOSUPPORT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAESTALE: number = constants.WSAESTALE;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAETIMEDOUT: number = constants.WSAETIMEDOUT;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAETOOMANYREFS: number = constants.WSAETOOMANYREFS;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEUSERS: number = constants.WSAEUSERS;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAEWOULDBLOCK: number = constants.WSAEWOULDBLOCK;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSANOTINITIALISED: number = constants.WSANOTINITIALISED;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSASYSNOTREADY: number = constants.WSASYSNOTREADY;
/** Number of an error of Winsock. Undefined where the platform lacks it. */
export const WSAVERNOTSUPPORTED: number = constants.WSAVERNOTSUPPORTED;

// Not to be written again: V8 then takes them for values, also where another module exports them anew.
Object.freeze(exports);
