#pragma once

#include <stddef.h>

/// A file of the web page that is part of the program.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} page_file;

/// How many files the page has.
size_t page_file_count(void);

/// The file of an index from 0 on.
page_file page_file_at(size_t index);
