#pragma once

#include <stddef.h>

/// A file of the web page that is part of the program.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} page_file;

/// The file of that name, or one without bytes when there is none.
page_file page_file_named(const char *name);
