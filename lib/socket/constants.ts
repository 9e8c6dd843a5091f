// Written by scripts/write-constants.mjs from the table in native/tables/constants.cc: change it there.

import { native } from "../native/addon";

const { constants } = native;

/** Address family of a socket: address_families(7). */
export const AF_UNSPEC: number = constants.AF_UNSPEC;
/** Address family of a socket: address_families(7). */
export const AF_INET: number = constants.AF_INET;
/** Address family of a socket: address_families(7). */
export const AF_INET6: number = constants.AF_INET6;
/** Address family of a socket: address_families(7). */
export const AF_UNIX: number = constants.AF_UNIX;
/** Address family of a socket: address_families(7). */
export const AF_APPLETALK: number = constants.AF_APPLETALK;
/** Address family of a socket: address_families(7). */
export const AF_DECnet: number = constants.AF_DECnet;
/** Address family of a socket: address_families(7). */
export const AF_IPX: number = constants.AF_IPX;
/** Address family of a socket: address_families(7). */
export const AF_SNA: number = constants.AF_SNA;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_AAL5: number = constants.AF_AAL5;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ALG: number = constants.AF_ALG;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ASH: number = constants.AF_ASH;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ATMPVC: number = constants.AF_ATMPVC;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ATMSVC: number = constants.AF_ATMSVC;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_AX25: number = constants.AF_AX25;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_BLUETOOTH: number = constants.AF_BLUETOOTH;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_BRIDGE: number = constants.AF_BRIDGE;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_CAN: number = constants.AF_CAN;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_DIVERT: number = constants.AF_DIVERT;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ECONET: number = constants.AF_ECONET;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_HYPERV: number = constants.AF_HYPERV;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_IRDA: number = constants.AF_IRDA;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_KEY: number = constants.AF_KEY;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_LINK: number = constants.AF_LINK;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_LLC: number = constants.AF_LLC;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_NETBEUI: number = constants.AF_NETBEUI;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_NETLINK: number = constants.AF_NETLINK;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_NETROM: number = constants.AF_NETROM;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_PACKET: number = constants.AF_PACKET;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_PPPOX: number = constants.AF_PPPOX;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_QIPCRTR: number = constants.AF_QIPCRTR;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_RDS: number = constants.AF_RDS;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ROSE: number = constants.AF_ROSE;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_ROUTE: number = constants.AF_ROUTE;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_SECURITY: number = constants.AF_SECURITY;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_SYSTEM: number = constants.AF_SYSTEM;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_TIPC: number = constants.AF_TIPC;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_VSOCK: number = constants.AF_VSOCK;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_WANPIPE: number = constants.AF_WANPIPE;
/** Address family of a socket: address_families(7). Undefined where the platform lacks it. */
export const AF_X25: number = constants.AF_X25;
/** Protocol family of a socket, the same number as its address family. Undefined where the platform lacks it. */
export const PF_CAN: number = constants.PF_CAN;
/** Protocol family of a socket, the same number as its address family. Undefined where the platform lacks it. */
export const PF_DIVERT: number = constants.PF_DIVERT;
/** Protocol family of a socket, the same number as its address family. Undefined where the platform lacks it. */
export const PF_PACKET: number = constants.PF_PACKET;
/** Protocol family of a socket, the same number as its address family. Undefined where the platform lacks it. */
export const PF_RDS: number = constants.PF_RDS;
/** Protocol family of a socket, the same number as its address family. Undefined where the platform lacks it. */
export const PF_SYSTEM: number = constants.PF_SYSTEM;
/** Type of a socket, or a flag added to it: socket(2). */
export const SOCK_STREAM: number = constants.SOCK_STREAM;
/** Type of a socket, or a flag added to it: socket(2). */
export const SOCK_DGRAM: number = constants.SOCK_DGRAM;
/** Type of a socket, or a flag added to it: socket(2). */
export const SOCK_RAW: number = constants.SOCK_RAW;
/** Type of a socket, or a flag added to it: socket(2). */
export const SOCK_RDM: number = constants.SOCK_RDM;
/** Type of a socket, or a flag added to it: socket(2). */
export const SOCK_SEQPACKET: number = constants.SOCK_SEQPACKET;
/** Type of a socket, or a flag added to it: socket(2). Undefined where the platform lacks it. */
export const SOCK_CLOEXEC: number = constants.SOCK_CLOEXEC;
/** Type of a socket, or a flag added to it: socket(2). Undefined where the platform lacks it. */
export const SOCK_NONBLOCK: number = constants.SOCK_NONBLOCK;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_ACCEPTCONN: number = constants.SO_ACCEPTCONN;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_BROADCAST: number = constants.SO_BROADCAST;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_DEBUG: number = constants.SO_DEBUG;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_DONTROUTE: number = constants.SO_DONTROUTE;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_ERROR: number = constants.SO_ERROR;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_KEEPALIVE: number = constants.SO_KEEPALIVE;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_LINGER: number = constants.SO_LINGER;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_OOBINLINE: number = constants.SO_OOBINLINE;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_RCVBUF: number = constants.SO_RCVBUF;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_RCVLOWAT: number = constants.SO_RCVLOWAT;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_RCVTIMEO: number = constants.SO_RCVTIMEO;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_REUSEADDR: number = constants.SO_REUSEADDR;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_SNDBUF: number = constants.SO_SNDBUF;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_SNDLOWAT: number = constants.SO_SNDLOWAT;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_SNDTIMEO: number = constants.SO_SNDTIMEO;
/** Option of any socket, at level SOL_SOCKET: socket(7). */
export const SO_TYPE: number = constants.SO_TYPE;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_BINDTODEVICE: number = constants.SO_BINDTODEVICE;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_BINDTOIFINDEX: number = constants.SO_BINDTOIFINDEX;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_DOMAIN: number = constants.SO_DOMAIN;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_EXCLUSIVEADDRUSE: number = constants.SO_EXCLUSIVEADDRUSE;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_INCOMING_CPU: number = constants.SO_INCOMING_CPU;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_MARK: number = constants.SO_MARK;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_ORIGINAL_DST: number = constants.SO_ORIGINAL_DST;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_PASSCRED: number = constants.SO_PASSCRED;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_PASSSEC: number = constants.SO_PASSSEC;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_PEERCRED: number = constants.SO_PEERCRED;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_PEERSEC: number = constants.SO_PEERSEC;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_PRIORITY: number = constants.SO_PRIORITY;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_PROTOCOL: number = constants.SO_PROTOCOL;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_REUSEPORT: number = constants.SO_REUSEPORT;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_REUSEPORT_LB: number = constants.SO_REUSEPORT_LB;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_RTABLE: number = constants.SO_RTABLE;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_SETFIB: number = constants.SO_SETFIB;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_USELOOPBACK: number = constants.SO_USELOOPBACK;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const SO_USER_COOKIE: number = constants.SO_USER_COOKIE;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const LOCAL_CREDS: number = constants.LOCAL_CREDS;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const LOCAL_CREDS_PERSISTENT: number = constants.LOCAL_CREDS_PERSISTENT;
/** Option of any socket, at level SOL_SOCKET: socket(7). Undefined where the platform lacks it. */
export const LOCAL_PEERCRED: number = constants.LOCAL_PEERCRED;
/** Maximum queue length of listen: listen(2). */
export const SOMAXCONN: number = constants.SOMAXCONN;
/** Kind of ancillary data: cmsg(3). Undefined where the platform lacks it. */
export const SCM_RIGHTS: number = constants.SCM_RIGHTS;
/** Kind of ancillary data: cmsg(3). Undefined where the platform lacks it. */
export const SCM_CREDENTIALS: number = constants.SCM_CREDENTIALS;
/** Kind of ancillary data: cmsg(3). Undefined where the platform lacks it. */
export const SCM_CREDS: number = constants.SCM_CREDS;
/** Kind of ancillary data: cmsg(3). Undefined where the platform lacks it. */
export const SCM_CREDS2: number = constants.SCM_CREDS2;
/** Flag of a send or recv call: send(2), recv(2). */
export const MSG_CTRUNC: number = constants.MSG_CTRUNC;
/** Flag of a send or recv call: send(2), recv(2). */
export const MSG_DONTROUTE: number = constants.MSG_DONTROUTE;
/** Flag of a send or recv call: send(2), recv(2). */
export const MSG_OOB: number = constants.MSG_OOB;
/** Flag of a send or recv call: send(2), recv(2). */
export const MSG_PEEK: number = constants.MSG_PEEK;
/** Flag of a send or recv call: send(2), recv(2). */
export const MSG_TRUNC: number = constants.MSG_TRUNC;
/** Flag of a send or recv call: send(2), recv(2). */
export const MSG_WAITALL: number = constants.MSG_WAITALL;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_BCAST: number = constants.MSG_BCAST;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_BTAG: number = constants.MSG_BTAG;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_CMSG_CLOEXEC: number = constants.MSG_CMSG_CLOEXEC;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_CONFIRM: number = constants.MSG_CONFIRM;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_DONTWAIT: number = constants.MSG_DONTWAIT;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_EOF: number = constants.MSG_EOF;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_EOR: number = constants.MSG_EOR;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_ERRQUEUE: number = constants.MSG_ERRQUEUE;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_ETAG: number = constants.MSG_ETAG;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_FASTOPEN: number = constants.MSG_FASTOPEN;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_MCAST: number = constants.MSG_MCAST;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_MORE: number = constants.MSG_MORE;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_NOSIGNAL: number = constants.MSG_NOSIGNAL;
/** Flag of a send or recv call: send(2), recv(2). Undefined where the platform lacks it. */
export const MSG_NOTIFICATION: number = constants.MSG_NOTIFICATION;
/** Half of a connection that shutdown ends: shutdown(2). */
export const SHUT_RD: number = constants.SHUT_RD;
/** Half of a connection that shutdown ends: shutdown(2). */
export const SHUT_WR: number = constants.SHUT_WR;
/** Half of a connection that shutdown ends: shutdown(2). */
export const SHUT_RDWR: number = constants.SHUT_RDWR;
/** Level of an option: getsockopt(2). */
export const SOL_SOCKET: number = constants.SOL_SOCKET;
/** Level of an option: getsockopt(2). */
export const SOL_IP: number = constants.SOL_IP;
/** Level of an option: getsockopt(2). */
export const SOL_TCP: number = constants.SOL_TCP;
/** Level of an option: getsockopt(2). */
export const SOL_UDP: number = constants.SOL_UDP;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_ALG: number = constants.SOL_ALG;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_ATALK: number = constants.SOL_ATALK;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_AX25: number = constants.SOL_AX25;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_BLUETOOTH: number = constants.SOL_BLUETOOTH;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_CAN_BASE: number = constants.SOL_CAN_BASE;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_CAN_RAW: number = constants.SOL_CAN_RAW;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_HCI: number = constants.SOL_HCI;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_IPX: number = constants.SOL_IPX;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_L2CAP: number = constants.SOL_L2CAP;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_NETROM: number = constants.SOL_NETROM;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_RDS: number = constants.SOL_RDS;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_RFCOMM: number = constants.SOL_RFCOMM;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_ROSE: number = constants.SOL_ROSE;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_SCO: number = constants.SOL_SCO;
/** Level of an option: getsockopt(2). Undefined where the platform lacks it. */
export const SOL_TIPC: number = constants.SOL_TIPC;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_IP: number = constants.IPPROTO_IP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_ICMP: number = constants.IPPROTO_ICMP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_IGMP: number = constants.IPPROTO_IGMP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_TCP: number = constants.IPPROTO_TCP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_EGP: number = constants.IPPROTO_EGP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_PUP: number = constants.IPPROTO_PUP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_UDP: number = constants.IPPROTO_UDP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_IDP: number = constants.IPPROTO_IDP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_IPV6: number = constants.IPPROTO_IPV6;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_ROUTING: number = constants.IPPROTO_ROUTING;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_FRAGMENT: number = constants.IPPROTO_FRAGMENT;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_ESP: number = constants.IPPROTO_ESP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_AH: number = constants.IPPROTO_AH;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_ICMPV6: number = constants.IPPROTO_ICMPV6;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_NONE: number = constants.IPPROTO_NONE;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_DSTOPTS: number = constants.IPPROTO_DSTOPTS;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_HOPOPTS: number = constants.IPPROTO_HOPOPTS;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_PIM: number = constants.IPPROTO_PIM;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_SCTP: number = constants.IPPROTO_SCTP;
/** Protocol number of the Internet families, also a level of options: ip(7). */
export const IPPROTO_RAW: number = constants.IPPROTO_RAW;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_BIP: number = constants.IPPROTO_BIP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_CBT: number = constants.IPPROTO_CBT;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_EON: number = constants.IPPROTO_EON;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_GGP: number = constants.IPPROTO_GGP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_GRE: number = constants.IPPROTO_GRE;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_HELLO: number = constants.IPPROTO_HELLO;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_ICLFXBM: number = constants.IPPROTO_ICLFXBM;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_IGP: number = constants.IPPROTO_IGP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_IPCOMP: number = constants.IPPROTO_IPCOMP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_IPIP: number = constants.IPPROTO_IPIP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_IPV4: number = constants.IPPROTO_IPV4;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_L2TP: number = constants.IPPROTO_L2TP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_MAX: number = constants.IPPROTO_MAX;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_MOBILE: number = constants.IPPROTO_MOBILE;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_MPTCP: number = constants.IPPROTO_MPTCP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_ND: number = constants.IPPROTO_ND;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_PGM: number = constants.IPPROTO_PGM;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_RDP: number = constants.IPPROTO_RDP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_RSVP: number = constants.IPPROTO_RSVP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_ST: number = constants.IPPROTO_ST;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_TP: number = constants.IPPROTO_TP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_UDPLITE: number = constants.IPPROTO_UDPLITE;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_VRRP: number = constants.IPPROTO_VRRP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const IPPROTO_XTP: number = constants.IPPROTO_XTP;
/** Protocol number of the Internet families, also a level of options: ip(7). Undefined where the platform lacks it. */
export const SYSPROTO_CONTROL: number = constants.SYSPROTO_CONTROL;
/** Bound of a range of ports. */
export const IPPORT_RESERVED: number = constants.IPPORT_RESERVED;
/** Bound of a range of ports. */
export const IPPORT_USERRESERVED: number = constants.IPPORT_USERRESERVED;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_ANY: number = constants.INADDR_ANY;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_BROADCAST: number = constants.INADDR_BROADCAST;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_LOOPBACK: number = constants.INADDR_LOOPBACK;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_UNSPEC_GROUP: number = constants.INADDR_UNSPEC_GROUP;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_ALLHOSTS_GROUP: number = constants.INADDR_ALLHOSTS_GROUP;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_MAX_LOCAL_GROUP: number = constants.INADDR_MAX_LOCAL_GROUP;
/** Well-known IPv4 address as a number in host byte order. */
export const INADDR_NONE: number = constants.INADDR_NONE;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_OPTIONS: number = constants.IP_OPTIONS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_HDRINCL: number = constants.IP_HDRINCL;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_TOS: number = constants.IP_TOS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_TTL: number = constants.IP_TTL;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_MULTICAST_IF: number = constants.IP_MULTICAST_IF;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_MULTICAST_TTL: number = constants.IP_MULTICAST_TTL;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_MULTICAST_LOOP: number = constants.IP_MULTICAST_LOOP;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_ADD_MEMBERSHIP: number = constants.IP_ADD_MEMBERSHIP;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_DROP_MEMBERSHIP: number = constants.IP_DROP_MEMBERSHIP;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_ADD_SOURCE_MEMBERSHIP: number = constants.IP_ADD_SOURCE_MEMBERSHIP;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_DROP_SOURCE_MEMBERSHIP: number = constants.IP_DROP_SOURCE_MEMBERSHIP;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_BLOCK_SOURCE: number = constants.IP_BLOCK_SOURCE;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_UNBLOCK_SOURCE: number = constants.IP_UNBLOCK_SOURCE;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). */
export const IP_PKTINFO: number = constants.IP_PKTINFO;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_BIND_ADDRESS_NO_PORT: number = constants.IP_BIND_ADDRESS_NO_PORT;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_DEFAULT_MULTICAST_LOOP: number = constants.IP_DEFAULT_MULTICAST_LOOP;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_DEFAULT_MULTICAST_TTL: number = constants.IP_DEFAULT_MULTICAST_TTL;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_FREEBIND: number = constants.IP_FREEBIND;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_MAX_MEMBERSHIPS: number = constants.IP_MAX_MEMBERSHIPS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVDSTADDR: number = constants.IP_RECVDSTADDR;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVERR: number = constants.IP_RECVERR;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVOPTS: number = constants.IP_RECVOPTS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVORIGDSTADDR: number = constants.IP_RECVORIGDSTADDR;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVRETOPTS: number = constants.IP_RECVRETOPTS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVTOS: number = constants.IP_RECVTOS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RECVTTL: number = constants.IP_RECVTTL;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_RETOPTS: number = constants.IP_RETOPTS;
/** Option of IPv4 sockets, at level IPPROTO_IP: ip(7). Undefined where the platform lacks it. */
export const IP_TRANSPARENT: number = constants.IP_TRANSPARENT;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_JOIN_GROUP: number = constants.IPV6_JOIN_GROUP;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_LEAVE_GROUP: number = constants.IPV6_LEAVE_GROUP;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_MULTICAST_HOPS: number = constants.IPV6_MULTICAST_HOPS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_MULTICAST_IF: number = constants.IPV6_MULTICAST_IF;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_MULTICAST_LOOP: number = constants.IPV6_MULTICAST_LOOP;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_UNICAST_HOPS: number = constants.IPV6_UNICAST_HOPS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_V6ONLY: number = constants.IPV6_V6ONLY;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_CHECKSUM: number = constants.IPV6_CHECKSUM;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. */
export const IPV6_TCLASS: number = constants.IPV6_TCLASS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_DONTFRAG: number = constants.IPV6_DONTFRAG;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_DSTOPTS: number = constants.IPV6_DSTOPTS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_HOPLIMIT: number = constants.IPV6_HOPLIMIT;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_HOPOPTS: number = constants.IPV6_HOPOPTS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_NEXTHOP: number = constants.IPV6_NEXTHOP;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_PATHMTU: number = constants.IPV6_PATHMTU;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_PKTINFO: number = constants.IPV6_PKTINFO;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVDSTOPTS: number = constants.IPV6_RECVDSTOPTS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVERR: number = constants.IPV6_RECVERR;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVHOPLIMIT: number = constants.IPV6_RECVHOPLIMIT;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVHOPOPTS: number = constants.IPV6_RECVHOPOPTS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVPATHMTU: number = constants.IPV6_RECVPATHMTU;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVPKTINFO: number = constants.IPV6_RECVPKTINFO;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVRTHDR: number = constants.IPV6_RECVRTHDR;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RECVTCLASS: number = constants.IPV6_RECVTCLASS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RTHDR: number = constants.IPV6_RTHDR;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RTHDRDSTOPTS: number = constants.IPV6_RTHDRDSTOPTS;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_RTHDR_TYPE_0: number = constants.IPV6_RTHDR_TYPE_0;
/** Option of IPv6 sockets, at level IPPROTO_IPV6: ipv6(7), RFC 3493, RFC 3542. Undefined where the platform lacks it. */
export const IPV6_USE_MIN_MTU: number = constants.IPV6_USE_MIN_MTU;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). */
export const TCP_NODELAY: number = constants.TCP_NODELAY;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). */
export const TCP_MAXSEG: number = constants.TCP_MAXSEG;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). */
export const TCP_KEEPINTVL: number = constants.TCP_KEEPINTVL;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). */
export const TCP_KEEPCNT: number = constants.TCP_KEEPCNT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). */
export const TCP_FASTOPEN: number = constants.TCP_FASTOPEN;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_CC_INFO: number = constants.TCP_CC_INFO;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_CONGESTION: number = constants.TCP_CONGESTION;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_CONNECTION_INFO: number = constants.TCP_CONNECTION_INFO;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_CORK: number = constants.TCP_CORK;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_DEFER_ACCEPT: number = constants.TCP_DEFER_ACCEPT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_FASTOPEN_CONNECT: number = constants.TCP_FASTOPEN_CONNECT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_FASTOPEN_KEY: number = constants.TCP_FASTOPEN_KEY;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_FASTOPEN_NO_COOKIE: number = constants.TCP_FASTOPEN_NO_COOKIE;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_INFO: number = constants.TCP_INFO;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_INQ: number = constants.TCP_INQ;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_KEEPALIVE: number = constants.TCP_KEEPALIVE;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_KEEPIDLE: number = constants.TCP_KEEPIDLE;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_LINGER2: number = constants.TCP_LINGER2;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_MD5SIG: number = constants.TCP_MD5SIG;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_MD5SIG_EXT: number = constants.TCP_MD5SIG_EXT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_NOTSENT_LOWAT: number = constants.TCP_NOTSENT_LOWAT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_QUEUE_SEQ: number = constants.TCP_QUEUE_SEQ;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_QUICKACK: number = constants.TCP_QUICKACK;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_REPAIR: number = constants.TCP_REPAIR;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_REPAIR_OPTIONS: number = constants.TCP_REPAIR_OPTIONS;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_REPAIR_QUEUE: number = constants.TCP_REPAIR_QUEUE;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_REPAIR_WINDOW: number = constants.TCP_REPAIR_WINDOW;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_SAVED_SYN: number = constants.TCP_SAVED_SYN;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_SAVE_SYN: number = constants.TCP_SAVE_SYN;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_SYNCNT: number = constants.TCP_SYNCNT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_THIN_DUPACK: number = constants.TCP_THIN_DUPACK;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_THIN_LINEAR_TIMEOUTS: number = constants.TCP_THIN_LINEAR_TIMEOUTS;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_TIMESTAMP: number = constants.TCP_TIMESTAMP;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_TX_DELAY: number = constants.TCP_TX_DELAY;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_ULP: number = constants.TCP_ULP;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_USER_TIMEOUT: number = constants.TCP_USER_TIMEOUT;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_WINDOW_CLAMP: number = constants.TCP_WINDOW_CLAMP;
/** Option of TCP sockets, at level IPPROTO_TCP: tcp(7). Undefined where the platform lacks it. */
export const TCP_ZEROCOPY_RECEIVE: number = constants.TCP_ZEROCOPY_RECEIVE;
/** Option of UDP-Lite sockets, at level IPPROTO_UDPLITE: udplite(7). Undefined where the platform lacks it. */
export const UDPLITE_RECV_CSCOV: number = constants.UDPLITE_RECV_CSCOV;
/** Option of UDP-Lite sockets, at level IPPROTO_UDPLITE: udplite(7). Undefined where the platform lacks it. */
export const UDPLITE_SEND_CSCOV: number = constants.UDPLITE_SEND_CSCOV;
/** Option of IPX sockets. Undefined where the platform lacks it. */
export const IPX_TYPE: number = constants.IPX_TYPE;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_AGAIN: number = constants.EAI_AGAIN;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_BADFLAGS: number = constants.EAI_BADFLAGS;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_FAIL: number = constants.EAI_FAIL;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_FAMILY: number = constants.EAI_FAMILY;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_MEMORY: number = constants.EAI_MEMORY;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_NONAME: number = constants.EAI_NONAME;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_SERVICE: number = constants.EAI_SERVICE;
/** Error number of a gaierror: getaddrinfo(3). */
export const EAI_SOCKTYPE: number = constants.EAI_SOCKTYPE;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_ADDRFAMILY: number = constants.EAI_ADDRFAMILY;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_BADHINTS: number = constants.EAI_BADHINTS;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_MAX: number = constants.EAI_MAX;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_NODATA: number = constants.EAI_NODATA;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_OVERFLOW: number = constants.EAI_OVERFLOW;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_PROTOCOL: number = constants.EAI_PROTOCOL;
/** Error number of a gaierror: getaddrinfo(3). Undefined where the platform lacks it. */
export const EAI_SYSTEM: number = constants.EAI_SYSTEM;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_PASSIVE: number = constants.AI_PASSIVE;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_CANONNAME: number = constants.AI_CANONNAME;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_NUMERICHOST: number = constants.AI_NUMERICHOST;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_NUMERICSERV: number = constants.AI_NUMERICSERV;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_ADDRCONFIG: number = constants.AI_ADDRCONFIG;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_ALL: number = constants.AI_ALL;
/** Flag of getaddrinfo: getaddrinfo(3). */
export const AI_V4MAPPED: number = constants.AI_V4MAPPED;
/** Flag of getaddrinfo: getaddrinfo(3). Undefined where the platform lacks it. */
export const AI_DEFAULT: number = constants.AI_DEFAULT;
/** Flag of getaddrinfo: getaddrinfo(3). Undefined where the platform lacks it. */
export const AI_MASK: number = constants.AI_MASK;
/** Flag of getaddrinfo: getaddrinfo(3). Undefined where the platform lacks it. */
export const AI_V4MAPPED_CFG: number = constants.AI_V4MAPPED_CFG;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_DGRAM: number = constants.NI_DGRAM;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_MAXHOST: number = constants.NI_MAXHOST;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_MAXSERV: number = constants.NI_MAXSERV;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_NAMEREQD: number = constants.NI_NAMEREQD;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_NOFQDN: number = constants.NI_NOFQDN;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_NUMERICHOST: number = constants.NI_NUMERICHOST;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). */
export const NI_NUMERICSERV: number = constants.NI_NUMERICSERV;
/** Flag of getnameinfo, or the maximum length of its result: getnameinfo(3). Undefined where the platform lacks it. */
export const NI_IDN: number = constants.NI_IDN;
/** Errno of an OSError. */
export const EAGAIN: number = constants.EAGAIN;
/** Errno of an OSError. */
export const EBADF: number = constants.EBADF;
/** Errno of an OSError. */
export const EWOULDBLOCK: number = constants.EWOULDBLOCK;
/** Ethernet protocol number: packet(7). Undefined where the platform lacks it. */
export const ETHERTYPE_ARP: number = constants.ETHERTYPE_ARP;
/** Ethernet protocol number: packet(7). Undefined where the platform lacks it. */
export const ETHERTYPE_IP: number = constants.ETHERTYPE_IP;
/** Ethernet protocol number: packet(7). Undefined where the platform lacks it. */
export const ETHERTYPE_IPV6: number = constants.ETHERTYPE_IPV6;
/** Ethernet protocol number: packet(7). Undefined where the platform lacks it. */
export const ETHERTYPE_VLAN: number = constants.ETHERTYPE_VLAN;
/** Ethernet protocol number: packet(7). Undefined where the platform lacks it. */
export const ETH_P_ALL: number = constants.ETH_P_ALL;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_BROADCAST: number = constants.PACKET_BROADCAST;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_FASTROUTE: number = constants.PACKET_FASTROUTE;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_HOST: number = constants.PACKET_HOST;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_LOOPBACK: number = constants.PACKET_LOOPBACK;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_MULTICAST: number = constants.PACKET_MULTICAST;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_OTHERHOST: number = constants.PACKET_OTHERHOST;
/** Type of a packet that an AF_PACKET socket receives: packet(7). Undefined where the platform lacks it. */
export const PACKET_OUTGOING: number = constants.PACKET_OUTGOING;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_ARPD: number = constants.NETLINK_ARPD;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_CRYPTO: number = constants.NETLINK_CRYPTO;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_DNRTMSG: number = constants.NETLINK_DNRTMSG;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_FIREWALL: number = constants.NETLINK_FIREWALL;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_IP6_FW: number = constants.NETLINK_IP6_FW;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_NFLOG: number = constants.NETLINK_NFLOG;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_ROUTE: number = constants.NETLINK_ROUTE;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_ROUTE6: number = constants.NETLINK_ROUTE6;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_SKIP: number = constants.NETLINK_SKIP;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_TAPBASE: number = constants.NETLINK_TAPBASE;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_TCPDIAG: number = constants.NETLINK_TCPDIAG;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_USERSOCK: number = constants.NETLINK_USERSOCK;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_W1: number = constants.NETLINK_W1;
/** Protocol number of AF_NETLINK: netlink(7). Undefined where the platform lacks it. */
export const NETLINK_XFRM: number = constants.NETLINK_XFRM;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_BCM: number = constants.CAN_BCM;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_ISOTP: number = constants.CAN_ISOTP;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_J1939: number = constants.CAN_J1939;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_RAW: number = constants.CAN_RAW;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_EFF_FLAG: number = constants.CAN_EFF_FLAG;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_EFF_MASK: number = constants.CAN_EFF_MASK;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_ERR_FLAG: number = constants.CAN_ERR_FLAG;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_ERR_MASK: number = constants.CAN_ERR_MASK;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_RTR_FLAG: number = constants.CAN_RTR_FLAG;
/** Protocol number, mask or flag of AF_CAN: the kernel's networking/can.rst. Undefined where the platform lacks it. */
export const CAN_SFF_MASK: number = constants.CAN_SFF_MASK;
/** Option of raw CAN sockets, at level SOL_CAN_RAW. Undefined where the platform lacks it. */
export const CAN_RAW_ERR_FILTER: number = constants.CAN_RAW_ERR_FILTER;
/** Option of raw CAN sockets, at level SOL_CAN_RAW. Undefined where the platform lacks it. */
export const CAN_RAW_FD_FRAMES: number = constants.CAN_RAW_FD_FRAMES;
/** Option of raw CAN sockets, at level SOL_CAN_RAW. Undefined where the platform lacks it. */
export const CAN_RAW_FILTER: number = constants.CAN_RAW_FILTER;
/** Option of raw CAN sockets, at level SOL_CAN_RAW. Undefined where the platform lacks it. */
export const CAN_RAW_JOIN_FILTERS: number = constants.CAN_RAW_JOIN_FILTERS;
/** Option of raw CAN sockets, at level SOL_CAN_RAW. Undefined where the platform lacks it. */
export const CAN_RAW_LOOPBACK: number = constants.CAN_RAW_LOOPBACK;
/** Option of raw CAN sockets, at level SOL_CAN_RAW. Undefined where the platform lacks it. */
export const CAN_RAW_RECV_OWN_MSGS: number = constants.CAN_RAW_RECV_OWN_MSGS;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_CAN_FD_FRAME: number = constants.CAN_BCM_CAN_FD_FRAME;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_ANNOUNCE_RESUME: number = constants.CAN_BCM_RX_ANNOUNCE_RESUME;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_CHANGED: number = constants.CAN_BCM_RX_CHANGED;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_CHECK_DLC: number = constants.CAN_BCM_RX_CHECK_DLC;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_DELETE: number = constants.CAN_BCM_RX_DELETE;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_FILTER_ID: number = constants.CAN_BCM_RX_FILTER_ID;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_NO_AUTOTIMER: number = constants.CAN_BCM_RX_NO_AUTOTIMER;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_READ: number = constants.CAN_BCM_RX_READ;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_RTR_FRAME: number = constants.CAN_BCM_RX_RTR_FRAME;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_SETUP: number = constants.CAN_BCM_RX_SETUP;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_STATUS: number = constants.CAN_BCM_RX_STATUS;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_RX_TIMEOUT: number = constants.CAN_BCM_RX_TIMEOUT;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_SETTIMER: number = constants.CAN_BCM_SETTIMER;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_STARTTIMER: number = constants.CAN_BCM_STARTTIMER;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_ANNOUNCE: number = constants.CAN_BCM_TX_ANNOUNCE;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_COUNTEVT: number = constants.CAN_BCM_TX_COUNTEVT;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_CP_CAN_ID: number = constants.CAN_BCM_TX_CP_CAN_ID;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_DELETE: number = constants.CAN_BCM_TX_DELETE;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_EXPIRED: number = constants.CAN_BCM_TX_EXPIRED;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_READ: number = constants.CAN_BCM_TX_READ;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_RESET_MULTI_IDX: number = constants.CAN_BCM_TX_RESET_MULTI_IDX;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_SEND: number = constants.CAN_BCM_TX_SEND;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_SETUP: number = constants.CAN_BCM_TX_SETUP;
/** Operation or flag of the CAN broadcast manager. Undefined where the platform lacks it. */
export const CAN_BCM_TX_STATUS: number = constants.CAN_BCM_TX_STATUS;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_EE_INFO_NONE: number = constants.J1939_EE_INFO_NONE;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_EE_INFO_TX_ABORT: number = constants.J1939_EE_INFO_TX_ABORT;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_FILTER_MAX: number = constants.J1939_FILTER_MAX;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_IDLE_ADDR: number = constants.J1939_IDLE_ADDR;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_MAX_UNICAST_ADDR: number = constants.J1939_MAX_UNICAST_ADDR;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_NLA_BYTES_ACKED: number = constants.J1939_NLA_BYTES_ACKED;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_NLA_PAD: number = constants.J1939_NLA_PAD;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_NO_ADDR: number = constants.J1939_NO_ADDR;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_NO_NAME: number = constants.J1939_NO_NAME;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_NO_PGN: number = constants.J1939_NO_PGN;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_PGN_ADDRESS_CLAIMED: number = constants.J1939_PGN_ADDRESS_CLAIMED;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_PGN_ADDRESS_COMMANDED: number = constants.J1939_PGN_ADDRESS_COMMANDED;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_PGN_MAX: number = constants.J1939_PGN_MAX;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_PGN_PDU1_MAX: number = constants.J1939_PGN_PDU1_MAX;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const J1939_PGN_REQUEST: number = constants.J1939_PGN_REQUEST;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SCM_J1939_DEST_ADDR: number = constants.SCM_J1939_DEST_ADDR;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SCM_J1939_DEST_NAME: number = constants.SCM_J1939_DEST_NAME;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SCM_J1939_ERRQUEUE: number = constants.SCM_J1939_ERRQUEUE;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SCM_J1939_PRIO: number = constants.SCM_J1939_PRIO;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SO_J1939_ERRQUEUE: number = constants.SO_J1939_ERRQUEUE;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SO_J1939_FILTER: number = constants.SO_J1939_FILTER;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SO_J1939_PROMISC: number = constants.SO_J1939_PROMISC;
/** Address, option or attribute of CAN_J1939: the kernel's networking/j1939.rst. Undefined where the platform lacks it. */
export const SO_J1939_SEND_PRIO: number = constants.SO_J1939_SEND_PRIO;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_OP_DECRYPT: number = constants.ALG_OP_DECRYPT;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_OP_ENCRYPT: number = constants.ALG_OP_ENCRYPT;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_OP_SIGN: number = constants.ALG_OP_SIGN;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_OP_VERIFY: number = constants.ALG_OP_VERIFY;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_SET_AEAD_ASSOCLEN: number = constants.ALG_SET_AEAD_ASSOCLEN;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_SET_AEAD_AUTHSIZE: number = constants.ALG_SET_AEAD_AUTHSIZE;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_SET_IV: number = constants.ALG_SET_IV;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_SET_KEY: number = constants.ALG_SET_KEY;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_SET_OP: number = constants.ALG_SET_OP;
/** Option or operation of AF_ALG: the kernel's crypto/userspace-if.rst. Undefined where the platform lacks it. */
export const ALG_SET_PUBKEY: number = constants.ALG_SET_PUBKEY;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const SO_VM_SOCKETS_BUFFER_MAX_SIZE: number = constants.SO_VM_SOCKETS_BUFFER_MAX_SIZE;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const SO_VM_SOCKETS_BUFFER_MIN_SIZE: number = constants.SO_VM_SOCKETS_BUFFER_MIN_SIZE;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const SO_VM_SOCKETS_BUFFER_SIZE: number = constants.SO_VM_SOCKETS_BUFFER_SIZE;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const VMADDR_CID_ANY: number = constants.VMADDR_CID_ANY;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const VMADDR_CID_HOST: number = constants.VMADDR_CID_HOST;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const VMADDR_CID_LOCAL: number = constants.VMADDR_CID_LOCAL;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const VMADDR_PORT_ANY: number = constants.VMADDR_PORT_ANY;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const VM_SOCKETS_INVALID_VERSION: number = constants.VM_SOCKETS_INVALID_VERSION;
/** Option or address part of AF_VSOCK: vsock(7). Undefined where the platform lacks it. */
export const IOCTL_VM_SOCKETS_GET_LOCAL_CID: number = constants.IOCTL_VM_SOCKETS_GET_LOCAL_CID;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_ADDR_ID: number = constants.TIPC_ADDR_ID;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_ADDR_NAME: number = constants.TIPC_ADDR_NAME;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_ADDR_NAMESEQ: number = constants.TIPC_ADDR_NAMESEQ;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_CFG_SRV: number = constants.TIPC_CFG_SRV;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_CLUSTER_SCOPE: number = constants.TIPC_CLUSTER_SCOPE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_CONN_TIMEOUT: number = constants.TIPC_CONN_TIMEOUT;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_CRITICAL_IMPORTANCE: number = constants.TIPC_CRITICAL_IMPORTANCE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_DEST_DROPPABLE: number = constants.TIPC_DEST_DROPPABLE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_HIGH_IMPORTANCE: number = constants.TIPC_HIGH_IMPORTANCE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_IMPORTANCE: number = constants.TIPC_IMPORTANCE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_LOW_IMPORTANCE: number = constants.TIPC_LOW_IMPORTANCE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_MEDIUM_IMPORTANCE: number = constants.TIPC_MEDIUM_IMPORTANCE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_NODE_SCOPE: number = constants.TIPC_NODE_SCOPE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_PUBLISHED: number = constants.TIPC_PUBLISHED;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_SRC_DROPPABLE: number = constants.TIPC_SRC_DROPPABLE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_SUBSCR_TIMEOUT: number = constants.TIPC_SUBSCR_TIMEOUT;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_SUB_CANCEL: number = constants.TIPC_SUB_CANCEL;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_SUB_PORTS: number = constants.TIPC_SUB_PORTS;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_SUB_SERVICE: number = constants.TIPC_SUB_SERVICE;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_TOP_SRV: number = constants.TIPC_TOP_SRV;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_WAIT_FOREVER: number = constants.TIPC_WAIT_FOREVER;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_WITHDRAWN: number = constants.TIPC_WITHDRAWN;
/** Address part, option or event of AF_TIPC. Undefined where the platform lacks it. */
export const TIPC_ZONE_SCOPE: number = constants.TIPC_ZONE_SCOPE;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CANCEL_SENT_TO: number = constants.RDS_CANCEL_SENT_TO;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CMSG_RDMA_ARGS: number = constants.RDS_CMSG_RDMA_ARGS;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CMSG_RDMA_DEST: number = constants.RDS_CMSG_RDMA_DEST;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CMSG_RDMA_MAP: number = constants.RDS_CMSG_RDMA_MAP;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CMSG_RDMA_STATUS: number = constants.RDS_CMSG_RDMA_STATUS;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CMSG_RDMA_UPDATE: number = constants.RDS_CMSG_RDMA_UPDATE;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_CONG_MONITOR: number = constants.RDS_CONG_MONITOR;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_FREE_MR: number = constants.RDS_FREE_MR;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_GET_MR: number = constants.RDS_GET_MR;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_GET_MR_FOR_DEST: number = constants.RDS_GET_MR_FOR_DEST;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_DONTWAIT: number = constants.RDS_RDMA_DONTWAIT;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_FENCE: number = constants.RDS_RDMA_FENCE;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_INVALIDATE: number = constants.RDS_RDMA_INVALIDATE;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_NOTIFY_ME: number = constants.RDS_RDMA_NOTIFY_ME;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_READWRITE: number = constants.RDS_RDMA_READWRITE;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_SILENT: number = constants.RDS_RDMA_SILENT;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RDMA_USE_ONCE: number = constants.RDS_RDMA_USE_ONCE;
/** Option or control message of AF_RDS. Undefined where the platform lacks it. */
export const RDS_RECVERR: number = constants.RDS_RECVERR;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BTPROTO_L2CAP: number = constants.BTPROTO_L2CAP;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BTPROTO_HCI: number = constants.BTPROTO_HCI;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BTPROTO_SCO: number = constants.BTPROTO_SCO;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BTPROTO_RFCOMM: number = constants.BTPROTO_RFCOMM;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BDADDR_BREDR: number = constants.BDADDR_BREDR;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BDADDR_LE_PUBLIC: number = constants.BDADDR_LE_PUBLIC;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BDADDR_LE_RANDOM: number = constants.BDADDR_LE_RANDOM;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_DATA_DIR: number = constants.HCI_DATA_DIR;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_FILTER: number = constants.HCI_FILTER;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_TIME_STAMP: number = constants.HCI_TIME_STAMP;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_CHANNEL_RAW: number = constants.HCI_CHANNEL_RAW;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_CHANNEL_USER: number = constants.HCI_CHANNEL_USER;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_CHANNEL_MONITOR: number = constants.HCI_CHANNEL_MONITOR;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_CHANNEL_CONTROL: number = constants.HCI_CHANNEL_CONTROL;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_CHANNEL_LOGGING: number = constants.HCI_CHANNEL_LOGGING;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const HCI_DEV_NONE: number = constants.HCI_DEV_NONE;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM: number = constants.L2CAP_LM;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM_MASTER: number = constants.L2CAP_LM_MASTER;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM_AUTH: number = constants.L2CAP_LM_AUTH;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM_ENCRYPT: number = constants.L2CAP_LM_ENCRYPT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM_TRUSTED: number = constants.L2CAP_LM_TRUSTED;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM_RELIABLE: number = constants.L2CAP_LM_RELIABLE;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const L2CAP_LM_SECURE: number = constants.L2CAP_LM_SECURE;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SECURITY: number = constants.BT_SECURITY;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SECURITY_SDP: number = constants.BT_SECURITY_SDP;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SECURITY_LOW: number = constants.BT_SECURITY_LOW;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SECURITY_MEDIUM: number = constants.BT_SECURITY_MEDIUM;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SECURITY_HIGH: number = constants.BT_SECURITY_HIGH;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SECURITY_FIPS: number = constants.BT_SECURITY_FIPS;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_DEFER_SETUP: number = constants.BT_DEFER_SETUP;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_FLUSHABLE: number = constants.BT_FLUSHABLE;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_FLUSHABLE_OFF: number = constants.BT_FLUSHABLE_OFF;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_FLUSHABLE_ON: number = constants.BT_FLUSHABLE_ON;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_POWER: number = constants.BT_POWER;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_POWER_FORCE_ACTIVE_OFF: number = constants.BT_POWER_FORCE_ACTIVE_OFF;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_POWER_FORCE_ACTIVE_ON: number = constants.BT_POWER_FORCE_ACTIVE_ON;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_CHANNEL_POLICY: number = constants.BT_CHANNEL_POLICY;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_CHANNEL_POLICY_BREDR_ONLY: number = constants.BT_CHANNEL_POLICY_BREDR_ONLY;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_CHANNEL_POLICY_BREDR_PREFERRED: number = constants.BT_CHANNEL_POLICY_BREDR_PREFERRED;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_CHANNEL_POLICY_AMP_PREFERRED: number = constants.BT_CHANNEL_POLICY_AMP_PREFERRED;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_VOICE: number = constants.BT_VOICE;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_VOICE_TRANSPARENT: number = constants.BT_VOICE_TRANSPARENT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_VOICE_CVSD_16BIT: number = constants.BT_VOICE_CVSD_16BIT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_SNDMTU: number = constants.BT_SNDMTU;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_RCVMTU: number = constants.BT_RCVMTU;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY: number = constants.BT_PHY;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_BR_1M_1SLOT: number = constants.BT_PHY_BR_1M_1SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_BR_1M_3SLOT: number = constants.BT_PHY_BR_1M_3SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_BR_1M_5SLOT: number = constants.BT_PHY_BR_1M_5SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_EDR_2M_1SLOT: number = constants.BT_PHY_EDR_2M_1SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_EDR_2M_3SLOT: number = constants.BT_PHY_EDR_2M_3SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_EDR_2M_5SLOT: number = constants.BT_PHY_EDR_2M_5SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_EDR_3M_1SLOT: number = constants.BT_PHY_EDR_3M_1SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_EDR_3M_3SLOT: number = constants.BT_PHY_EDR_3M_3SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_EDR_3M_5SLOT: number = constants.BT_PHY_EDR_3M_5SLOT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_LE_1M_TX: number = constants.BT_PHY_LE_1M_TX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_LE_1M_RX: number = constants.BT_PHY_LE_1M_RX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_LE_2M_TX: number = constants.BT_PHY_LE_2M_TX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_LE_2M_RX: number = constants.BT_PHY_LE_2M_RX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_LE_CODED_TX: number = constants.BT_PHY_LE_CODED_TX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_PHY_LE_CODED_RX: number = constants.BT_PHY_LE_CODED_RX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_MODE: number = constants.BT_MODE;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_MODE_BASIC: number = constants.BT_MODE_BASIC;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_MODE_ERTM: number = constants.BT_MODE_ERTM;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_MODE_STREAMING: number = constants.BT_MODE_STREAMING;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_MODE_LE_FLOWCTL: number = constants.BT_MODE_LE_FLOWCTL;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_MODE_EXT_FLOWCTL: number = constants.BT_MODE_EXT_FLOWCTL;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const BT_CODEC: number = constants.BT_CODEC;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const SO_BTH_ENCRYPT: number = constants.SO_BTH_ENCRYPT;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const SO_BTH_MTU: number = constants.SO_BTH_MTU;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const SO_BTH_MTU_MAX: number = constants.SO_BTH_MTU_MAX;
/** Protocol number, option or value of AF_BLUETOOTH. Undefined where the platform lacks it. */
export const SO_BTH_MTU_MIN: number = constants.SO_BTH_MTU_MIN;
/** Protocol number or option of AF_HYPERV. Undefined where the platform lacks it. */
export const HV_PROTOCOL_RAW: number = constants.HV_PROTOCOL_RAW;
/** Protocol number or option of AF_HYPERV. Undefined where the platform lacks it. */
export const HVSOCKET_ADDRESS_FLAG_PASSTHRU: number = constants.HVSOCKET_ADDRESS_FLAG_PASSTHRU;
/** Protocol number or option of AF_HYPERV. Undefined where the platform lacks it. */
export const HVSOCKET_CONNECTED_SUSPEND: number = constants.HVSOCKET_CONNECTED_SUSPEND;
/** Protocol number or option of AF_HYPERV. Undefined where the platform lacks it. */
export const HVSOCKET_CONNECT_TIMEOUT: number = constants.HVSOCKET_CONNECT_TIMEOUT;
/** Protocol number or option of AF_HYPERV. Undefined where the platform lacks it. */
export const HVSOCKET_CONNECT_TIMEOUT_MAX: number = constants.HVSOCKET_CONNECT_TIMEOUT_MAX;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const SIO_KEEPALIVE_VALS: number = constants.SIO_KEEPALIVE_VALS;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const SIO_LOOPBACK_FAST_PATH: number = constants.SIO_LOOPBACK_FAST_PATH;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const SIO_RCVALL: number = constants.SIO_RCVALL;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const RCVALL_IPLEVEL: number = constants.RCVALL_IPLEVEL;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const RCVALL_MAX: number = constants.RCVALL_MAX;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const RCVALL_OFF: number = constants.RCVALL_OFF;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const RCVALL_ON: number = constants.RCVALL_ON;
/** Control code, or a value of one, of socket.ioctl: WSAIoctl. Undefined where the platform lacks it. */
export const RCVALL_SOCKETLEVELONLY: number = constants.RCVALL_SOCKETLEVELONLY;

// Not to be written again: V8 then takes them for values, also where another module exports them anew.
Object.freeze(exports);
