#pragma once

// Interface of the platform. Every function returns its result or -errno. sys/posix.cc and
// sys/windows.cc each implement the part that sys/common.cc does not.

#ifdef _WIN32
#include "native/sys/windows.h"
#else
#include "native/sys/posix.h"
#endif

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "native/sys/deadline.h"

namespace pysocket::sys {

// True where a signal ends a blocked call. Elsewhere every socket is non-blocking, and a call that
// should block waits for readiness.
extern const bool kInterruptsCalls;

// Keeps the addon's code in memory: threads may still run it after the last environment is gone.
void stay_loaded();

// Returns a function that the program exports, or null.
void (*process_function(const char* name))();

// Error of the last call that is not part of this file.
int last_error();
// Negative errno for the system's own code of a failed call on a file, as other libraries report
// it.
int64_t file_error(int code);
std::string error_text(int error);

// A platform may define AF_UNIX and still create no socket of it.
bool has_unix_sockets();
int64_t open_socket(int family, int type, int protocol);
int64_t open_socketpair(int family, int type, int protocol, Descriptor pair[2]);
int64_t accept_socket(Descriptor fd, sockaddr* address, socklen_t* length);
int64_t duplicate(Descriptor fd);
int64_t close_descriptor(Descriptor fd);
int64_t set_blocking(Descriptor fd, bool blocking);
#ifdef WSA_FLAG_NO_HANDLE_INHERIT
// Describes the socket in a WSAPROTOCOL_INFOW, from which another process can open the same socket.
int64_t share_socket(Descriptor fd, uint32_t process, void* info);
int64_t open_shared(void* info);
// Returns the number of bytes that the call returned.
int64_t control_socket(Descriptor fd, uint32_t code, void* data, size_t length);
#endif

// Files, which are not sockets on every platform. A pipe is not inheritable, and both of its ends
// block.
int64_t open_pipe(int ends[2]);
int64_t close_file(int file);
int64_t read_file(int file, void* data, size_t length);
int64_t write_file(int file, const void* data, size_t length);
int64_t set_file_blocking(int file, bool blocking);
// Returns 1 or 0.
int64_t is_blocking(int file);

// Whether so many more descriptors are available now.
bool can_open(int count);
// Whether so much more address space is available now.
bool can_reserve(size_t bytes);
// True if the process can have `count` more memory mappings now.
bool can_map(size_t count);
// True if the system has so much memory left, or does not say.
bool has_memory(size_t bytes);
int64_t set_inheritable(Descriptor fd, bool inheritable);
// Returns 1 or 0.
int64_t get_inheritable(Descriptor fd);

int64_t bind_socket(Descriptor fd, const sockaddr* address, socklen_t length);
int64_t listen_socket(Descriptor fd, int backlog);
int64_t connect_socket(Descriptor fd, const sockaddr* address, socklen_t length);
// After an interrupted or unfinished connect: -EALREADY while it is in progress, otherwise its
// outcome.
int64_t connect_result(Descriptor fd);
int64_t shutdown_socket(Descriptor fd, int how);
int64_t socket_name(Descriptor fd, sockaddr* address, socklen_t* length);
int64_t peer_name(Descriptor fd, sockaddr* address, socklen_t* length);
int64_t set_option(Descriptor fd, int level, int name, const void* value, socklen_t length);
int64_t get_option(Descriptor fd, int level, int name, void* value, socklen_t* length);

int64_t receive(Descriptor fd, void* data, size_t length, int flags);
int64_t receive_from(Descriptor fd, void* data, size_t length, int flags, sockaddr* address,
                     socklen_t* address_length);
int64_t send(Descriptor fd, const void* data, size_t length, int flags);
int64_t send_to(Descriptor fd, const void* data, size_t length, int flags, const sockaddr* address,
                socklen_t address_length);
#ifdef SCM_RIGHTS
int64_t send_message(Descriptor fd, const msghdr* message, int flags);
int64_t receive_message(Descriptor fd, msghdr* message, int flags);
#endif

// Sends a file's contents from `offset`. Returns the number of bytes, or -ENOSYS where there is no
// such call.
int64_t send_file(Descriptor fd, int file, int64_t offset, size_t count);
// Sets the position in a file.
int64_t seek(int file, int64_t offset);

struct Interface {
    uint32_t index;
    std::string name;
};

// Index of a network interface, looked up with a socket.
int64_t interface_of_socket(Descriptor fd, const char* name);
// 0 if no interface has that name.
int64_t interface_index(const char* name);
int64_t interface_name(uint32_t index, std::string* name);
int64_t list_interfaces(std::vector<Interface>* interfaces);

int64_t get_host_name(std::string* name);
int64_t set_host_name(const char* name, size_t length);
struct AddressInfo {
    int family;
    int type;
    int protocol;
    std::string canonical_name;
    sockaddr_storage address;
    socklen_t length;
};

// getaddrinfo and getnameinfo, whose errors have their own numbers. Names are UTF-8.
int get_address_info(const char* host, const char* service, const addrinfo& hints,
                     std::vector<AddressInfo>* found);
int get_name_info(const sockaddr* address, socklen_t length, int flags, std::string* host,
                  std::string* service);
// Text for an error of these two or of gethostbyname.
const char* address_info_text(int error);
const char* host_error_text(int error);
// The notations of an address that inet_aton accepts.
bool parse_ipv4(const char* text, in_addr* address);

// Returns 0 if the descriptor is ready, kTimedOut, or -EINTR.
int64_t wait_ready(Descriptor fd, Direction direction, const Deadline& deadline);
// Returns how many of the descriptors are ready (0 at the deadline), or -EINTR.
int64_t wait_any(pollfd* descriptors, size_t count, const Deadline& deadline);

// Makes any call that `thread` blocks in return -EINTR. A wake-up may be lost: repeat until the
// call has returned.
void interrupt(NativeThread thread);
void prepare_interrupts();
NativeThread this_thread();
// Starts a thread that is never joined.
int64_t start_thread(void (*run)());
// Processor time of the calling thread in nanoseconds.
int64_t thread_time();
// Python's `ident` and `native_id`.
double thread_ident();
double thread_native_id();

// Event loops of libuv. A loop is known by a descriptor that is readable once the loop was woken;
// -1 if it has none.
int loop_descriptor(void* loop);
// True if wait_for_loops() reports the loops that are woken. Otherwise they have to be asked.
bool watches_loops();
void prepare_loops();
bool watch_loop(int loop);
void unwatch_loop(int loop);
// Returns the loops that were woken since they were last reported; none once the deadline passed.
std::vector<int> wait_for_loops(const Deadline& deadline);
// True also if it cannot be known.
bool is_loop_woken(int loop);

// Runs `on_signal` in signal context, in place of the previous handler of the signal.
int64_t watch_signal(int signal, void (*on_signal)(int));
// Restores the handler that watch_signal replaced, and raises the signal.
void raise_default(int signal);
// Effect of a signal: its default, none, or a handler.
enum SignalAction : int64_t { kDefaultAction, kIgnored, kHandled };
int64_t signal_action(int signal);
int64_t set_signal_action(int signal, SignalAction action);
// Sets whether the signal interrupts system calls; its handler carries the flag.
int64_t set_signal_restart(int signal, bool restart);
int64_t raise_signal(int signal);
int64_t send_to_thread(NativeThread thread, int signal);
int64_t send_to_process(int process, int signal);
// Null for an unknown signal.
const char* signal_text(int signal);
bool is_valid_signal(int signal);
// Writes the number of a signal to a descriptor; runs in signal context.
int64_t write_signal(Descriptor fd, int signal);

// Timers that send signals, in seconds.
int64_t alarm_after(unsigned seconds);
int64_t set_timer(int which, double seconds, double interval, double before[2]);
int64_t get_timer(int which, double values[2]);
// `post` wakes a thread that waits in wait_for_post. It may be called in signal context.
int64_t prepare_post();
void post();
void wait_for_post(const Deadline& deadline);

}  // namespace pysocket::sys
