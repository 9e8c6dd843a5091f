// The load generator: its arguments are the command of a server, which gets the kind of server as its last
// one, and prints its port.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../runtime/peer.h"

#define MOST 5000
#define SIZE 64

static char** server_command;
static int server_arguments;
static pid_t server;
static FILE* told;
static int port;
static int connections[MOST];
static int connection_count;
static int interest;

static void start_server(char* kind) {
    int output[2];
    char text[64] = "";
    check(pipe(output), "pipe");
    server = fork();
    if (server == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(output[1], STDOUT_FILENO);
        close(output[0]);
        close(output[1]);
        server_command[server_arguments] = kind;
        server_command[server_arguments + 1] = NULL;
        execvp(server_command[0], server_command);
        _exit(127);
    }
    close(output[1]);
    // Not closed before the server ends, which may write more.
    told = fdopen(output[0], "r");
    port = fgets(text, sizeof text, told) != NULL ? atoi(text) : 0;
}

static void stop_server(void) {
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    fclose(told);
}

static int connect_to_server(void) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int on = 1;
    const struct linger reset = {1, 0};
    const struct timeval patience = {60, 0};
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(descriptor, "socket");
    check(connect(descriptor, (struct sockaddr*)&address, sizeof address), "connect");
    check(setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
    // Else ports would run out.
    check(setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "setsockopt");
    // No longer than a server may need to come up. A poll() before each recv() would make this the slower end.
    check(setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), "setsockopt");
    return descriptor;
}

static void ask(int descriptor) {
    static const char request[SIZE];
    check(send(descriptor, request, SIZE, MSG_NOSIGNAL), "send");
}

static void take_answer(int descriptor) {
    char answer[SIZE];
    for (size_t left = SIZE; left > 0;) {
        const ssize_t received = recv(descriptor, answer, left, 0);
        if (received == 0) errno = ECONNRESET;
        check(received > 0 ? received : -1, "recv");
        left -= (size_t)received;
    }
}

static void open_echo(int argc, char** argv) {
    (void)argc;
    connection_count = atoi(argv[1]);
    start_server(argv[0]);
    if (port == 0) return;
    interest = epoll_create1(EPOLL_CLOEXEC);
    for (int index = 0; index < connection_count; index++) {
        connections[index] = connect_to_server();
        ask(connections[index]);
        // A few at a time: the server's backlog is short.
        if (index % 50 == 49) take_answer(connections[index]);
    }
    for (int index = 0; index < connection_count; index++)
        if (index % 50 != 49) take_answer(connections[index]);
    for (int index = 0; index < connection_count; index++) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = connections[index]};
        check(epoll_ctl(interest, EPOLL_CTL_ADD, connections[index], &event), "epoll_ctl");
    }
}

static int64_t run_echo(int64_t count) {
    struct epoll_event events[256];
    if (port == 0) return -1;
    // All are asked, and all have answered in the end: nothing happens between two runs.
    int64_t asked = 0;
    for (; asked < connection_count && asked < count; asked++) ask(connections[asked]);
    for (int64_t answered = 0; answered < count;) {
        const int ready = epoll_wait(interest, events, 256, 60000);
        if (ready == 0) errno = ETIMEDOUT, check(-1, "the server");
        for (int index = 0; index < ready; index++) {
            take_answer(events[index].data.fd);
            answered++;
            if (asked < count) {
                ask(events[index].data.fd);
                asked++;
            }
        }
    }
    return 0;
}

static void close_echo(void) {
    for (int index = 0; port != 0 && index < connection_count; index++) close(connections[index]);
    close(interest);
    stop_server();
}

static void open_connect(int argc, char** argv) {
    (void)argc;
    start_server(argv[0]);
}

static int64_t run_connect(int64_t count) {
    if (port == 0) return -1;
    for (int64_t done = 0; done < count; done++) {
        const int descriptor = connect_to_server();
        ask(descriptor);
        take_answer(descriptor);
        close(descriptor);
    }
    return 0;
}

int main(int argc, char** argv) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    server_arguments = argc - 1;
    server_command = calloc((size_t)argc + 2, sizeof *server_command);
    for (int index = 1; index < argc; index++) server_command[index - 1] = argv[index];
    const struct operation operations[] = {
        {"echo", open_echo, run_echo, close_echo},
        {"connect", open_connect, run_connect, stop_server},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
