#include <io.h>
#include <mswsock.h>
#include <netioapi.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "native/sys/results.h"
#include "native/sys/sys.h"

namespace pysocket::sys {

namespace {

int64_t result(int64_t value) { return value == SOCKET_ERROR ? -WSAGetLastError() : value; }

int to_int(size_t length) { return static_cast<int>(std::min<size_t>(length, INT_MAX)); }

const char* chars(const void* data) { return static_cast<const char*>(data); }
char* chars(void* data) { return static_cast<char*>(data); }

// Errno for an error of Windows itself.
int64_t from_windows(DWORD error) {
    switch (error) {
        case ERROR_FILE_NOT_FOUND:
        case ERROR_PATH_NOT_FOUND:
            return -ENOENT;
        case ERROR_ACCESS_DENIED:
            return -EACCES;
        case ERROR_INVALID_HANDLE:
            return -EBADF;
        case ERROR_NOT_ENOUGH_MEMORY:
        case ERROR_OUTOFMEMORY:
            return -ENOMEM;
        case ERROR_BROKEN_PIPE:
        case ERROR_NO_DATA:
            return -EPIPE;
        case ERROR_TOO_MANY_OPEN_FILES:
            return -EMFILE;
        default:
            return -EINVAL;
    }
}

int64_t system_error() { return from_windows(GetLastError()); }

std::string to_utf8(const wchar_t* text) {
    const int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
    std::string bytes(static_cast<size_t>(std::max(length, 1)), '\0');
    WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes.data(), length, nullptr, nullptr);
    bytes.pop_back();
    return bytes;
}

std::wstring to_wide(const std::string& text) {
    const int length = MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, nullptr, 0);
    std::wstring wide(static_cast<size_t>(std::max(length, 1)), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, wide.data(), length);
    wide.pop_back();
    return wide;
}

// A blocking Winsock call cannot be interrupted, so every socket is non-blocking, and calls that
// should block wait for readiness. Windows does not tell which mode a socket has.
int64_t set_up(SOCKET socket) {
    if (socket == INVALID_SOCKET) return -WSAGetLastError();
    u_long nonblocking = 1;
    if (ioctlsocket(socket, static_cast<long>(FIONBIO), &nonblocking) == SOCKET_ERROR) {
        const int error = WSAGetLastError();
        closesocket(socket);
        return -error;
    }
    return static_cast<int64_t>(socket);
}

// Wake-up socket: a datagram socket connected to itself. Another thread sends to it to end this
// thread's wait, even one that has not begun yet.
class Wake {
  public:
    Wake() : socket_(WSASocketW(AF_INET, SOCK_DGRAM, 0, nullptr, 0, WSA_FLAG_NO_HANDLE_INHERIT)) {
        sockaddr_in address = {};
        int length = sizeof address;
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* name = reinterpret_cast<sockaddr*>(&address);
        if (set_up(socket_) >= 0 && ::bind(socket_, name, length) == 0 &&
            ::getsockname(socket_, name, &length) == 0 && ::connect(socket_, name, length) == 0)
            return;
        closesocket(socket_);
        socket_ = INVALID_SOCKET;
    }
    ~Wake() { closesocket(socket_); }
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;

    static Wake& current() {
        static thread_local Wake wake;
        return wake;
    }

    SOCKET socket() const { return socket_; }

    // Reads only part of it: whoever ends a wait keeps sending until the wait has been left.
    void drain() const {
        char bytes[16];
        for (int count = 0; count < 16; count++)
            if (::recv(socket_, bytes, sizeof bytes, 0) < 0) return;
    }

  private:
    SOCKET socket_;
};

// An fd_set with room for any number of sockets. Its memory is an array of sockets whose first
// element is the count.
class SocketSet {
  public:
    explicit SocketSet(size_t room) : memory_(1 + room) {
        static_assert(offsetof(fd_set, fd_array) == sizeof(SOCKET), "the count takes one place");
        get()->fd_count = 0;
    }

    void add(SOCKET socket) { memory_[1 + get()->fd_count++] = socket; }
    // Null for an empty set: select() refuses three empty sets.
    fd_set* get_filled() { return get()->fd_count == 0 ? nullptr : get(); }
    void sort() { std::sort(begin(), end()); }
    bool contains(SOCKET socket) { return std::binary_search(begin(), end(), socket); }

