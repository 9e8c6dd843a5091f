#include <dlfcn.h>
#include <sys/mman.h>
#ifdef __linux__
#include <sys/epoll.h>
#include <sys/sendfile.h>
#endif
#include <sys/syscall.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "native/sys/sys.h"

namespace pysocket::sys {

namespace {

int64_t result(int64_t value) { return value < 0 ? -errno : value; }

// SIGURG: its default is to be ignored, so it does no harm.
constexpr int kInterruptSignal = SIGURG;

int g_post[2] = {-1, -1};
#ifdef __linux__
int g_loops = -1;
#endif

#ifdef __linux__
constexpr int kSentToThread = SI_TKILL;
using TimerKind = __itimer_which_t;
#else
constexpr int kSentToThread = SI_USER;
using TimerKind = int;
#endif

struct sigaction g_replaced[NSIG];
// Set again for each signal that is watched, while handlers of others run.
std::atomic<void (*)(int)> g_on_signal{nullptr};

void handle(int signal, siginfo_t* info, void*) {
    // One thread of the process has woken another.
    if (signal == kInterruptSignal && info->si_code == kSentToThread) return;
    g_on_signal.load()(signal);
    // libuv's own handler, which must learn of the end of child processes.
    if (signal == SIGCHLD && (g_replaced[signal].sa_flags & SA_SIGINFO) == 0 &&
        g_replaced[signal].sa_handler != SIG_DFL && g_replaced[signal].sa_handler != SIG_IGN)
        g_replaced[signal].sa_handler(signal);
}

// Rounded up to microseconds, the resolution of such a timer.
timeval to_timeval(double seconds) {
    const int64_t nanoseconds = std::llround(seconds * 1e9);
    const int64_t microseconds = (nanoseconds + (nanoseconds > 0 ? 999 : -999)) / 1000;
    return {static_cast<time_t>(microseconds / 1000000),
            static_cast<suseconds_t>(microseconds % 1000000)};
}

void to_seconds(const itimerval& timer, double values[2]) {
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    values[0] = seconds(timer.it_value);
    values[1] = seconds(timer.it_interval);
}

#ifdef __linux__
int64_t close_on_exec(int64_t fd) { return fd; }
constexpr int kCloseOnExec = SOCK_CLOEXEC;
#else
constexpr int kCloseOnExec = 0;
int64_t close_on_exec(int64_t fd) {
    if (fd >= 0) set_inheritable(static_cast<Descriptor>(fd), false);
    return fd;
}
#endif

#ifndef MSG_NOSIGNAL
constexpr int MSG_NOSIGNAL = 0;
#endif

// Where no flag keeps send from raising SIGPIPE, the socket has an option for it.
int64_t without_sigpipe(int64_t fd) {
#ifdef SO_NOSIGPIPE
    const int on = 1;
    if (fd >= 0) setsockopt(static_cast<Descriptor>(fd), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return fd;
}

}  // namespace

const bool kInterruptsCalls = true;

void stay_loaded() {
    Dl_info info;
    if (dladdr(reinterpret_cast<void*>(&stay_loaded), &info) != 0 && info.dli_fname != nullptr)
        dlopen(info.dli_fname, RTLD_LAZY | RTLD_NODELETE);
}

void (*process_function(const char* name))() {
    return reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, name));
}

int last_error() { return errno; }

int64_t file_error(int code) { return -code; }

std::string error_text(int error) { return std::strerror(error); }

bool has_unix_sockets() { return true; }

int64_t open_socket(int family, int type, int protocol) {
    return without_sigpipe(close_on_exec(result(::socket(family, type | kCloseOnExec, protocol))));
}

int64_t open_socketpair(int family, int type, int protocol, Descriptor pair[2]) {
    const int64_t outcome = result(::socketpair(family, type | kCloseOnExec, protocol, pair));
    if (outcome < 0) return outcome;
    for (int index = 0; index < 2; index++) without_sigpipe(close_on_exec(pair[index]));
    return 0;
}

int64_t accept_socket(Descriptor fd, sockaddr* address, socklen_t* length) {
#ifdef __linux__
    return result(::accept4(fd, address, length, SOCK_CLOEXEC));
#else
    const int64_t accepted = without_sigpipe(close_on_exec(result(::accept(fd, address, length))));
    // On BSD the new socket inherits O_NONBLOCK from the listening one; on Linux it does not.
    if (accepted >= 0) set_blocking(static_cast<Descriptor>(accepted), true);
    return accepted;
#endif
}

