#define _GNU_SOURCE
#include "CLinux.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

ssize_t linux_copy_file_range(int input, int output, size_t length) {
  return copy_file_range(input, NULL, output, NULL, length, 0);
}

int linux_clone(int input, int output) { return ioctl(output, FICLONE, input); }

int linux_start_writing(int file, off_t offset, off_t length) {
  return sync_file_range(file, offset, length, SYNC_FILE_RANGE_WRITE);
}

int linux_syncfs(int file) { return syncfs(file); }
