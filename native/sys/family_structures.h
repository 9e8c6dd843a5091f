#pragma once

// Address structures of the families that some platforms lack.

#include "native/sys/sys.h"

#ifdef _WIN32
#if __has_include(<hvsocket.h>)
#include <hvsocket.h>
#ifndef AF_HYPERV
#define AF_HYPERV 34
#endif
#endif
#endif

#ifdef __linux__

#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#if __has_include(<linux/qrtr.h>)
#include <linux/qrtr.h>
#endif

namespace pysocket::sys {

// The kernel's Bluetooth interface, whose headers come with a separate library.
constexpr int kBluetoothL2cap = 0;
constexpr int kBluetoothHci = 1;
constexpr int kBluetoothSco = 2;
constexpr int kBluetoothRfcomm = 3;

struct BluetoothL2cap {
    sa_family_t family;
    uint16_t psm;
    uint8_t device[6];
    uint16_t cid;
    uint8_t device_type;
};

struct BluetoothHci {
    sa_family_t family;
    uint16_t device;
    uint16_t channel;
};

struct BluetoothSco {
    sa_family_t family;
    uint8_t device[6];
};

struct BluetoothRfcomm {
    sa_family_t family;
    uint8_t device[6];
    uint8_t channel;
};

}  // namespace pysocket::sys

#endif
