#pragma once

// Defines as macros the names that native/tables/constants.cc tests with #ifdef: enumerators of the
// platform's headers, and names that CPython supplies if the headers are older or missing.

#include "native/sys/errno_constants.h"
#include "native/sys/sys.h"

#ifdef _WIN32

#include <mstcpip.h>

#include "native/sys/family_structures.h"

// Microsoft's headers have these as enumerators, MinGW's have some of them as macros.
#ifndef IPPROTO_CBT
#define IPPROTO_CBT IPPROTO_CBT
#endif
#ifndef IPPROTO_ICLFXBM
#define IPPROTO_ICLFXBM IPPROTO_ICLFXBM
#endif
#ifndef IPPROTO_IGP
#define IPPROTO_IGP IPPROTO_IGP
#endif
#ifndef IPPROTO_IPV4
#define IPPROTO_IPV4 IPPROTO_IPV4
#endif
#ifndef IPPROTO_L2TP
#define IPPROTO_L2TP IPPROTO_L2TP
#endif
#ifndef IPPROTO_PGM
#define IPPROTO_PGM IPPROTO_PGM
#endif
#ifndef IPPROTO_RDP
#define IPPROTO_RDP IPPROTO_RDP
#endif
#ifndef IPPROTO_ST
#define IPPROTO_ST IPPROTO_ST
#endif
#define RCVALL_IPLEVEL RCVALL_IPLEVEL
#define RCVALL_OFF RCVALL_OFF
#define RCVALL_ON RCVALL_ON
#define RCVALL_SOCKETLEVELONLY RCVALL_SOCKETLEVELONLY
#ifndef MSG_TRUNC
#define MSG_TRUNC 0x0100
#endif
#ifndef MSG_CTRUNC
#define MSG_CTRUNC 0x0200
#endif
#ifndef MSG_BCAST
#define MSG_BCAST 0x0400
#endif
#ifndef MSG_MCAST
#define MSG_MCAST 0x0800
#endif
#ifndef MSG_ERRQUEUE
#define MSG_ERRQUEUE 0x1000
#endif
#ifndef TCP_KEEPIDLE
#define TCP_KEEPIDLE 3
#endif
#ifndef TCP_MAXSEG
#define TCP_MAXSEG 4
#endif
#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN 15
#endif
#ifndef TCP_KEEPCNT
#define TCP_KEEPCNT 16
#endif
#ifndef TCP_KEEPINTVL
#define TCP_KEEPINTVL 17
#endif
#define SHUT_RD SD_RECEIVE
#define SHUT_RDWR SD_BOTH
#define SHUT_WR SD_SEND

#else

#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#if __has_include(<net/ethernet.h>)
#include <net/ethernet.h>
#endif

#endif

#ifdef __APPLE__

#include <net/if_dl.h>
#include <sys/kern_control.h>
#include <sys/sys_domain.h>
#include <sys/ucred.h>
#include <sys/un.h>

#elif defined(TCP_KEEPALIVE)
// CPython has it on macOS only, where it means TCP_KEEPIDLE.
#undef TCP_KEEPALIVE
#endif

#ifdef __linux__

#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/can/raw.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#if __has_include(<linux/can/j1939.h>)
#include <linux/can/j1939.h>
#define J1939_EE_INFO_NONE J1939_EE_INFO_NONE
#define J1939_EE_INFO_TX_ABORT J1939_EE_INFO_TX_ABORT
#define J1939_NLA_BYTES_ACKED J1939_NLA_BYTES_ACKED
#define J1939_NLA_PAD J1939_NLA_PAD
#define SCM_J1939_DEST_ADDR SCM_J1939_DEST_ADDR
#define SCM_J1939_DEST_NAME SCM_J1939_DEST_NAME
#define SCM_J1939_ERRQUEUE SCM_J1939_ERRQUEUE
#define SCM_J1939_PRIO SCM_J1939_PRIO
#define SO_J1939_ERRQUEUE SO_J1939_ERRQUEUE
#define SO_J1939_FILTER SO_J1939_FILTER
#define SO_J1939_PROMISC SO_J1939_PROMISC
#define SO_J1939_SEND_PRIO SO_J1939_SEND_PRIO
#endif