int64_t duplicate(Descriptor fd) { return result(::fcntl(fd, F_DUPFD_CLOEXEC, 0)); }

int64_t close_descriptor(Descriptor fd) {
    // Never repeated after EINTR: Linux has already closed the number, and it may be in use again.
    const int64_t outcome = result(::close(fd));
    return outcome == -EINTR ? 0 : outcome;
}

int64_t open_pipe(int ends[2]) {
#ifdef __linux__
    return result(::pipe2(ends, O_CLOEXEC));
#else
    const int64_t outcome = result(::pipe(ends));
    for (int index = 0; outcome == 0 && index < 2; index++) set_inheritable(ends[index], false);
    return outcome;
#endif
}

int64_t close_file(int file) { return close_descriptor(file); }

int64_t read_file(int file, void* data, size_t length) {
    return result(::read(file, data, length));
}

int64_t write_file(int file, const void* data, size_t length) {
    return result(::write(file, data, length));
}

int64_t set_blocking(Descriptor fd, bool blocking) {
    int nonblocking = blocking ? 0 : 1;
    return result(::ioctl(fd, FIONBIO, &nonblocking));
}

int64_t set_file_blocking(int file, bool blocking) { return set_blocking(file, blocking); }

bool can_open(int count) {
    std::vector<int> opened;
    for (int number = 0; number < count; number++) {
        const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (fd < 0) break;
        opened.push_back(fd);
    }
    for (const int fd : opened) ::close(fd);
    return opened.size() == static_cast<size_t>(count);
}

bool can_reserve(size_t bytes) {
    void* space =
        ::mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space == MAP_FAILED) return false;
    ::munmap(space, bytes);
    return true;
}

// Every other page gets a protection of its own, so that the system cannot join them.
bool can_map(size_t count) {
    const auto page = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
    const size_t size = count * page;
    void* space = ::mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (space == MAP_FAILED) return false;
    bool split = true;
    for (size_t offset = page; offset < size && split; offset += 2 * page)
        split = ::mprotect(static_cast<uint8_t*>(space) + offset, page, PROT_READ) == 0;
    ::munmap(space, size);
    return split;
}

bool has_memory(size_t bytes) {
#ifdef __linux__
    std::FILE* file = std::fopen("/proc/meminfo", "re");
    if (file == nullptr) return true;
    unsigned long long kilobytes = bytes / 1024;
    char line[128];
    while (std::fgets(line, sizeof line, file) != nullptr)
        if (std::sscanf(line, "MemAvailable: %llu", &kilobytes) == 1) break;
    std::fclose(file);
    return kilobytes >= bytes / 1024;
#else
    // What counts as free elsewhere leaves out what caches would give back.
    (void)bytes;
    return true;
#endif
}

int64_t set_inheritable(Descriptor fd, bool inheritable) {
    const int flags = ::fcntl(fd, F_GETFD);
    if (flags < 0) return -errno;
    return result(::fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC));
}

int64_t get_inheritable(Descriptor fd) {
    const int flags = ::fcntl(fd, F_GETFD);
    if (flags < 0) return -errno;
    return (flags & FD_CLOEXEC) == 0 ? 1 : 0;
}

int64_t connect_result(Descriptor fd) {
    pollfd descriptor = {fd, POLLOUT, 0};
    if (::poll(&descriptor, 1, 0) == 0) return -EALREADY;
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return -errno;
    return error == EISCONN ? 0 : -error;
}

int64_t set_option(Descriptor fd, int level, int name, const void* value, socklen_t length) {
    return result(::setsockopt(fd, level, name, value, length));
}

int64_t get_option(Descriptor fd, int level, int name, void* value, socklen_t* length) {
    return result(::getsockopt(fd, level, name, value, length));
}

int64_t receive(Descriptor fd, void* data, size_t length, int flags) {
    return result(::recv(fd, data, length, flags));
}

int64_t receive_from(Descriptor fd, void* data, size_t length, int flags, sockaddr* address,
                     socklen_t* address_length) {
    return result(::recvfrom(fd, data, length, flags, address, address_length));
}

