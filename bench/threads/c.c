#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

#include "../runtime/peer.h"

static void open_nothing(int argc, char** argv) {
    (void)argc;
    (void)argv;
}

static void close_nothing(void) {}

static void* nothing(void* unused) { return unused; }

static int64_t start_join(int64_t count) {
    pthread_t thread;
    for (int64_t done = 0; done < count; done++) {
        check(-pthread_create(&thread, NULL, nothing, NULL), "pthread_create");
        pthread_join(thread, NULL);
    }
    return 0;
}

static int64_t start(int64_t count) {
    pthread_t thread;
    int64_t elapsed = 0;
    for (int64_t done = 0; done < count; done++) {
        const int64_t begin = now();
        check(-pthread_create(&thread, NULL, nothing, NULL), "pthread_create");
        elapsed += now() - begin;
        pthread_join(thread, NULL);
    }
    return elapsed;
}

static sem_t there, back;
static volatile int stopped;
static pthread_t partner;

static void* answer(void* unused) {
    for (;;) {
        sem_wait(&there);
        if (stopped) return unused;
        sem_post(&back);
    }
}

static void open_partner(int argc, char** argv) {
    (void)argc;
    (void)argv;
    stopped = 0;
    sem_init(&there, 0, 0);
    sem_init(&back, 0, 0);
    check(-pthread_create(&partner, NULL, answer, NULL), "pthread_create");
}

static int64_t hand_over(int64_t count) {
    const int64_t begin = now();
    for (int64_t done = 0; done < count; done++) {
        sem_post(&there);
        sem_wait(&back);
    }
    return (now() - begin) / 2;
}

static void close_partner(void) {
    stopped = 1;
    sem_post(&there);
    pthread_join(partner, NULL);
}

static int64_t resident(void) {
    long pages = 0;
    FILE* file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1) check(-1, "statm");
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

static void* wait_there(void* unused) {
    sem_post(&back);
    sem_wait(&there);
    return unused;
}

static int64_t memory(int64_t count) {
    pthread_t threads[64];
    sem_init(&there, 0, 0);
    sem_init(&back, 0, 0);
    const int64_t before = resident();
    for (int64_t index = 0; index < count; index++)
        check(-pthread_create(&threads[index], NULL, wait_there, NULL), "pthread_create");
    for (int64_t index = 0; index < count; index++) sem_wait(&back);
    const int64_t after = resident();
    for (int64_t index = 0; index < count; index++) sem_post(&there);
    for (int64_t index = 0; index < count; index++) pthread_join(threads[index], NULL);
    return after > before ? (after - before) / count : 1;
}

static void* compute(void* unused) {
    volatile unsigned value = 1;
    for (int step = 0; step < 50000000; step++) value = value * 3 + (unsigned)step;
    return unused;
}

static int64_t speed_up(int64_t count) {
    (void)count;
    pthread_t threads[2];
    const int64_t begin = now();
    compute(NULL);
    compute(NULL);
    const int64_t middle = now();
    for (int index = 0; index < 2; index++) check(-pthread_create(&threads[index], NULL, compute, NULL), "thread");
    for (int index = 0; index < 2; index++) pthread_join(threads[index], NULL);
    return 1000 * (middle - begin) / (now() - middle);
}

int main(void) {
    const struct operation operations[] = {
        {"start", open_nothing, start, close_nothing},
        {"start_join", open_nothing, start_join, close_nothing},
        {"lock", open_partner, hand_over, close_partner},
        {"memory", open_nothing, memory, close_nothing},
        {"speed_up", open_nothing, speed_up, close_nothing},
        {NULL, NULL, NULL, NULL},
    };
    return serve(operations);
}