#define CAN_RAW_ERR_FILTER CAN_RAW_ERR_FILTER
#define CAN_RAW_FD_FRAMES CAN_RAW_FD_FRAMES
#define CAN_RAW_FILTER CAN_RAW_FILTER
#define CAN_RAW_JOIN_FILTERS CAN_RAW_JOIN_FILTERS
#define CAN_RAW_LOOPBACK CAN_RAW_LOOPBACK
#define CAN_RAW_RECV_OWN_MSGS CAN_RAW_RECV_OWN_MSGS

#define CAN_BCM_RX_ANNOUNCE_RESUME RX_ANNOUNCE_RESUME
#define CAN_BCM_RX_CHANGED RX_CHANGED
#define CAN_BCM_RX_CHECK_DLC RX_CHECK_DLC
#define CAN_BCM_RX_DELETE RX_DELETE
#define CAN_BCM_RX_FILTER_ID RX_FILTER_ID
#define CAN_BCM_RX_NO_AUTOTIMER RX_NO_AUTOTIMER
#define CAN_BCM_RX_READ RX_READ
#define CAN_BCM_RX_RTR_FRAME RX_RTR_FRAME
#define CAN_BCM_RX_SETUP RX_SETUP
#define CAN_BCM_RX_STATUS RX_STATUS
#define CAN_BCM_RX_TIMEOUT RX_TIMEOUT
#define CAN_BCM_SETTIMER SETTIMER
#define CAN_BCM_STARTTIMER STARTTIMER
#define CAN_BCM_TX_ANNOUNCE TX_ANNOUNCE
#define CAN_BCM_TX_COUNTEVT TX_COUNTEVT
#define CAN_BCM_TX_CP_CAN_ID TX_CP_CAN_ID
#define CAN_BCM_TX_DELETE TX_DELETE
#define CAN_BCM_TX_EXPIRED TX_EXPIRED
#define CAN_BCM_TX_READ TX_READ
#define CAN_BCM_TX_RESET_MULTI_IDX TX_RESET_MULTI_IDX
#define CAN_BCM_TX_SEND TX_SEND
#define CAN_BCM_TX_SETUP TX_SETUP
#define CAN_BCM_TX_STATUS TX_STATUS
#define CAN_BCM_CAN_FD_FRAME CAN_FD_FRAME

#define TIPC_CLUSTER_SCOPE TIPC_CLUSTER_SCOPE
#define TIPC_NODE_SCOPE TIPC_NODE_SCOPE

#ifndef ALG_OP_SIGN
#define ALG_OP_SIGN 2
#endif
#ifndef ALG_OP_VERIFY
#define ALG_OP_VERIFY 3
#endif
#ifndef ALG_SET_PUBKEY
#define ALG_SET_PUBKEY 6
#endif
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif
#define SO_ORIGINAL_DST 80
#ifndef UDPLITE_RECV_CSCOV
#define UDPLITE_RECV_CSCOV 11
#endif
#ifndef UDPLITE_SEND_CSCOV
#define UDPLITE_SEND_CSCOV 10
#endif

