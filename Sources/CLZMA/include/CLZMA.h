#pragma once

#if __has_include(<lzma.h>)
#include <lzma.h>
#else
#error "lzma.h is missing: install it, on Debian by: apt-get install liblzma-dev"
#endif
