#ifndef CSTART_H
#define CSTART_H

// What only the program itself does as it starts, as one that runs for a millisecond: a server or a test links none of it.

/// The words that the process was started with. Swift looks for them by /proc/self/maps, and has none where that cannot be
/// opened: a hook without its arguments would say how it is used, and git would accept the push.
int start_argument_count(void);
const char *start_argument(int index);

/// Takes the memory that a short command needs, 170 KB, each page of which would be a fault of its own; taken at once they cost a
/// twelfth of `show` less. The allocator keeps what it has: nothing is to be given back before the end.
void start_take_memory(void);

#endif
