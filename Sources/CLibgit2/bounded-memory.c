// Lets a thread say how large an object it is ready to read. libgit2 tells an object's size by its header, which for an object that
// is stored as a difference means to inflate the start of it: a sixth of the time of reading a million manifests. Here the one
// allocation for an object's bytes fails instead, as it does where memory runs out, which libgit2 copes with.
#include "CLibgit2.h"
#include <git2/sys/alloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static __thread size_t largest = SIZE_MAX;

void clibgit2_set_largest_allocation(size_t size) { largest = size; }

static void *checked(void *memory) {
  if (!memory) git_error_set_oom();
  return memory;
}

static int is_refused(size_t count, size_t size) {
  size_t bytes;
  if (!__builtin_mul_overflow(count, size, &bytes) && bytes <= largest) return 0;
  git_error_set_oom();
  return 1;
}

static void *bounded_malloc(size_t size, const char *file, int line) {
  return is_refused(1, size) ? NULL : checked(malloc(size));
}

static void *bounded_calloc(size_t count, size_t size, const char *file, int line) {
  return is_refused(count, size) ? NULL : checked(calloc(count, size));
}

static void *bounded_realloc(void *memory, size_t size, const char *file, int line) {
  return is_refused(1, size) ? NULL : checked(realloc(memory, size));
}

static void *bounded_reallocarray(void *memory, size_t count, size_t size, const char *file, int line) {
  return is_refused(count, size) ? NULL : checked(realloc(memory, count * size));
}

static void *bounded_mallocarray(size_t count, size_t size, const char *file, int line) {
  return is_refused(count, size) ? NULL : checked(malloc(count * size));
}

static char *copy(const char *text, size_t length) {
  char *memory = length == SIZE_MAX ? NULL : checked(malloc(length + 1));
  if (!memory) return NULL;
  memcpy(memory, text, length);
  memory[length] = 0;
  return memory;
}

static char *copy_string(const char *text, const char *file, int line) { return copy(text, strlen(text)); }

static char *copy_start(const char *text, size_t size, const char *file, int line) { return copy(text, strnlen(text, size)); }

static char *copy_part(const char *text, size_t size, const char *file, int line) { return copy(text, size); }

static void release(void *memory) { free(memory); }

int clibgit2_bound_allocations(void) {
  static git_allocator bounded = {
      bounded_malloc, bounded_calloc,       copy_string,         copy_start, copy_part, bounded_realloc,
      bounded_reallocarray, bounded_mallocarray, release,
  };
  return git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &bounded);
}
