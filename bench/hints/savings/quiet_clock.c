/* The monotonic clock without the time in which other programs had the processor, for profiles on a busy machine.
 *
 *     cc -O2 -shared -fPIC quiet_clock.c -o quiet_clock.so -ldl
 *     LD_PRELOAD=./quiet_clock.so python ...
 *
 * Reading the processor's clock is a system call, several times as dear as reading the monotonic one: it is done only
 * after a gap that no step of an interpreter explains. So what a profiler adds to a call stays as it is.
 * QUIET_CLOCK_LOAD=0.05 leaves that part of the other programs' time in: a machine that is a little busy. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

#define GAP 200000LL /* nanoseconds */

static int (*real)(clockid_t, struct timespec *);
static long long started_wall, started_cpu, last, stolen;
static double left_in;

static long long read_clock(clockid_t id)
{
    struct timespec t;
    real(id, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int clock_gettime(clockid_t id, struct timespec *out)
{
    if (!real) {
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
        started_wall = last = read_clock(CLOCK_MONOTONIC);
        started_cpu = read_clock(CLOCK_PROCESS_CPUTIME_ID);
        left_in = getenv("QUIET_CLOCK_LOAD") ? atof(getenv("QUIET_CLOCK_LOAD")) : 0;
    }
    if (id != CLOCK_MONOTONIC)
        return real(id, out);
    long long now = read_clock(CLOCK_MONOTONIC);
    if (now - last > GAP) {
        long long others = (now - started_wall) - (read_clock(CLOCK_PROCESS_CPUTIME_ID) - started_cpu);
        if (others > stolen)
            stolen = others < stolen + (now - last) ? others : stolen + (now - last);
    }
    last = now;
    now -= (long long)(stolen * (1 - left_in));
    out->tv_sec = now / 1000000000LL;
    out->tv_nsec = now % 1000000000LL;
    return 0;
}
