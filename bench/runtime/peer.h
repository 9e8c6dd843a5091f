// What the peers in C have in common. Each line of standard input is an operation's name, its
// arguments and how often to run it; the answer is how many nanoseconds that took, or another
// quantity if the operation returns one, or "-" and why it cannot be done.
#pragma once

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct operation {
    const char* name;
    // Prepares for `run`, and takes back what `open` prepared.
    void (*open)(int argc, char** argv);
    // Returns 0, or what is to be told instead of the time, or -1 for what cannot be done.
    int64_t (*run)(int64_t count);
    void (*close)(void);
};

static inline int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static inline void check(int64_t outcome, const char* what) {
    if (outcome >= 0) return;
    printf("- %s: %s\n", what, strerror(errno));
    fflush(stdout);
    exit(1);
}

static inline int serve(const struct operation* operations) {
    static char line[4096];
    static char opened[4096];
    const struct operation* current = NULL;
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        char* last = strrchr(line, ' ');
        if (last == NULL) return 1;
        *last = 0;
        const int64_t count = atoll(last + 1);
        if (strcmp(line, opened) != 0) {
            if (current != NULL) current->close();
            strcpy(opened, line);
            char* arguments[16];
            int given = 0;
            const char* name = strtok(line, " ");
            for (char* word; given < 16 && (word = strtok(NULL, " ")) != NULL;)
                arguments[given++] = word;
            for (current = operations; current->name != NULL; current++)
                if (name != NULL && strcmp(current->name, name) == 0) break;
            if (current->name == NULL) {
                current = NULL;
                opened[0] = 0;
                printf("- not possible\n");
                fflush(stdout);
                continue;
            }
            current->open(given, arguments);
        }
        const int64_t begin = now();
        const int64_t told = current->run(count);
        const int64_t end = now();
        if (told < 0)
            printf("- not possible\n");
        else
            printf("%lld\n", (long long)(told != 0 ? told : end - begin));
        fflush(stdout);
    }
    if (current != NULL) current->close();
    return 0;
}
