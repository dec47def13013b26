// SQLite is all in its header and library; a C target needs one source file.
