#include "native/socket/address_families.h"

#include <algorithm>
#include <cstring>

#include "native/core/instance.h"
#include "native/sys/family_structures.h"

namespace pysocket {

namespace {

// Bytes that the kernel left out at the end are zero.
template <class Address>
Address copy_of(const sockaddr* address, socklen_t length) {
    Address copy = {};
    std::memcpy(&copy, address, std::min<size_t>(length, sizeof copy));
    return copy;
}

// In place, so that the gaps between the fields are zero as well.
template <class Address>
bool give(void (*read)(const int32_t*, Address&), const int32_t* words, sockaddr_storage* address,
          socklen_t* length) {
    static_assert(sizeof(Address) <= sizeof(sockaddr_storage));
    std::memset(address, 0, sizeof *address);
    read(words, *reinterpret_cast<Address*>(address));
    *length = sizeof(Address);
    return true;
}

[[maybe_unused]] int32_t word(uint64_t value) {
    return static_cast<int32_t>(static_cast<uint32_t>(value));
}
[[maybe_unused]] uint32_t unsigned_word(int32_t value) { return static_cast<uint32_t>(value); }

uint8_t* tail(int32_t* words) { return reinterpret_cast<uint8_t*>(words) + Instance::kBytesOffset; }
const uint8_t* tail(const int32_t* words) {
    return reinterpret_cast<const uint8_t*>(words) + Instance::kBytesOffset;
}

#ifdef AF_NETLINK
void write_netlink(const sockaddr_nl& from, int32_t* words) {
    words[1] = word(from.nl_pid);
    words[2] = word(from.nl_groups);
}

void read_netlink(const int32_t* words, sockaddr_nl& address) {
    address.nl_family = AF_NETLINK;
    address.nl_pid = unsigned_word(words[1]);
    address.nl_groups = unsigned_word(words[2]);
}
#endif

#if defined(AF_PACKET) && defined(PACKET_HOST)
void write_packet(const sockaddr* address, socklen_t length, int32_t* words) {
    const auto from = copy_of<sockaddr_ll>(address, length);
    words[1] = ntohs(from.sll_protocol);
    words[2] = from.sll_ifindex;
    words[3] = from.sll_pkttype;
    words[4] = from.sll_hatype;
    // Hardware addresses may be longer than the field of the structure.
    const size_t start = offsetof(sockaddr_ll, sll_addr);
    const size_t given = length > start ? length - start : 0;
    const size_t size = std::min<size_t>(given, from.sll_halen);
    words[5] = static_cast<int32_t>(size);
    std::memcpy(&words[6], reinterpret_cast<const uint8_t*>(address) + start, size);
}

void read_packet(const int32_t* words, sockaddr_ll& address) {
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(static_cast<uint16_t>(words[1]));
    address.sll_ifindex = words[2];
    address.sll_pkttype = static_cast<uint8_t>(words[3]);
    address.sll_hatype = static_cast<uint16_t>(words[4]);
    address.sll_halen =
        static_cast<uint8_t>(std::min<size_t>(unsigned_word(words[5]), sizeof address.sll_addr));
    std::memcpy(address.sll_addr, &words[6], address.sll_halen);
}
#endif

#ifdef CAN_RAW
void write_can(const sockaddr_can& from, int protocol, int32_t* words) {
    words[1] = protocol;
    words[2] = from.can_ifindex;
#ifdef CAN_ISOTP
    if (protocol == CAN_ISOTP) {
        words[3] = word(from.can_addr.tp.rx_id);
        words[4] = word(from.can_addr.tp.tx_id);
    }
#endif
#ifdef CAN_J1939
    if (protocol == CAN_J1939) {
        words[3] = word(from.can_addr.j1939.pgn);
        words[4] = from.can_addr.j1939.addr;
        words[5] = word(from.can_addr.j1939.name);
        words[6] = word(from.can_addr.j1939.name >> 32);
    }
#endif
}

void read_can(const int32_t* words, sockaddr_can& address) {
    address.can_family = AF_CAN;
    address.can_ifindex = words[2];
#ifdef CAN_ISOTP
    if (words[1] == CAN_ISOTP) {
        address.can_addr.tp.rx_id = unsigned_word(words[3]);
        address.can_addr.tp.tx_id = unsigned_word(words[4]);
    }
#endif
#ifdef CAN_J1939
    if (words[1] == CAN_J1939) {
        address.can_addr.j1939.pgn = unsigned_word(words[3]);
        address.can_addr.j1939.addr = static_cast<uint8_t>(words[4]);
        address.can_addr.j1939.name =
            unsigned_word(words[5]) | static_cast<uint64_t>(unsigned_word(words[6])) << 32;
    }
#endif
}
#endif

#ifdef VMADDR_CID_ANY
void write_vsock(const sockaddr_vm& from, int32_t* words) {
    words[1] = word(from.svm_cid);
    words[2] = word(from.svm_port);
}

void read_vsock(const int32_t* words, sockaddr_vm& address) {
    address.svm_family = AF_VSOCK;
    address.svm_cid = unsigned_word(words[1]);
    address.svm_port = unsigned_word(words[2]);
}
#endif

#ifdef QRTR_PORT_CTRL
void write_qipcrtr(const sockaddr_qrtr& from, int32_t* words) {
    words[1] = word(from.sq_node);
    words[2] = word(from.sq_port);
}

void read_qipcrtr(const int32_t* words, sockaddr_qrtr& address) {
    address.sq_family = AF_QIPCRTR;
    address.sq_node = unsigned_word(words[1]);
    address.sq_port = unsigned_word(words[2]);
}
#endif

#ifdef AF_ALG
void write_alg(const sockaddr_alg& from, int32_t* words) {
    words[1] = word(from.salg_feat);
    words[2] = word(from.salg_mask);
    std::memcpy(tail(words), from.salg_type, sizeof from.salg_type);
    std::memcpy(tail(words) + sizeof from.salg_type, from.salg_name, sizeof from.salg_name);
}

void read_alg(const int32_t* words, sockaddr_alg& address) {
    address.salg_family = AF_ALG;
    address.salg_feat = unsigned_word(words[1]);
    address.salg_mask = unsigned_word(words[2]);
    std::memcpy(address.salg_type, tail(words), sizeof address.salg_type);
    std::memcpy(address.salg_name, tail(words) + sizeof address.salg_type,
                sizeof address.salg_name);
}
#endif

#ifdef TIPC_ADDR_ID
void write_tipc(const sockaddr_tipc& from, int32_t* words) {
    words[1] = from.addrtype;
    // A negative scope stays negative.
    words[5] = from.scope;  // NOLINT(bugprone-signed-char-misuse)
    switch (from.addrtype) {
        case TIPC_ADDR_NAMESEQ:
            words[2] = word(from.addr.nameseq.type);
            words[3] = word(from.addr.nameseq.lower);
            words[4] = word(from.addr.nameseq.upper);
            return;
        case TIPC_ADDR_NAME:
            words[2] = word(from.addr.name.name.type);
            words[3] = words[4] = word(from.addr.name.name.instance);
            return;
        default:
            words[2] = word(from.addr.id.node);
            words[3] = word(from.addr.id.ref);
            words[4] = 0;
    }
}

void read_tipc(const int32_t* words, sockaddr_tipc& address) {
    address.family = AF_TIPC;
    address.addrtype = static_cast<uint8_t>(words[1]);
    address.scope = static_cast<int8_t>(words[5]);
    switch (address.addrtype) {
        case TIPC_ADDR_NAMESEQ:
            address.addr.nameseq.type = unsigned_word(words[2]);
            address.addr.nameseq.lower = unsigned_word(words[3]);
            address.addr.nameseq.upper = unsigned_word(words[4]);
            break;
        case TIPC_ADDR_NAME:
            address.addr.name.name.type = unsigned_word(words[2]);
            address.addr.name.name.instance = unsigned_word(words[3]);
            break;
        default:
            address.addr.id.node = unsigned_word(words[2]);
            address.addr.id.ref = unsigned_word(words[3]);
    }
}
#endif

#if defined(AF_BLUETOOTH) && defined(__linux__)
void write_bluetooth(const sockaddr* address, socklen_t length, int protocol, int32_t* words) {
    words[1] = protocol;
    if (protocol == sys::kBluetoothL2cap) {
        const auto from = copy_of<sys::BluetoothL2cap>(address, length);
        words[2] = from.psm;
        words[3] = from.cid;
        std::memcpy(tail(words), from.device, sizeof from.device);
        words[6] = from.device_type;
    } else if (protocol == sys::kBluetoothHci) {
        const auto from = copy_of<sys::BluetoothHci>(address, length);
        words[2] = from.device;
        words[3] = from.channel;
    } else if (protocol == sys::kBluetoothRfcomm) {
        const auto from = copy_of<sys::BluetoothRfcomm>(address, length);
        words[2] = from.channel;
        std::memcpy(tail(words), from.device, sizeof from.device);
    } else {
        const auto from = copy_of<sys::BluetoothSco>(address, length);
        std::memcpy(tail(words), from.device, sizeof from.device);
    }
}

void read_l2cap(const int32_t* words, sys::BluetoothL2cap& address) {
    address.family = AF_BLUETOOTH;
    address.psm = static_cast<uint16_t>(words[2]);
    address.cid = static_cast<uint16_t>(words[3]);
    std::memcpy(address.device, tail(words), sizeof address.device);
    address.device_type = static_cast<uint8_t>(words[6]);
}

void read_hci(const int32_t* words, sys::BluetoothHci& address) {
    address.family = AF_BLUETOOTH;
    address.device = static_cast<uint16_t>(words[2]);
    address.channel = static_cast<uint16_t>(words[3]);
}

void read_sco(const int32_t* words, sys::BluetoothSco& address) {
    address.family = AF_BLUETOOTH;
    std::memcpy(address.device, tail(words), sizeof address.device);
}

void read_rfcomm(const int32_t* words, sys::BluetoothRfcomm& address) {
    address.family = AF_BLUETOOTH;
    std::memcpy(address.device, tail(words), sizeof address.device);
    address.channel = static_cast<uint8_t>(words[2]);
}

bool read_bluetooth(const int32_t* words, sockaddr_storage* address, socklen_t* length) {
    switch (words[1]) {
        case sys::kBluetoothL2cap:
            return give(read_l2cap, words, address, length);
        case sys::kBluetoothHci:
            return give(read_hci, words, address, length);
        case sys::kBluetoothSco:
            return give(read_sco, words, address, length);
        case sys::kBluetoothRfcomm:
            return give(read_rfcomm, words, address, length);
        default:
            return false;
    }
}
#endif

#ifdef HV_PROTOCOL_RAW
void write_hyperv(const SOCKADDR_HV& from, int32_t* words) {
    std::memcpy(tail(words), &from.VmId, sizeof from.VmId);
    std::memcpy(tail(words) + sizeof from.VmId, &from.ServiceId, sizeof from.ServiceId);
}

void read_hyperv(const int32_t* words, SOCKADDR_HV& address) {
    address.Family = AF_HYPERV;
    std::memcpy(&address.VmId, tail(words), sizeof address.VmId);
    std::memcpy(&address.ServiceId, tail(words) + sizeof address.VmId, sizeof address.ServiceId);
}
#endif

}  // namespace

bool write_family(const sockaddr* address, socklen_t length, int protocol, int32_t* words) {
    static_cast<void>(protocol);
    switch (address->sa_family) {
#ifdef AF_NETLINK
        case AF_NETLINK:
            write_netlink(copy_of<sockaddr_nl>(address, length), words);
            return true;
#endif
#if defined(AF_PACKET) && defined(PACKET_HOST)
        case AF_PACKET:
            write_packet(address, length, words);
            return true;
#endif
#ifdef CAN_RAW
        case AF_CAN:
            write_can(copy_of<sockaddr_can>(address, length), protocol, words);
            return true;
#endif
#ifdef VMADDR_CID_ANY
        case AF_VSOCK:
            write_vsock(copy_of<sockaddr_vm>(address, length), words);
            return true;
#endif
#ifdef QRTR_PORT_CTRL
        case AF_QIPCRTR:
            write_qipcrtr(copy_of<sockaddr_qrtr>(address, length), words);
            return true;
#endif
#ifdef AF_ALG
        case AF_ALG:
            write_alg(copy_of<sockaddr_alg>(address, length), words);
            return true;
#endif
#ifdef TIPC_ADDR_ID
        case AF_TIPC:
            write_tipc(copy_of<sockaddr_tipc>(address, length), words);
            return true;
#endif
#if defined(AF_BLUETOOTH) && defined(__linux__)
        case AF_BLUETOOTH:
            write_bluetooth(address, length, protocol, words);
            return true;
#endif
#ifdef HV_PROTOCOL_RAW
        case AF_HYPERV:
            write_hyperv(copy_of<SOCKADDR_HV>(address, length), words);
            return true;
#endif
        default:
            return false;
    }
}

bool read_family(const int32_t* words, sockaddr_storage* address, socklen_t* length) {
    switch (words[0]) {
#ifdef AF_NETLINK
        case AF_NETLINK:
            return give(read_netlink, words, address, length);
#endif
#if defined(AF_PACKET) && defined(PACKET_HOST)
        case AF_PACKET:
            return give(read_packet, words, address, length);
#endif
#ifdef CAN_RAW
        case AF_CAN:
            return give(read_can, words, address, length);
#endif
#ifdef VMADDR_CID_ANY
        case AF_VSOCK:
            return give(read_vsock, words, address, length);
#endif
#ifdef QRTR_PORT_CTRL
        case AF_QIPCRTR:
            return give(read_qipcrtr, words, address, length);
#endif
#ifdef AF_ALG
        case AF_ALG:
            return give(read_alg, words, address, length);
#endif
#ifdef TIPC_ADDR_ID
        case AF_TIPC:
            return give(read_tipc, words, address, length);
#endif
#if defined(AF_BLUETOOTH) && defined(__linux__)
        case AF_BLUETOOTH:
            return read_bluetooth(words, address, length);
#endif
#ifdef HV_PROTOCOL_RAW
        case AF_HYPERV:
            return give(read_hyperv, words, address, length);
#endif
        default:
            return false;
    }
}

}  // namespace pysocket
