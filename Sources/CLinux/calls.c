#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

long linux_copy_file_range(int input, int output, unsigned long length) {
  return copy_file_range(input, NULL, output, NULL, length, 0);
}

int linux_clone(int input, int output) { return ioctl(output, FICLONE, input); }

int linux_start_writing(int file, long offset, long length) {
  return sync_file_range(file, offset, length, SYNC_FILE_RANGE_WRITE);
}

int linux_sync_all(const char *folder) {
  int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return -1;
  int result = syncfs(file);
  int code = errno;
  close(file);
  errno = code;
  return result;
}

void linux_start_sync(int file) { sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE); }

int linux_rename(int folder, const char *old_name, const char *new_name, int is_exchange) {
  return renameat2(folder, old_name, folder, new_name, is_exchange ? RENAME_EXCHANGE : RENAME_NOREPLACE);
}

static int argument_count;
static char **arguments;

// glibc calls what it calls before main with main's own arguments.
__attribute__((constructor)) static void keep_arguments(int count, char **words) {
  argument_count = count;
  arguments = words;
}

// A short command takes 170 KB, each page of which would be a fault of its own; taken at once they cost a twelfth of 'show' less. A
// kernel before 5.14 does not know the advice, and nothing is lost.
__attribute__((constructor)) static void take_memory(void) {
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

int linux_argument_count(void) { return argument_count; }

const char *linux_argument(int index) { return arguments[index]; }

#ifdef GIT_REGISTRY_STATIC_SWIFT
// Swift's own, which are defined here so that the linker leaves them out, read /proc/self/maps before main in search of these words:
// 58 of the 142 thousand instructions of a start. A runtime that grows another such symbol fails at link time.
char **_swift_stdlib_getUnsafeArgvArgc(int *count) {
  *count = argument_count;
  return arguments;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **words, int count) {
  argument_count = count;
  arguments = words;
}
#endif
