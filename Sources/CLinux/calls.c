#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
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