  private:
    fd_set* get() { return reinterpret_cast<fd_set*>(memory_.data()); }
    std::vector<SOCKET>::iterator begin() { return memory_.begin() + 1; }
    std::vector<SOCKET>::iterator end() {
        return begin() + static_cast<std::ptrdiff_t>(get()->fd_count);
    }

    std::vector<SOCKET> memory_;
};

timeval to_timeval(std::chrono::nanoseconds time) {
    const int64_t microseconds = (time.count() + 999) / 1000;
    const int64_t seconds = std::min<int64_t>(microseconds / 1000000, LONG_MAX);
    return {static_cast<long>(seconds), static_cast<long>(microseconds % 1000000)};
}

// How long a wait that cannot be woken sleeps before it looks again.
constexpr double kSlice = 0.01;

DWORD milliseconds(const Deadline& deadline) {
    const auto left = (deadline.remaining().count() + 999999) / 1000000;
    return left < INFINITE ? static_cast<DWORD>(left) : INFINITE - 1;
}

// File descriptors belong to a C library, and Node has its own. The functions of libuv that the
// program exports reach Node's descriptors. If it exports none, these are the descriptors of this
// library.
template <class Function>
Function of_program(const char* name) {
    void* address = reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(nullptr), name));
    return reinterpret_cast<Function>(address);
}

HANDLE handle_of(int file) {
    static const auto get = of_program<HANDLE (*)(int)>("uv_get_osfhandle");
    return get != nullptr ? get(file) : reinterpret_cast<HANDLE>(_get_osfhandle(file));
}

// Returns -1 if no descriptor is left.
int descriptor_of(HANDLE handle) {
    static const auto open = of_program<int (*)(HANDLE)>("uv_open_osfhandle");
    return open != nullptr ? open(handle) : _open_osfhandle(reinterpret_cast<intptr_t>(handle), 0);
}

int close_of_program(int file) {
    // libuv's number of a file request.
    constexpr int kFileRequest = 6;
    static const auto size_of = of_program<size_t (*)(int)>("uv_req_size");
    static const auto close = of_program<int (*)(void*, void*, int, void*)>("uv_fs_close");
    if (size_of == nullptr || close == nullptr) return ::_close(file);
    std::vector<std::max_align_t> request(size_of(kFileRequest) / sizeof(std::max_align_t) + 1);
    return close(nullptr, request.data(), file, nullptr);
}

// Returns 0 if a pipe has data, or -EINTR: a read that has begun cannot be interrupted.
int64_t wait_for_pipe(HANDLE pipe) {
    DWORD available = 0;
    while (PeekNamedPipe(pipe, nullptr, 0, nullptr, &available, nullptr) != 0 && available == 0) {
        const int64_t outcome =
            wait_ready(Wake::current().socket(), Direction::kRead, Deadline(kSlice));
        if (outcome != kTimedOut) return outcome < 0 ? outcome : -EINTR;
    }
    return 0;
}

// The C library's own signals. Those of a console arrive in a function of its own; the others only
// if this process raises them.
constexpr int kSignals = NSIG;
std::atomic<SignalAction> g_actions[kSignals];
std::atomic<void (*)(int)> g_on_signal{nullptr};
HANDLE g_posted = nullptr;

bool is_signal(int signal) {
    for (const int known : {SIGINT, SIGILL, SIGFPE, SIGSEGV, SIGTERM, SIGBREAK, SIGABRT})
        if (signal == known) return true;
    return false;
}

// Windows calls this on a thread that it creates. Returning true keeps other handlers from the
// event.
BOOL WINAPI on_console_event(DWORD event) {
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) return FALSE;
    const int signal = event == CTRL_C_EVENT ? SIGINT : SIGBREAK;
    const SignalAction action = g_actions[signal].load();
    if (action == kHandled) g_on_signal.load()(signal);
    return action == kDefaultAction ? FALSE : TRUE;
}

}  // namespace

const bool kInterruptsCalls = false;

