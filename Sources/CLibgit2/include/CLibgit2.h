#ifndef CLIBGIT2_H
#define CLIBGIT2_H

#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

/// Swift cannot call variadic functions; each wrapper names one option of `git_libgit2_opts`.
static inline int clibgit2_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

static inline int clibgit2_set_fsync(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

/// The largest object of a kind that is remembered once read, in bytes.
static inline int clibgit2_set_cache_object_limit(git_object_t kind, size_t size) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, kind, size);
}

/// The bytes of all objects that are remembered, in every repository that is open.
static inline int clibgit2_set_cache_max_size(ssize_t size) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, size);
}

/// The bytes of packs that are mapped: in one piece, and in all.
static inline int clibgit2_set_mapped_windows(size_t window, size_t all) {
  int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
  return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, all);
}

static inline int clibgit2_set_strict_hash_verification(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

/// Makes libgit2 ask ``clibgit2_set_largest_allocation`` before it takes memory; once, before anything is read.
int clibgit2_bound_allocations(void);

/// Refuses larger allocations of libgit2 in this thread, in bytes.
void clibgit2_set_largest_allocation(size_t size);

/// Tells libgit2 that the caller copes with these repository extensions (gitrepository-layout(5)).
static inline int clibgit2_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

#endif
