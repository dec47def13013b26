#ifndef CCMARK_H
#define CCMARK_H

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>

/// Reads Markdown with tables, strikethrough, autolinks and task lists, within bounds.
///
/// cmark-gfm 0.29.0.gfm.6 takes seconds and gigabytes for some texts of a few kilobytes (CVE-2023-22486, references that are used
/// often). Nothing in it can be told to stop, so what it allocates is counted, and when it is too much it is left by longjmp. One call
/// at a time: it changes tables of its own while it reads.
///
/// Returns NULL if it would take more bytes or more time on the processor. Free it by cmark_node_free.
cmark_node *ccmark_parse(const char *text, size_t length, size_t bytes_at_most, int milliseconds_at_most);

#endif
