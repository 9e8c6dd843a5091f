#include "native/socket/address.h"

#include <algorithm>
#include <cstring>

#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/address_families.h"

namespace pysocket {

namespace {

constexpr size_t kTail = 16;
constexpr size_t kLargest = kTail + sizeof(sockaddr_storage);

template <class Address>
const Address& as(const sockaddr* address) {
    return *reinterpret_cast<const Address*>(address);
}

template <class Address>
Address& as(sockaddr_storage* address) {
    return *reinterpret_cast<Address*>(address);
}

void write_tail(const void* data, size_t length, int32_t* words, size_t block_size) {
    if (length > block_size - kTail) length = block_size - kTail;
    words[1] = static_cast<int32_t>(length);
    std::memcpy(reinterpret_cast<uint8_t*>(words) + kTail, data, length);
}

bool read_inet(const int32_t* words, sockaddr_storage* address, socklen_t* length) {
    auto& inet = as<sockaddr_in>(address);
    inet.sin_family = AF_INET;
    inet.sin_port = htons(static_cast<uint16_t>(words[1]));
    std::memcpy(&inet.sin_addr, &words[2], sizeof inet.sin_addr);
    *length = sizeof inet;
    return true;
}

bool read_inet6(const int32_t* words, sockaddr_storage* address, socklen_t* length) {
    auto& inet6 = as<sockaddr_in6>(address);
    inet6.sin6_family = AF_INET6;
    inet6.sin6_port = htons(static_cast<uint16_t>(words[1]));
    inet6.sin6_flowinfo = htonl(static_cast<uint32_t>(words[2]));
    inet6.sin6_scope_id = static_cast<uint32_t>(words[3]);
    std::memcpy(&inet6.sin6_addr, reinterpret_cast<const uint8_t*>(words) + kTail,
                sizeof inet6.sin6_addr);
    *length = sizeof inet6;
    return true;
}

bool read_unix(const int32_t* words, sockaddr_storage* address, socklen_t* length) {
    auto& local = as<sockaddr_un>(address);
    const auto path_length = static_cast<size_t>(words[1]);
    if (words[1] < 0 || path_length > sizeof local.sun_path) return false;
    const auto* path = reinterpret_cast<const char*>(words) + kTail;
    local.sun_family = AF_UNIX;
    std::memcpy(local.sun_path, path, path_length);
    // A path gets a terminating NUL if there is room for it. An abstract name has exactly its
    // length.
    const bool is_path = path_length > 0 && path[0] != 0 && path_length < sizeof local.sun_path;
    *length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path_length + (is_path ? 1 : 0));
    return true;
}

}  // namespace

void write_address(const sockaddr* address, socklen_t length, int32_t* words, size_t block_size,
                   int protocol) {
    words[0] = words[1] = words[2] = words[3] = 0;
    // The kernel returns no address at all for a peer without one.
    if (static_cast<size_t>(length) < sizeof address->sa_family) return;
    words[0] = address->sa_family;
    switch (address->sa_family) {
        case AF_INET: {
            const auto& inet = as<sockaddr_in>(address);
            words[1] = ntohs(inet.sin_port);
            std::memcpy(&words[2], &inet.sin_addr, sizeof inet.sin_addr);
            return;
        }
        case AF_INET6: {
            const auto& inet6 = as<sockaddr_in6>(address);
            write_tail(&inet6.sin6_addr, sizeof inet6.sin6_addr, words, block_size);
            words[1] = ntohs(inet6.sin6_port);
            words[2] = static_cast<int32_t>(ntohl(inet6.sin6_flowinfo));
            words[3] = static_cast<int32_t>(inet6.sin6_scope_id);
            return;
        }
        case AF_UNIX: {
            const size_t start = offsetof(sockaddr_un, sun_path);
            const auto whole = static_cast<size_t>(length);
            write_tail(as<sockaddr_un>(address).sun_path, whole > start ? whole - start : 0, words,
                       block_size);
            return;
        }
        default:
            // A copy of a few words has room only for the families above.
            if (block_size < kLargest || !write_family(address, length, protocol, words))
                write_tail(address, length, words, block_size);
    }
}

bool read_address(const int32_t* words, sockaddr_storage* address, socklen_t* length) {
    *address = {};
    switch (words[0]) {
        case AF_INET:
            return read_inet(words, address, length);
        case AF_INET6:
            return read_inet6(words, address, length);
        case AF_UNIX:
            return read_unix(words, address, length);
        case AF_UNSPEC:
            return false;
        default:
            return read_family(words, address, length);
    }
}

namespace {

napi_value encode_address(napi_env env, napi_callback_info info) {
    const Arguments<2> args(env, info);
    Range view(env, args.value(0), 0, sizeof(sockaddr_storage));
    sockaddr_storage address;
    socklen_t length = 0;
    if (view.data() == nullptr || !read_address(args.instance()->words, &address, &length))
        return to_value(env, -EINVAL);
    std::copy_n(reinterpret_cast<const uint8_t*>(&address), length, view.data());
    return to_value(env, length);
}

napi_value decode_address(napi_env env, napi_callback_info info) {
    const Arguments<3> args(env, info);
    const auto length = static_cast<size_t>(args.int64(1));
    Range view(env, args.value(0), 0, length);
    if (view.data() == nullptr || length > sizeof(sockaddr_storage)) return to_value(env, -EINVAL);
    sockaddr_storage address = {};
    std::copy_n(view.data(), length, reinterpret_cast<uint8_t*>(&address));
    write_address(reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(length),
                  args.instance()->words, Instance::kBlockSize, args.int32(2));
    return to_value(env, 0);
}

}  // namespace

void define_addresses(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"address_encode", encode_address}, {"address_decode", decode_address}});
}

}  // namespace pysocket
