#include "CCmark.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Blocks are a ring, so that all of a text that is given up can be freed, and each alone.
typedef struct block {
  alignas(16) struct block *previous;
  struct block *next;
  size_t size;
} block;

typedef struct {
  block ring;
  size_t bytes, bytes_at_most;
  unsigned calls;
  int64_t end;
  jmp_buf giving_up;
} budget;

// NULL while nothing is read: what a reader of the finished tree allocates belongs to its nodes.
static _Thread_local budget *current;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void spend(size_t size) {
  if (!current) return;
  current->bytes += size;
  int is_late = (++current->calls & 1023) == 0 && now() > current->end;
  if (is_late || current->bytes > current->bytes_at_most) longjmp(current->giving_up, 1);
}

static void link_block(block *new) {
  block *ring = current ? &current->ring : NULL;
  new->previous = ring ? ring : new;
  new->next = ring ? ring->next : new;
  new->previous->next = new;
  new->next->previous = new;
}

static void *take(size_t count, size_t size) {
  spend(count * size);
  block *new = calloc(1, sizeof(block) + count * size);
  if (!new) abort();
  new->size = count * size;
  link_block(new);
  return new + 1;
}

static void give(void *pointer) {
  if (!pointer) return;
  block *old = (block *)pointer - 1;
  old->previous->next = old->next;
  old->next->previous = old->previous;
  if (current) current->bytes -= old->size;
  free(old);
}

static void *take_again(void *pointer, size_t size) {
  void *new = take(1, size);
  if (!pointer) return new;
  size_t old = ((block *)pointer - 1)->size;
  memcpy(new, pointer, old < size ? old : size);
  give(pointer);
  return new;
}

static cmark_mem memory = {take, take_again, give};

cmark_node *ccmark_parse(const char *text, size_t length, size_t bytes_at_most, int milliseconds_at_most) {
  static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
  budget budget = {.bytes_at_most = bytes_at_most};
  budget.ring.previous = budget.ring.next = &budget.ring;
  budget.end = now() + (int64_t)milliseconds_at_most * 1000000;
  cmark_gfm_core_extensions_ensure_registered();
  if (setjmp(budget.giving_up)) {
    current = NULL;
    while (budget.ring.next != &budget.ring) give(budget.ring.next + 1);
    return NULL;
  }
  current = &budget;
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &memory);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
    if (extension) cmark_parser_attach_syntax_extension(parser, extension);
  }
  cmark_parser_feed(parser, text, length);
  cmark_node *root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  current = NULL;
  budget.ring.previous->next = budget.ring.next;
  budget.ring.next->previous = budget.ring.previous;
  return root;
}
