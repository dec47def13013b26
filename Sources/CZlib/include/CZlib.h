#ifndef CZLIB_H
#define CZLIB_H

#include <stddef.h>

/// Packs bytes as gzip does, at the level that is its default.
///
/// Returns how many bytes were written; 0 if they would be more than `capacity`.
size_t czlib_gzip(const unsigned char *bytes, size_t count, unsigned char *packed, size_t capacity);

#endif