// The kernel's Bluetooth interface, whose headers come with a separate library.
#ifndef AF_BLUETOOTH
#define AF_BLUETOOTH 31
#endif
#ifndef SOL_HCI
#define SOL_HCI 0
#endif
#ifndef SOL_L2CAP
#define SOL_L2CAP 6
#endif
#ifndef SOL_SCO
#define SOL_SCO 17
#endif
#ifndef SOL_RFCOMM
#define SOL_RFCOMM 18
#endif
#ifndef SOL_BLUETOOTH
#define SOL_BLUETOOTH 274
#endif
#define BTPROTO_L2CAP 0
#define BTPROTO_HCI 1
#define BTPROTO_SCO 2
#define BTPROTO_RFCOMM 3
#define BDADDR_BREDR 0
#define BDADDR_LE_PUBLIC 1
#define BDADDR_LE_RANDOM 2
#define HCI_DATA_DIR 1
#define HCI_FILTER 2
#define HCI_TIME_STAMP 3
#define HCI_CHANNEL_RAW 0
#define HCI_CHANNEL_USER 1
#define HCI_CHANNEL_MONITOR 2
#define HCI_CHANNEL_CONTROL 3
#define HCI_CHANNEL_LOGGING 4
#define HCI_DEV_NONE 0xffff
#define L2CAP_LM 3
#define L2CAP_LM_MASTER 1
#define L2CAP_LM_AUTH 2
#define L2CAP_LM_ENCRYPT 4
#define L2CAP_LM_TRUSTED 8
#define L2CAP_LM_RELIABLE 16
#define L2CAP_LM_SECURE 32
#define BT_SECURITY 4
#define BT_SECURITY_SDP 0
#define BT_SECURITY_LOW 1
#define BT_SECURITY_MEDIUM 2
#define BT_SECURITY_HIGH 3
#define BT_SECURITY_FIPS 4
#define BT_DEFER_SETUP 7
#define BT_FLUSHABLE 8
#define BT_FLUSHABLE_OFF 0
#define BT_FLUSHABLE_ON 1
#define BT_POWER 9
#define BT_POWER_FORCE_ACTIVE_OFF 0
#define BT_POWER_FORCE_ACTIVE_ON 1
#define BT_CHANNEL_POLICY 10
#define BT_CHANNEL_POLICY_BREDR_ONLY 0
#define BT_CHANNEL_POLICY_BREDR_PREFERRED 1
#define BT_CHANNEL_POLICY_AMP_PREFERRED 2
#define BT_VOICE 11
#define BT_VOICE_TRANSPARENT 0x0003
#define BT_VOICE_CVSD_16BIT 0x0060
#define BT_SNDMTU 12
#define BT_RCVMTU 13
#define BT_PHY 14
#define BT_PHY_BR_1M_1SLOT 0x0001
#define BT_PHY_BR_1M_3SLOT 0x0002
#define BT_PHY_BR_1M_5SLOT 0x0004
#define BT_PHY_EDR_2M_1SLOT 0x0008
#define BT_PHY_EDR_2M_3SLOT 0x0010
#define BT_PHY_EDR_2M_5SLOT 0x0020
#define BT_PHY_EDR_3M_1SLOT 0x0040
#define BT_PHY_EDR_3M_3SLOT 0x0080
#define BT_PHY_EDR_3M_5SLOT 0x0100
#define BT_PHY_LE_1M_TX 0x0200
#define BT_PHY_LE_1M_RX 0x0400
#define BT_PHY_LE_2M_TX 0x0800
#define BT_PHY_LE_2M_RX 0x1000
#define BT_PHY_LE_CODED_TX 0x2000
#define BT_PHY_LE_CODED_RX 0x4000
#define BT_MODE 15
#define BT_MODE_BASIC 0
#define BT_MODE_ERTM 1
#define BT_MODE_STREAMING 2
#define BT_MODE_LE_FLOWCTL 3
#define BT_MODE_EXT_FLOWCTL 4
#define BT_CODEC 19

#endif

#ifndef IPPORT_RESERVED
#define IPPORT_RESERVED 1024
#endif
#ifndef IPPORT_USERRESERVED
#define IPPORT_USERRESERVED 5000
#endif
#ifndef INADDR_UNSPEC_GROUP
#define INADDR_UNSPEC_GROUP 0xe0000000
#endif
#ifndef INADDR_ALLHOSTS_GROUP
#define INADDR_ALLHOSTS_GROUP 0xe0000001
#endif
#ifndef INADDR_MAX_LOCAL_GROUP
#define INADDR_MAX_LOCAL_GROUP 0xe00000ff
#endif
#ifndef SOL_IP
#define SOL_IP 0
#endif
#ifndef SOL_TCP
#define SOL_TCP 6
#endif
#ifndef SOL_UDP
#define SOL_UDP 17
#endif