void stay_loaded() {
    HMODULE module = nullptr;
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                       reinterpret_cast<LPCWSTR>(&stay_loaded), &module);
    // Winsock stays loaded as well, because it may be needed at any moment.
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
}

void (*process_function(const char* name))() {
    return reinterpret_cast<void (*)()>(GetProcAddress(GetModuleHandleW(nullptr), name));
}

int last_error() { return WSAGetLastError(); }

int64_t file_error(int code) { return from_windows(static_cast<DWORD>(code)); }

std::string error_text(int error) {
    wchar_t text[512];
    DWORD length = 0;
    if (error >= WSABASEERR)
        length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr,
                                static_cast<DWORD>(error), 0, text, 512, nullptr);
    else
        return std::strerror(error);
    if (length == 0) {
        // As CPython reports it.
        char number[32];
        std::snprintf(number, sizeof number, "Windows Error 0x%x", static_cast<unsigned>(error));
        return number;
    }
    while (length > 0 && (text[length - 1] <= L' ' || text[length - 1] == L'.')) length--;
    text[length] = 0;
    return to_utf8(text);
}

bool has_unix_sockets() {
    static const bool has = [] {
        const int64_t fd = open_socket(AF_UNIX, SOCK_STREAM, 0);
        if (fd >= 0) closesocket(static_cast<SOCKET>(fd));
        return fd >= 0;
    }();
    return has;
}