int64_t send(Descriptor fd, const void* data, size_t length, int flags) {
    return result(::send(fd, data, length, flags | MSG_NOSIGNAL));
}

int64_t send_to(Descriptor fd, const void* data, size_t length, int flags, const sockaddr* address,
                socklen_t address_length) {
    return result(::sendto(fd, data, length, flags | MSG_NOSIGNAL, address, address_length));
}

int64_t interface_of_socket(Descriptor fd, const char* name) {
#ifdef SIOCGIFINDEX
    ifreq request = {};
    std::strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
    const int64_t outcome = result(::ioctl(fd, SIOCGIFINDEX, &request));
    return outcome < 0 ? outcome : request.ifr_ifindex;
#else
    static_cast<void>(fd);
    const int64_t index = if_nametoindex(name);
    return index == 0 ? -errno : index;
#endif
}

int64_t interface_name(uint32_t index, std::string* name) {
    char text[IF_NAMESIZE + 1] = {};
    if (if_indextoname(index, text) == nullptr) return -errno;
    *name = text;
    return 0;
}

int64_t list_interfaces(std::vector<Interface>* interfaces) {
    const std::unique_ptr<struct if_nameindex, decltype(&if_freenameindex)> list(if_nameindex(),
                                                                                 if_freenameindex);
    if (list == nullptr) return -errno;
    for (const auto* each = list.get(); each->if_name != nullptr; each++)
        interfaces->push_back({each->if_index, each->if_name});
    return 0;
}

int64_t get_host_name(std::string* name) {
    char text[1024];
    if (::gethostname(text, sizeof text) != 0) return -errno;
    text[sizeof text - 1] = 0;
    *name = text;
    return 0;
}

int64_t set_host_name(const char* name, size_t length) {
#ifdef __APPLE__
    return result(::sethostname(name, static_cast<int>(length)));
#else
    return result(::sethostname(name, length));
#endif
}

int get_address_info(const char* host, const char* service, const addrinfo& hints,
                     std::vector<AddressInfo>* found) {
    addrinfo* first = nullptr;
    const int error = ::getaddrinfo(host, service, &hints, &first);
    if (error != 0) return error;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> list(first, freeaddrinfo);
    for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
        const char* name = each->ai_canonname;
        AddressInfo info = {
            each->ai_family, each->ai_socktype, each->ai_protocol, name == nullptr ? "" : name, {},
            each->ai_addrlen};
        std::memcpy(&info.address, each->ai_addr,
                    std::min<size_t>(info.length, sizeof info.address));
        found->push_back(info);
    }
    return 0;
}

int get_name_info(const sockaddr* address, socklen_t length, int flags, std::string* host,
                  std::string* service) {
    char host_text[NI_MAXHOST];
    char service_text[32];
    const int error = ::getnameinfo(address, length, host_text, sizeof host_text, service_text,
                                    sizeof service_text, flags);
    if (error != 0) return error;
    *host = host_text;
    *service = service_text;
    return 0;
}

const char* address_info_text(int error) { return gai_strerror(error); }

const char* host_error_text(int error) { return hstrerror(error); }

bool parse_ipv4(const char* text, in_addr* address) { return inet_aton(text, address) != 0; }

int64_t send_message(Descriptor fd, const msghdr* message, int flags) {
    return result(::sendmsg(fd, message, flags | MSG_NOSIGNAL));
}

int64_t receive_message(Descriptor fd, msghdr* message, int flags) {
    return result(::recvmsg(fd, message, flags));
}

int64_t send_file(Descriptor fd, int file, int64_t offset, size_t count) {
#if defined(__linux__)
    off_t from = static_cast<off_t>(offset);
    return result(::sendfile(fd, file, &from, count));
#elif defined(__APPLE__)
    off_t sent = static_cast<off_t>(count);
    const int outcome = ::sendfile(file, fd, static_cast<off_t>(offset), &sent, nullptr, 0);
    // A part that was sent before the error counts.
    return outcome < 0 && sent == 0 ? -errno : sent;
#else
    static_cast<void>(fd), static_cast<void>(file), static_cast<void>(offset),
        static_cast<void>(count);
    return -ENOSYS;
#endif
}

