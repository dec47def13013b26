#define _GNU_SOURCE
#include "CStart.h"
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int argument_count;
static char **arguments;

// glibc calls what it calls before main with main's own arguments.
__attribute__((constructor)) static void keep_arguments(int count, char **words) {
  argument_count = count;
  arguments = words;
}

// A kernel before 5.14 does not know the advice, and nothing is lost.
void start_take_memory(void) {
  enum { PAGE = 4096, WARM = 180 << 10, TAKEN = 256 << 10 };
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif
  mallopt(M_TOP_PAD, TAKEN);
  // Setting one of these stops glibc from adapting the others.
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  void *first = malloc(1);
  uintptr_t start = ((uintptr_t)first + PAGE - 1) & ~(uintptr_t)(PAGE - 1), end = (uintptr_t)sbrk(0);
  free(first);
  if (start < end) madvise((void *)start, end - start < WARM ? end - start : WARM, MADV_POPULATE_WRITE);
}

int start_argument_count(void) { return argument_count; }

const char *start_argument(int index) { return arguments[index]; }

#ifdef GIT_REGISTRY_STATIC_SWIFT
// Swift's own, which are defined here so that the linker leaves them out, read /proc/self/maps before main in search of these words:
// 53 of the 116 thousand instructions of a start. A runtime that grows another such symbol fails at link time.
char **_swift_stdlib_getUnsafeArgvArgc(int *count) {
  *count = argument_count;
  return arguments;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **words, int count) {
  argument_count = count;
  arguments = words;
}
#endif
