// Linked into prebuilt addons in place of what glibc 2.28, the oldest one that Node runs on, does not have.

#include <dlfcn.h>
#include <pthread.h>
#include <time.h>

// Since 2.32 it says that there is one thread only, so that atomic instructions can be saved.
__attribute__((visibility("hidden"))) char __libc_single_threaded = 0;

typedef int (*ClockWait)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);

static long long nanoseconds(const struct timespec *time) {
    return time->tv_sec * 1000000000LL + time->tv_nsec;
}

// Since 2.30. Without it the wait is by the clock of the day, as libstdc++ had it then.
__attribute__((visibility("hidden"))) int pthread_cond_clockwait(pthread_cond_t *condition,
                                                                 pthread_mutex_t *mutex, clockid_t clock,
                                                                 const struct timespec *end) {
    static ClockWait real;
    ClockWait wait = __atomic_load_n(&real, __ATOMIC_ACQUIRE);
    if (wait == NULL) {
        wait = (ClockWait)dlsym(RTLD_DEFAULT, "pthread_cond_clockwait");
        if (wait != NULL) __atomic_store_n(&real, wait, __ATOMIC_RELEASE);
    }
    if (wait != NULL) return wait(condition, mutex, clock, end);

    struct timespec now;
    struct timespec day;
    clock_gettime(clock, &now);
    clock_gettime(CLOCK_REALTIME, &day);
    const long long until = nanoseconds(&day) + nanoseconds(end) - nanoseconds(&now);
    const struct timespec deadline = {until / 1000000000, until % 1000000000};
    return pthread_cond_timedwait(condition, mutex, &deadline);
}