int64_t open_socket(int family, int type, int protocol) {
    return set_up(WSASocketW(family, type, protocol, nullptr, 0,
                             WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
}

// Python makes a pair from two connected sockets: lib/socket/fallback-socketpair.ts.
int64_t open_socketpair(int, int, int, Descriptor[2]) { return -WSAEOPNOTSUPP; }

int64_t accept_socket(Descriptor fd, sockaddr* address, socklen_t* length) {
    const int64_t accepted = set_up(::accept(fd, address, length));
    if (accepted >= 0) set_inheritable(static_cast<Descriptor>(accepted), false);
    return accepted;
}

int64_t duplicate(Descriptor fd) {
    WSAPROTOCOL_INFOW info;
    const int64_t outcome = share_socket(fd, GetCurrentProcessId(), &info);
    return outcome < 0 ? outcome : open_shared(&info);
}

int64_t share_socket(Descriptor fd, uint32_t process, void* info) {
    return result(WSADuplicateSocketW(fd, process, static_cast<WSAPROTOCOL_INFOW*>(info)));
}

int64_t open_shared(void* info) {
    return set_up(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                             static_cast<WSAPROTOCOL_INFOW*>(info), 0,
                             WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
}

int64_t control_socket(Descriptor fd, uint32_t code, void* data, size_t length) {
    DWORD received = 0;
    return result(WSAIoctl(fd, code, data, static_cast<DWORD>(length), nullptr, 0, &received,
                           nullptr, nullptr)) < 0
               ? -WSAGetLastError()
               : static_cast<int64_t>(received);
}

int64_t close_descriptor(Descriptor fd) { return result(::closesocket(fd)); }

int64_t open_pipe(int ends[2]) {
    HANDLE handles[2] = {};
    if (CreatePipe(&handles[0], &handles[1], nullptr, 4096) == 0) return system_error();
    for (int index = 0; index < 2; index++) ends[index] = descriptor_of(handles[index]);
    if (ends[0] >= 0 && ends[1] >= 0) return 0;
    for (int index = 0; index < 2; index++) {
        if (ends[index] >= 0)
            close_of_program(ends[index]);
        else
            CloseHandle(handles[index]);
    }
    return -EMFILE;
}

int64_t close_file(int file) { return close_of_program(file) < 0 ? -EBADF : 0; }

int64_t read_file(int file, void* data, size_t length) {
    const HANDLE handle = handle_of(file);
    if (handle == INVALID_HANDLE_VALUE) return -EBADF;
    if (GetFileType(handle) == FILE_TYPE_PIPE) {
        const int64_t outcome = wait_for_pipe(handle);
        if (outcome < 0) return outcome;
    }
    DWORD count = 0;
    if (ReadFile(handle, data, static_cast<DWORD>(to_int(length)), &count, nullptr) != 0)
        return count;
    // The write end is closed.
    return GetLastError() == ERROR_BROKEN_PIPE ? 0 : system_error();
}

int64_t write_file(int file, const void* data, size_t length) {
    const HANDLE handle = handle_of(file);
    if (handle == INVALID_HANDLE_VALUE) return -EBADF;
    DWORD count = 0;
    if (WriteFile(handle, data, static_cast<DWORD>(to_int(length)), &count, nullptr) == 0)
        return system_error();
    return count;
}

int64_t set_blocking(Descriptor fd, bool) {
    u_long nonblocking = 1;
    return result(::ioctlsocket(fd, static_cast<long>(FIONBIO), &nonblocking));
}

int64_t set_file_blocking(int file, bool blocking) {
    DWORD mode = blocking ? PIPE_WAIT : PIPE_NOWAIT;
    const HANDLE handle = handle_of(file);
    if (handle == INVALID_HANDLE_VALUE) return -EBADF;
    return SetNamedPipeHandleState(handle, &mode, nullptr, nullptr) == 0 ? system_error() : 0;
}

// Windows has no limit except memory.
bool can_open(int) { return true; }

bool can_reserve(size_t bytes) {
    void* space = VirtualAlloc(nullptr, bytes, MEM_RESERVE, PAGE_NOACCESS);
    if (space == nullptr) return false;
    VirtualFree(space, 0, MEM_RELEASE);
    return true;
}

// Windows has no limit but its memory.
bool can_map(size_t) { return true; }

bool has_memory(size_t bytes) {
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return GlobalMemoryStatusEx(&status) == 0 || status.ullAvailPageFile >= bytes;
}

int64_t set_inheritable(Descriptor fd, bool inheritable) {
    const DWORD flag = inheritable ? HANDLE_FLAG_INHERIT : 0;
    return SetHandleInformation(reinterpret_cast<HANDLE>(fd), HANDLE_FLAG_INHERIT, flag) == 0
               ? system_error()
               : 0;
}

int64_t get_inheritable(Descriptor fd) {
    DWORD flags = 0;
    if (GetHandleInformation(reinterpret_cast<HANDLE>(fd), &flags) == 0) return system_error();
    return (flags & HANDLE_FLAG_INHERIT) != 0 ? 1 : 0;
}

int64_t connect_result(Descriptor fd) {
    pollfd descriptor = {fd, static_cast<short>(Direction::kWrite), 0};
    if (wait_any(&descriptor, 1, Deadline(0)) == 0) return -EALREADY;
    int error = 0;
    socklen_t length = sizeof error;
    const int64_t outcome = get_option(fd, SOL_SOCKET, SO_ERROR, &error, &length);
    return outcome < 0 ? outcome : -error;
}

int64_t set_option(Descriptor fd, int level, int name, const void* value, socklen_t length) {
    return result(::setsockopt(fd, level, name, chars(value), length));
}

int64_t get_option(Descriptor fd, int level, int name, void* value, socklen_t* length) {
    return result(::getsockopt(fd, level, name, chars(value), length));
}

int64_t receive(Descriptor fd, void* data, size_t length, int flags) {
    return result(::recv(fd, chars(data), to_int(length), flags));
}

int64_t receive_from(Descriptor fd, void* data, size_t length, int flags, sockaddr* address,
                     socklen_t* address_length) {
    return result(::recvfrom(fd, chars(data), to_int(length), flags, address, address_length));
}

int64_t send(Descriptor fd, const void* data, size_t length, int flags) {
    return result(::send(fd, chars(data), to_int(length), flags));
}

int64_t send_to(Descriptor fd, const void* data, size_t length, int flags, const sockaddr* address,
                socklen_t address_length) {
    return result(::sendto(fd, chars(data), to_int(length), flags, address, address_length));
}

int64_t send_file(Descriptor, int, int64_t, size_t) { return -ENOSYS; }

int64_t seek(int file, int64_t offset) {
    const HANDLE handle = handle_of(file);
    if (handle == INVALID_HANDLE_VALUE) return -EBADF;
    LARGE_INTEGER position = {};
    position.QuadPart = offset;
    return SetFilePointerEx(handle, position, nullptr, FILE_BEGIN) == 0 ? system_error() : offset;
}

int64_t interface_of_socket(Descriptor, const char* name) { return interface_index(name); }

int64_t interface_name(uint32_t index, std::string* name) {
    char text[NDIS_IF_MAX_STRING_SIZE + 1] = {};
    if (if_indextoname(index, text) == nullptr) return -ENXIO;
    *name = text;
    return 0;
}

int64_t list_interfaces(std::vector<Interface>* interfaces) {
    MIB_IF_TABLE2* table = nullptr;
    if (GetIfTable2Ex(MibIfTableRaw, &table) != NO_ERROR) return system_error();
    for (ULONG index = 0; index < table->NumEntries; index++) {
        const MIB_IF_ROW2& row = table->Table[index];
        wchar_t name[NDIS_IF_MAX_STRING_SIZE + 1] = {};
        if (ConvertInterfaceLuidToNameW(&row.InterfaceLuid, name, NDIS_IF_MAX_STRING_SIZE + 1) ==
            NO_ERROR)
            interfaces->push_back({row.InterfaceIndex, to_utf8(name)});
    }
    FreeMibTable(table);
    return 0;
}

int64_t get_host_name(std::string* name) {
    wchar_t text[256];
    DWORD length = 256;
    if (GetComputerNameExW(ComputerNamePhysicalDnsHostname, text, &length) == 0)
        return system_error();
    *name = to_utf8(text);
    return 0;
}

int64_t set_host_name(const char* name, size_t length) {
    const std::wstring wide = to_wide(std::string(name, length));
    return SetComputerNameExW(ComputerNamePhysicalDnsHostname, wide.c_str()) == 0 ? system_error()
                                                                                  : 0;
}

int get_address_info(const char* host, const char* service, const addrinfo& hints,
                     std::vector<AddressInfo>* found) {
    const std::wstring wide_host = to_wide(host == nullptr ? "" : host);
    const std::wstring wide_service = to_wide(service == nullptr ? "" : service);
    addrinfoW wide_hints = {};
    wide_hints.ai_flags = hints.ai_flags;
    wide_hints.ai_family = hints.ai_family;
    wide_hints.ai_socktype = hints.ai_socktype;
    wide_hints.ai_protocol = hints.ai_protocol;
    addrinfoW* first = nullptr;
    const int error =
        ::GetAddrInfoW(host == nullptr ? nullptr : wide_host.c_str(),
                       service == nullptr ? nullptr : wide_service.c_str(), &wide_hints, &first);
    if (error != 0) return error;
    const std::unique_ptr<addrinfoW, decltype(&FreeAddrInfoW)> list(first, FreeAddrInfoW);
    for (const addrinfoW* each = first; each != nullptr; each = each->ai_next) {
        const wchar_t* name = each->ai_canonname;
        AddressInfo info = {each->ai_family,
                            each->ai_socktype,
                            each->ai_protocol,
                            name == nullptr ? "" : to_utf8(name),
                            {},
                            static_cast<socklen_t>(each->ai_addrlen)};
        std::memcpy(&info.address, each->ai_addr, std::min(each->ai_addrlen, sizeof info.address));
        found->push_back(info);
    }
    return 0;
}

int get_name_info(const sockaddr* address, socklen_t length, int flags, std::string* host,
                  std::string* service) {
    wchar_t host_text[NI_MAXHOST];
    wchar_t service_text[NI_MAXSERV];
    const int error =
        ::GetNameInfoW(address, length, host_text, NI_MAXHOST, service_text, NI_MAXSERV, flags);
    if (error != 0) return error;
    *host = to_utf8(host_text);
    *service = to_utf8(service_text);
    return 0;
}

// CPython has these texts on Windows, whatever the error is.
const char* address_info_text(int) { return "getaddrinfo failed"; }
const char* host_error_text(int) { return "host not found"; }

bool parse_ipv4(const char* text, in_addr* address) {
    address->s_addr = INADDR_BROADCAST;
    if (std::strcmp(text, "255.255.255.255") == 0) return true;
    // It turns an empty text into 0.0.0.0.
    if (*text == 0) return false;
    address->s_addr = inet_addr(text);
    return address->s_addr != INADDR_NONE;
}

int64_t wait_any(pollfd* descriptors, size_t count, const Deadline& deadline) {
    // Like Winsock's own select(), which cannot sleep without sockets.
    if (count == 0) return -WSAEINVAL;
    const Wake& wake = Wake::current();
    SocketSet readable(count + 1);
    SocketSet writable(count);
    SocketSet exceptional(count);
    for (size_t index = 0; index < count; index++) {
        const pollfd& each = descriptors[index];
        if ((each.events & kPollRead) != 0) readable.add(each.fd);
        if ((each.events & kPollWrite) != 0) writable.add(each.fd);
        // A failed connect is reported as exceptional, not as writable.
        if ((each.events & (kPollWrite | kPollExceptional)) != 0) exceptional.add(each.fd);
    }
    const bool waits = deadline.endless() || !deadline.passed();
    // A poll that does not wait needs no wake-up socket.
    const bool can_be_woken = waits && wake.socket() != INVALID_SOCKET;
    if (can_be_woken) readable.add(wake.socket());

    const bool in_slices =
        waits && !can_be_woken &&
        (deadline.endless() || deadline.remaining() > Deadline(kSlice).remaining());
    timeval timeout = {};
    if (in_slices)
        timeout = to_timeval(Deadline(kSlice).remaining());
    else if (!deadline.endless())
        timeout = to_timeval(deadline.remaining());
    const bool is_endless = deadline.endless() && !in_slices;
    const int64_t ready =
        result(::select(0, readable.get_filled(), writable.get_filled(), exceptional.get_filled(),
                        is_endless ? nullptr : &timeout));
    if (ready < 0) return ready;
    if (ready == 0) return in_slices ? -EINTR : 0;

    readable.sort();
    writable.sort();
    exceptional.sort();
    int64_t found = 0;
    for (size_t index = 0; index < count; index++) {
        pollfd& each = descriptors[index];
        const auto is_in = [&each](short events, SocketSet& sockets) {
            return (each.events & events) != 0 && sockets.contains(each.fd);
        };
        int events = is_in(kPollRead, readable) ? kPollRead : 0;
        if (is_in(kPollWrite, writable)) events |= kPollWrite;
        if (is_in(kPollExceptional, exceptional)) events |= kPollExceptional;
        if (events == 0 && is_in(kPollWrite, exceptional)) events = kPollError;
        each.revents = static_cast<short>(events);
        if (events != 0) found++;
    }
    if (can_be_woken && readable.contains(wake.socket())) wake.drain();
    return found > 0 ? found : -EINTR;
}

void interrupt(NativeThread thread) { ::send(thread, "", 1, 0); }

void prepare_interrupts() {}

NativeThread this_thread() { return Wake::current().socket(); }

int64_t thread_time() {
    FILETIME created, ended, kernel, user;
    if (GetThreadTimes(GetCurrentThread(), &created, &ended, &kernel, &user) == 0)
        return system_error();
    int64_t ticks = 0;
    for (const FILETIME& each : {kernel, user})
        ticks += static_cast<int64_t>(uint64_t{each.dwHighDateTime} << 32 | each.dwLowDateTime);
    // A tick is 100 ns.
    return ticks * 100;
}

int64_t start_thread(void (*run)()) {
    const auto start = [](void* argument) -> DWORD {
        reinterpret_cast<void (*)()>(argument)();
        return 0;
    };
    const HANDLE thread = CreateThread(nullptr, 0, start, reinterpret_cast<void*>(run), 0, nullptr);
    if (thread == nullptr) return system_error();
    CloseHandle(thread);
    return 0;
}

double thread_ident() { return GetCurrentThreadId(); }

double thread_native_id() { return GetCurrentThreadId(); }

int64_t watch_signal(int signal, void (*on_signal)(int)) {
    if (!is_signal(signal)) return -EINVAL;
    g_on_signal.store(on_signal);
    g_actions[signal].store(kHandled);
    // The handler that was added last is called first.
    SetConsoleCtrlHandler(on_console_event, FALSE);
    SetConsoleCtrlHandler(on_console_event, TRUE);
    return 0;
}

void raise_default(int signal) {
    if (!is_signal(signal)) return;
    g_actions[signal].store(kDefaultAction);
    raise_signal(signal);
}

int64_t signal_action(int signal) {
    return is_signal(signal) ? static_cast<int64_t>(g_actions[signal].load()) : -EINVAL;
}

int64_t set_signal_action(int signal, SignalAction action) {
    if (!is_signal(signal)) return -EINVAL;
    g_actions[signal].store(action);
    return 0;
}

int64_t set_signal_restart(int, bool) { return -ENOSYS; }

int64_t raise_signal(int signal) {
    if (!is_signal(signal)) return -EINVAL;
    const SignalAction action = g_actions[signal].load();
    if (action == kHandled) g_on_signal.load()(signal);
    if (action != kDefaultAction) return 0;
    // Windows does this at Ctrl-C; with raise() a parent process would not learn of it.
    if (signal == SIGINT || signal == SIGBREAK) ExitProcess(0xC000013A);
    return ::raise(signal) == 0 ? 0 : -errno;
}

int64_t send_to_thread(NativeThread, int) { return -ENOSYS; }

int64_t send_to_process(int process, int signal) {
    const auto number = static_cast<DWORD>(process);
    if (signal == CTRL_C_EVENT || signal == CTRL_BREAK_EVENT)
        return GenerateConsoleCtrlEvent(static_cast<DWORD>(signal), number) == 0 ? system_error()
                                                                                 : 0;
    const HANDLE handle = OpenProcess(PROCESS_TERMINATE, FALSE, number);
    if (handle == nullptr) return system_error();
    const int64_t outcome =
        TerminateProcess(handle, static_cast<UINT>(signal)) == 0 ? system_error() : 0;
    CloseHandle(handle);
    return outcome;
}

const char* signal_text(int signal) {
    switch (signal) {
        case SIGINT:
            return "Interrupt";
        case SIGILL:
            return "Illegal instruction";
        case SIGABRT:
            return "Aborted";
        case SIGFPE:
            return "Floating-point exception";
        case SIGSEGV:
            return "Segmentation fault";
        case SIGTERM:
            return "Terminated";
        case SIGBREAK:
            return "Break";
        default:
            return nullptr;
    }
}

bool is_valid_signal(int signal) { return is_signal(signal); }

int64_t write_signal(Descriptor fd, int signal) {
    const char byte = static_cast<char>(signal);
    const int64_t sent = result(::send(fd, &byte, 1, 0));
    return sent == -WSAENOTSOCK ? write_file(static_cast<int>(fd), &byte, 1) : sent;
}

int64_t is_blocking(int file) {
    DWORD mode = 0;
    const HANDLE handle = handle_of(file);
    if (handle == INVALID_HANDLE_VALUE) return -EBADF;
    if (GetNamedPipeHandleStateW(handle, &mode, nullptr, nullptr, nullptr, nullptr, 0) == 0)
        return system_error();
    return (mode & PIPE_NOWAIT) == 0 ? 1 : 0;
}

int64_t alarm_after(unsigned) { return -ENOSYS; }
int64_t set_timer(int, double, double, double[2]) { return -ENOSYS; }
int64_t get_timer(int, double[2]) { return -ENOSYS; }

int64_t prepare_post() {
    if (g_posted == nullptr) g_posted = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    return g_posted == nullptr ? system_error() : 0;
}

void post() { SetEvent(g_posted); }

void wait_for_post(const Deadline& deadline) {
    WaitForSingleObject(g_posted, deadline.endless() ? INFINITE : milliseconds(deadline));
}

// A loop waits on a completion port, which no other thread can watch.
int loop_descriptor(void*) { return -1; }
bool watches_loops() { return false; }
void prepare_loops() {}
bool watch_loop(int) { return false; }
void unwatch_loop(int) {}
bool is_loop_woken(int) { return true; }

std::vector<int> wait_for_loops(const Deadline& deadline) {
    Sleep(deadline.endless() ? INFINITE : milliseconds(deadline));
    return {};
}

}  // namespace pysocket::sys
