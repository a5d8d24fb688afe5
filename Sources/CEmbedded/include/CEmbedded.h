#pragma once

#include <stddef.h>

/// A file of the project that is part of the program.
typedef struct {
    const char *name;  ///< its path in the project
    const unsigned char *bytes;
    size_t count;
} embedded_file;

/// The file of that name, or one without bytes when there is none.
embedded_file embedded_file_named(const char *name);
