/* Another time of day for phoenix and its managers alone: the file that TORTURE_CLOCK names holds by how
 * many seconds it differs, as 8 bytes, and may change at any time. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static int64_t offset(void) {
  static volatile int64_t *shared;
  static int tried;
  if (!tried) {
    tried = 1;
    const char *name = program_invocation_short_name, *file = getenv("TORTURE_CLOCK");
    if (file && (!strcmp(name, "phoenix") || strstr(name, "-manager"))) {
      void *map = mmap(0, 8, PROT_READ, MAP_SHARED, open(file, O_RDONLY | O_CLOEXEC), 0);
      if (map != MAP_FAILED) shared = map;
    }
  }
  return shared ? *shared : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, time);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) time->tv_sec += offset();
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
