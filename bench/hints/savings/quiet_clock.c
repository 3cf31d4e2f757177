/* The monotonic clock without the time in which the program was ready to run and others had the processor, for profiles on
 * a busy machine. Waiting for files and for other programs stays in.
 *
 *     cc -O2 -shared -fPIC quiet_clock.c -o quiet_clock.so -ldl
 *     LD_PRELOAD=./quiet_clock.so python ...
 *
 * How long that was is in /proc/self/schedstat (Linux). Reading it is much dearer than reading a clock: it is done only
 * after a gap that no step of an interpreter explains. So what a profiler adds to a call stays as it is.
 * QUIET_CLOCK_LOAD=0.05 leaves that part of the other programs' time in: a machine that is a little busy. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define GAP 200000LL /* nanoseconds */

static int (*real)(clockid_t, struct timespec *);
static long long delayed, last, stolen;
static int schedstat = -1;
static double left_in;

static long long read_clock(clockid_t id)
{
    struct timespec t;
    real(id, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long read_delay(void)
{
    char text[128];
    long long ran, delay = 0;
    ssize_t length = schedstat < 0 ? 0 : pread(schedstat, text, sizeof text - 1, 0);
    if (length <= 0)
        return 0;
    text[length] = 0;
    return sscanf(text, "%lld %lld", &ran, &delay) == 2 ? delay : 0;
}

int clock_gettime(clockid_t id, struct timespec *out)
{
    if (!real) {
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
        last = read_clock(CLOCK_MONOTONIC);
        schedstat = open("/proc/self/schedstat", O_RDONLY | O_CLOEXEC);
        delayed = read_delay();
        left_in = getenv("QUIET_CLOCK_LOAD") ? atof(getenv("QUIET_CLOCK_LOAD")) : 0;
    }
    if (id != CLOCK_MONOTONIC)
        return real(id, out);
    long long now = read_clock(CLOCK_MONOTONIC);
    if (now - last > GAP) {
        long long delay = read_delay(), others = delay - delayed;
        stolen += others < now - last ? others : now - last;
        delayed = delay;
    }
    last = now;
    now -= (long long)(stolen * (1 - left_in));
    out->tv_sec = now / 1000000000LL;
    out->tv_nsec = now % 1000000000LL;
    return 0;
}

/* A sleep until a time of this clock is one until a later time of the real one. */
int clock_nanosleep(clockid_t id, int flags, const struct timespec *until, struct timespec *rest)
{
    static int (*real_sleep)(clockid_t, int, const struct timespec *, struct timespec *);
    if (!real_sleep)
        real_sleep = (int (*)(clockid_t, int, const struct timespec *, struct timespec *))dlsym(RTLD_NEXT, "clock_nanosleep");
    struct timespec t = *until;
    if (id == CLOCK_MONOTONIC && (flags & TIMER_ABSTIME)) {
        long long at = t.tv_sec * 1000000000LL + t.tv_nsec + (long long)(stolen * (1 - left_in));
        t.tv_sec = at / 1000000000LL;
        t.tv_nsec = at % 1000000000LL;
    }
    return real_sleep(id, flags, &t, rest);
}
