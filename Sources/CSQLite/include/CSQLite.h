#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

// The macros that Swift cannot read: bytes that SQLite copies.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

// Keeps no count of the memory in use, which takes a lock for each piece of it: 4 % of the processor time of making a catalog. A function
// of variable arguments, and it has to come before the first connection of the process; later it does nothing.
static inline void csqlite_count_no_memory(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
