#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

extern char **environ;

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int linux_memory_file(void) { return memfd_create("input", MFD_CLOEXEC); }

// The environment with some variables set anew, each as NAME=VALUE. The strings stay whose they are.
static char **changed_environment(char *const changes[]) {
  size_t kept = 0, added = 0;
  while (environ && environ[kept]) kept++;
  while (changes[added]) added++;
  char **result = malloc((kept + added + 1) * sizeof *result);
  if (!result) return NULL;
  memcpy(result, changes, added * sizeof *result);
  size_t count = added;
  for (size_t i = 0; i < kept; i++) {
    int is_changed = 0;
    for (size_t j = 0; j < added && !is_changed; j++) {
      size_t name = strcspn(changes[j], "=") + 1;
      is_changed = strncmp(environ[i], changes[j], name) == 0;
    }
    if (!is_changed) result[count++] = environ[i];
  }
  result[count] = NULL;
  return result;
}

// The child's file `target`; one of ours may bear a number that another of the child's is about to get, so it is moved away first.
static int add_file(posix_spawn_file_actions_t *actions, int *file, int target) {
  if (*file < 0) return posix_spawn_file_actions_addopen(actions, target, "/dev/null", O_RDWR, 0);
  if (*file <= STDERR_FILENO) {
    *file = fcntl(*file, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (*file < 0) return errno;
  }
  return posix_spawn_file_actions_adddup2(actions, *file, target);
}

int linux_spawn(const char *program, char *const words[], char *const changes[], int input, int output, int error) {
  int files[] = {input, output, error}, given[] = {input, output, error};
  char **environment = changed_environment(changes);
  if (!environment) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  int code = 0;
  pid_t child = -1;
  for (int target = 0; target < 3 && !code; target++) code = add_file(&actions, &files[target], target);
  // Whatever this process has open, a server's connections say, is none of the child's.
  if (!code) code = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  if (!code) code = posix_spawnattr_setsigmask(&attributes, &none);
  if (!code) code = posix_spawnattr_setsigdefault(&attributes, &all);
  if (!code) code = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!code) code = posix_spawn(&child, program, &actions, &attributes, words, environment);
  for (int target = 0; target < 3; target++) {
    if (files[target] >= 0 && files[target] != given[target]) close(files[target]);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  free(environment);
  errno = code;
  return code ? -1 : child;
}
