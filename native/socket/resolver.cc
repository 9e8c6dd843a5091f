#include <napi.h>

#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/address.h"
#include "native/sys/sys.h"

namespace pysocket {
namespace {

Napi::Value number(Napi::Env env, int64_t value) {
    return Napi::Number::New(env, static_cast<double>(value));
}

// Bytes of an argument that may be null, and their C string.
struct OptionalBytes {
    std::string bytes;
    bool given = false;

    OptionalBytes(Napi::Env env, napi_value value) {
        const Napi::Value argument(env, value);
        if (!argument.IsTypedArray()) return;
        const auto view = argument.As<Napi::Uint8Array>();
        if (view.TypedArrayType() != napi_uint8_array) return;
        bytes.assign(reinterpret_cast<const char*>(view.Data()), view.ByteLength());
        given = true;
    }

    const char* c_str() const { return given ? bytes.c_str() : nullptr; }
};

napi_value get_address_info(napi_env raw, napi_callback_info info) {
    const Arguments<6> args(raw, info);
    const Napi::Env env(raw);
    const OptionalBytes host(env, args.value(0));
    const OptionalBytes service(env, args.value(1));
    addrinfo hints = {};
    hints.ai_family = args.int32(2);
    hints.ai_socktype = args.int32(3);
    hints.ai_protocol = args.int32(4);
    hints.ai_flags = args.int32(5);

    std::vector<sys::AddressInfo> found;
    const int error = sys::get_address_info(host.c_str(), service.c_str(), hints, &found);
    if (error != 0) {
        args.instance()->words[0] = sys::last_error();
        return number(env, error);
    }

    constexpr size_t kWords = 8;
    Napi::Array results = Napi::Array::New(env);
    uint32_t count = 0;
    for (const sys::AddressInfo& each : found) {
        const Napi::HandleScope scope(env);
        int32_t words[kWords] = {};
        write_address(reinterpret_cast<const sockaddr*>(&each.address), each.length, words,
                      sizeof words);
        Napi::Array result = Napi::Array::New(env, 5);
        result.Set(0u, number(env, each.family));
        result.Set(1u, number(env, each.type));
        result.Set(2u, number(env, each.protocol));
        result.Set(3u, Napi::String::New(env, each.canonical_name));
        result.Set(4u, to_typed_array(env, words, sizeof words, napi_int32_array));
        results.Set(count++, result);
    }
    return results;
}

napi_value get_address_info_text(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    return Napi::String::New(raw, sys::address_info_text(args.int32(0)));
}

napi_value get_host_name(napi_env raw, napi_callback_info) {
    std::string name;
    const int64_t outcome = sys::get_host_name(&name);
    if (outcome < 0) return number(raw, outcome);
    return Napi::String::New(raw, name);
}

napi_value host_entry(Napi::Env env, const hostent& entry) {
    Napi::Array aliases = Napi::Array::New(env);
    for (uint32_t i = 0; entry.h_aliases != nullptr && entry.h_aliases[i] != nullptr; i++) {
        aliases.Set(i, Napi::String::New(env, entry.h_aliases[i]));
    }
    Napi::Array addresses = Napi::Array::New(env);
    const auto length = static_cast<size_t>(entry.h_length);
    for (uint32_t i = 0; entry.h_addr_list != nullptr && entry.h_addr_list[i] != nullptr; i++) {
        addresses.Set(i, to_typed_array(env, entry.h_addr_list[i], length));
    }
    Napi::Array result = Napi::Array::New(env, 3);
    result.Set(0u, Napi::String::New(env, entry.h_name));
    result.Set(1u, aliases);
    result.Set(2u, addresses);
    return result;
}

// The functions of netdb.h return memory that the next call of any thread overwrites.
std::mutex& netdb_mutex() {
    static std::mutex mutex;
    return mutex;
}

napi_value get_host_by_name(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    const Napi::Env env(raw);
    const OptionalBytes name(env, args.value(0));
    if (!name.given) return number(env, NO_RECOVERY);
    hostent* entry = nullptr;
#ifdef __linux__
    hostent storage;
    int host_error = 0;
    std::vector<char> buffer(1024);
    while (gethostbyname_r(name.c_str(), &storage, buffer.data(), buffer.size(), &entry,
                           &host_error) == ERANGE) {
        buffer.resize(buffer.size() * 2);
    }
    if (entry == nullptr) return number(env, host_error);
#else
    const std::lock_guard<std::mutex> lock(netdb_mutex());
    entry = gethostbyname(name.c_str());
    if (entry == nullptr) return number(env, h_errno);
#endif
    return host_entry(env, *entry);
}

napi_value get_host_by_address(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    const Napi::Env env(raw);
    sockaddr_storage address;
    socklen_t address_length = 0;
    if (!read_address(args.instance()->words, &address, &address_length)) {
        return number(env, NO_RECOVERY);
    }
    const void* packed = nullptr;
    socklen_t length = 0;
    if (address.ss_family == AF_INET6) {
        packed = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        length = sizeof(in6_addr);
    } else {
        packed = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
        length = sizeof(in_addr);
    }

    hostent* entry = nullptr;
#ifdef __linux__
    hostent storage;
    int host_error = 0;
    std::vector<char> buffer(1024);
    while (gethostbyaddr_r(packed, length, address.ss_family, &storage, buffer.data(),
                           buffer.size(), &entry, &host_error) == ERANGE) {
        buffer.resize(buffer.size() * 2);
    }
    if (entry == nullptr) return number(env, host_error);
#else
    const std::lock_guard<std::mutex> lock(netdb_mutex());
    entry = gethostbyaddr(static_cast<const char*>(packed), length, address.ss_family);
    if (entry == nullptr) return number(env, h_errno);
#endif
    return host_entry(env, *entry);
}

napi_value get_name_info(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    const Napi::Env env(raw);
    sockaddr_storage address;
    socklen_t length = 0;
    if (!read_address(args.instance()->words, &address, &length)) return number(env, EAI_FAMILY);
    std::string host;
    std::string service;
    const int error = sys::get_name_info(reinterpret_cast<const sockaddr*>(&address), length,
                                         args.int32(0), &host, &service);
    if (error != 0) {
        args.instance()->words[0] = sys::last_error();
        return number(env, error);
    }
    Napi::Array result = Napi::Array::New(env, 2);
    result.Set(0u, Napi::String::New(env, host));
    result.Set(1u, Napi::String::New(env, service));
    return result;
}

napi_value get_service_by_name(napi_env raw, napi_callback_info info) {
    const Arguments<2> args(raw, info);
    const OptionalBytes name(raw, args.value(0));
    const OptionalBytes protocol(raw, args.value(1));
    const std::lock_guard<std::mutex> lock(netdb_mutex());
    const servent* entry = name.given ? getservbyname(name.c_str(), protocol.c_str()) : nullptr;
    return number(raw, entry == nullptr ? -1 : ntohs(static_cast<uint16_t>(entry->s_port)));
}

napi_value get_service_by_port(napi_env raw, napi_callback_info info) {
    const Arguments<2> args(raw, info);
    const OptionalBytes protocol(raw, args.value(1));
    const std::lock_guard<std::mutex> lock(netdb_mutex());
    const servent* entry =
        getservbyport(htons(static_cast<uint16_t>(args.int32(0))), protocol.c_str());
    if (entry == nullptr) return number(raw, -1);
    return Napi::String::New(raw, entry->s_name);
}

napi_value get_protocol_by_name(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    const OptionalBytes name(raw, args.value(0));
    const std::lock_guard<std::mutex> lock(netdb_mutex());
    const protoent* entry = name.given ? getprotobyname(name.c_str()) : nullptr;
    return number(raw, entry == nullptr ? -1 : entry->p_proto);
}

napi_value set_host_name(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    const OptionalBytes name(raw, args.value(0));
    return number(raw, sys::set_host_name(name.bytes.data(), name.bytes.size()));
}

napi_value get_host_error_text(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    return Napi::String::New(raw, sys::host_error_text(args.int32(0)));
}

napi_value text_to_ipv4(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    in_addr address = {};
    const bool valid = sys::parse_ipv4(args.text(0).c_str(), &address);
    if (valid) std::memcpy(args.instance()->bytes, &address, sizeof address);
    return number(raw, valid ? 1 : 0);
}

napi_value text_to_address(napi_env raw, napi_callback_info info) {
    const Arguments<2> args(raw, info);
    const int result = inet_pton(args.int32(0), args.text(1).c_str(), args.instance()->bytes);
    return number(raw, result < 0 ? -sys::last_error() : result);
}

napi_value address_to_text(napi_env raw, napi_callback_info info) {
    const Arguments<1> args(raw, info);
    char text[INET6_ADDRSTRLEN];
    const char* result = inet_ntop(args.int32(0), args.instance()->bytes, text, sizeof text);
    if (result == nullptr) return number(raw, -sys::last_error());
    return Napi::String::New(raw, result);
}

}  // namespace

void define_resolver(Instance* instance, napi_value exports) {
    define(instance, exports,
           {
               {"getaddrinfo", get_address_info},
               {"gai_strerror", get_address_info_text},
               {"gethostname", get_host_name},
               {"sethostname", set_host_name},
               {"gethostbyname", get_host_by_name},
               {"gethostbyaddr", get_host_by_address},
               {"getnameinfo", get_name_info},
               {"getservbyname", get_service_by_name},
               {"getservbyport", get_service_by_port},
               {"getprotobyname", get_protocol_by_name},
               {"hstrerror", get_host_error_text},
               {"inet_aton", text_to_ipv4},
               {"inet_pton", text_to_address},
               {"inet_ntop", address_to_text},
           });
}

}  // namespace pysocket
