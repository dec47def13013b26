#ifndef CLINUX_H
#define CLINUX_H

// System calls of Linux (64 bits) that Swift's Glibc module leaves out, under names of their own. Each returns -1 and sets errno.
// No system header is included: its types would belong to this module.

/// copy_file_range(2) from and to the files' own offsets.
long linux_copy_file_range(int input, int output, unsigned long length);

/// ioctl_ficlone(2): the output shares the input's extents.
int linux_clone(int input, int output);

/// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: starts writing to disk and does not wait.
int linux_start_writing(int file, long offset, long length);

/// syncfs(2): the whole file system that a folder lies on.
int linux_sync_all(const char *folder);

/// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: starts to write a file to the disk, and does not wait. What follows of many files in
/// fsync(2) then waits once.
void linux_start_sync(int file);

/// renameat2(2) within a folder: with RENAME_EXCHANGE the two names change places in one step, else nothing may be at the new one.
int linux_rename(int folder, const char *old_name, const char *new_name, int is_exchange);

/// pipe2(2) with O_CLOEXEC: the end to read from, then the end to write to.
int linux_pipe(int ends[2]);

/// memfd_create(2): an empty file that lies in memory.
int linux_memory_file(void);

/// posix_spawn(3): starts a program with three open files and no other, each the null device where it is -1. No signal is blocked or
/// ignored in it.
///
/// `words` begin with the program's name; `changes` are added to the environment, each as NAME=VALUE. Both end with a null pointer.
/// Returns the process's id.
int linux_spawn(const char *program, char *const words[], char *const changes[], int input, int output, int error);

/// What this thread writes to in place of standard output and standard error; null for those.
void *linux_thread_output(void);
void linux_set_thread_output(void *output);

#endif
