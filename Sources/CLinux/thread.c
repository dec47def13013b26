#include "CLinux.h"

// Reading it is one instruction, where a task-local value is an allocation at the start of every run.
static _Thread_local void *thread_output;

void *linux_thread_output(void) { return thread_output; }

void linux_set_thread_output(void *output) { thread_output = output; }