int64_t seek(int file, int64_t offset) {
    return result(::lseek(file, static_cast<off_t>(offset), SEEK_SET));
}

int64_t wait_any(pollfd* descriptors, size_t count, const Deadline& deadline) {
    if (deadline.endless()) return result(::poll(descriptors, static_cast<nfds_t>(count), -1));
    const auto left = deadline.remaining().count();
#ifdef __linux__
    const timespec timeout = {static_cast<time_t>(left / 1000000000),
                              static_cast<long>(left % 1000000000)};
    return result(::ppoll(descriptors, static_cast<nfds_t>(count), &timeout, nullptr));
#else
    const auto milliseconds = (left + 999999) / 1000000;
    return result(::poll(descriptors, static_cast<nfds_t>(count),
                         static_cast<int>(milliseconds > INT32_MAX ? INT32_MAX : milliseconds)));
#endif
}

void interrupt(NativeThread thread) { pthread_kill(thread, kInterruptSignal); }

void prepare_interrupts() {
    struct sigaction action = {};
    // No SA_RESTART, because the call must return EINTR.
    action.sa_handler = [](int) {};
    sigemptyset(&action.sa_mask);
    sigaction(kInterruptSignal, &action, nullptr);
}

int64_t thread_time() {
    timespec used = {};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) != 0) return -errno;
    return int64_t{used.tv_sec} * 1000000000 + used.tv_nsec;
}

int64_t start_thread(void (*run)()) {
    pthread_t thread;
    const auto start = [](void* argument) -> void* {
        reinterpret_cast<void (*)()>(argument)();
        return nullptr;
    };
    const int error = pthread_create(&thread, nullptr, start, reinterpret_cast<void*>(run));
    return error != 0 ? -error : -pthread_detach(thread);
}

NativeThread this_thread() { return pthread_self(); }

double thread_ident() { return static_cast<double>(reinterpret_cast<uintptr_t>(pthread_self())); }

double thread_native_id() {
#ifdef __linux__
    return static_cast<double>(syscall(SYS_gettid));
#else
    uint64_t id = 0;
    pthread_threadid_np(nullptr, &id);
    return static_cast<double>(id);
#endif
}

int64_t watch_signal(int signal, void (*on_signal)(int)) {
    if (signal <= 0 || signal >= NSIG) return -EINVAL;
    struct sigaction current = {};
    if (sigaction(signal, nullptr, &current) < 0) return -errno;
    if ((current.sa_flags & SA_SIGINFO) != 0 && current.sa_sigaction == handle) return 0;
    struct sigaction action = {};
    action.sa_sigaction = handle;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    g_on_signal = on_signal;
    g_replaced[signal] = current;
    return result(sigaction(signal, &action, nullptr));
}

void raise_default(int signal) {
    if (signal <= 0 || signal >= NSIG) return;
    sigaction(signal, &g_replaced[signal], nullptr);
    ::raise(signal);
}

int64_t signal_action(int signal) {
    struct sigaction current = {};
    if (sigaction(signal, nullptr, &current) < 0) return -errno;
    if ((current.sa_flags & SA_SIGINFO) != 0) return kHandled;
    if (current.sa_handler == SIG_DFL) return kDefaultAction;
    return current.sa_handler == SIG_IGN ? kIgnored : kHandled;
}

int64_t set_signal_action(int signal, SignalAction wanted) {
    struct sigaction action = {};
    sigemptyset(&action.sa_mask);
    // Waits need a handler for this signal, since its default effect is none.
    if (signal == kInterruptSignal) {
        prepare_interrupts();
        return 0;
    }
    action.sa_handler = wanted == kIgnored ? SIG_IGN : SIG_DFL;
    return result(sigaction(signal, &action, nullptr));
}

int64_t set_signal_restart(int signal, bool restart) {
    struct sigaction action = {};
    if (sigaction(signal, nullptr, &action) < 0) return -errno;
    if (signal == kInterruptSignal) return 0;
    action.sa_flags = restart ? action.sa_flags | SA_RESTART : action.sa_flags & ~SA_RESTART;
    return result(sigaction(signal, &action, nullptr));
}

int64_t raise_signal(int signal) {
    // A signal that a thread sends to itself would be taken for an interruption of a wait.
    if (signal == kInterruptSignal) return result(::kill(getpid(), signal));
    return ::raise(signal) == 0 ? 0 : -errno;
}

