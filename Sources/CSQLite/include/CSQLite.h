#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

// The macros that Swift cannot read: bytes that SQLite copies.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

#endif
