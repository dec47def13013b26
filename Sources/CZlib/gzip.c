#include "CZlib.h"

#include <limits.h>
#include <zlib.h>

size_t czlib_gzip(const unsigned char *bytes, size_t count, unsigned char *packed, size_t capacity) {
  if (count > UINT_MAX || capacity > UINT_MAX) return 0;
  z_stream stream = {0};
  // 15 bits of window, and 16 for a header of gzip's.
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (unsigned char *)bytes;
  stream.avail_in = (unsigned)count;
  stream.next_out = packed;
  stream.avail_out = (unsigned)capacity;
  int outcome = deflate(&stream, Z_FINISH);
  size_t written = outcome == Z_STREAM_END ? stream.total_out : 0;
  deflateEnd(&stream);
  return written;
}