int64_t send_to_thread(NativeThread thread, int signal) { return -pthread_kill(thread, signal); }

int64_t send_to_process(int process, int signal) { return result(::kill(process, signal)); }

const char* signal_text(int signal) {
    const char* text = ::strsignal(signal);
    return text == nullptr || std::strstr(text, "Unknown signal") != nullptr ? nullptr : text;
}

bool is_valid_signal(int signal) {
    sigset_t all;
    sigfillset(&all);
    return sigismember(&all, signal) == 1;
}

int64_t write_signal(Descriptor fd, int signal) {
    const auto byte = static_cast<unsigned char>(signal);
    return result(::write(fd, &byte, 1));
}

int64_t is_blocking(int file) {
    const int flags = ::fcntl(file, F_GETFL);
    return flags < 0 ? -errno : (flags & O_NONBLOCK) == 0;
}

int64_t alarm_after(unsigned seconds) { return ::alarm(seconds); }

int64_t set_timer(int which, double seconds, double interval, double before[2]) {
    const itimerval wanted = {to_timeval(interval), to_timeval(seconds)};
    itimerval old = {};
    if (::setitimer(static_cast<TimerKind>(which), &wanted, &old) != 0) return -errno;
    to_seconds(old, before);
    return 0;
}

int64_t get_timer(int which, double values[2]) {
    itimerval timer = {};
    if (::getitimer(static_cast<TimerKind>(which), &timer) != 0) return -errno;
    to_seconds(timer, values);
    return 0;
}

void post() {
    // A full pipe has already woken the thread.
    const char byte = 0;
    const ssize_t written = ::write(g_post[1], &byte, 1);
    static_cast<void>(written);
}

int64_t prepare_post() {
    if (g_post[0] >= 0) return 0;
    if (::pipe(g_post) != 0) return -errno;
    for (const int fd : g_post) set_inheritable(fd, false);
    return set_blocking(g_post[1], false);
}

void wait_for_post(const Deadline& deadline) {
    char bytes[64];
    pollfd posted = {g_post[0], POLLIN, 0};
    int64_t ready;
    do {
        ready = wait_any(&posted, 1, deadline);
        if (ready > 0) ready = result(::read(g_post[0], bytes, sizeof bytes));
    } while (ready == -EINTR);
}

int loop_descriptor(void* loop) {
    // Programs other than Node may load the addon and have no libuv.
    const auto backend = reinterpret_cast<int (*)(const void*)>(process_function("uv_backend_fd"));
    return backend == nullptr ? -1 : backend(loop);
}

#ifdef __linux__
bool watches_loops() { return g_loops >= 0; }

void prepare_loops() {
    if (g_loops < 0) g_loops = ::epoll_create1(EPOLL_CLOEXEC);
}

bool watch_loop(int loop) {
    epoll_event event = {};
    // Edge-triggered: a loop stays readable until it turns, but is to be reported once.
    event.events = EPOLLIN | EPOLLET;
    event.data.fd = loop;
    return loop >= 0 && (::epoll_ctl(g_loops, EPOLL_CTL_ADD, loop, &event) == 0 || errno == EEXIST);
}

void unwatch_loop(int loop) {
    if (loop >= 0) ::epoll_ctl(g_loops, EPOLL_CTL_DEL, loop, nullptr);
}

std::vector<int> wait_for_loops(const Deadline& deadline) {
    std::vector<int> loops;
    pollfd woken = {g_loops, POLLIN, 0};
    if (wait_any(&woken, 1, deadline) <= 0) return loops;
    epoll_event events[64];
    const int count = ::epoll_wait(g_loops, events, 64, 0);
    for (int index = 0; index < count; index++) loops.push_back(events[index].data.fd);
    return loops;
}
#else
bool watches_loops() { return false; }
void prepare_loops() {}
bool watch_loop(int) { return false; }
void unwatch_loop(int) {}

std::vector<int> wait_for_loops(const Deadline& deadline) {
    wait_any(nullptr, 0, deadline);
    return {};
}
#endif

bool is_loop_woken(int loop) {
    pollfd woken = {loop, POLLIN, 0};
    return loop < 0 || ::poll(&woken, 1, 0) != 0;
}

}  // namespace pysocket::sys
