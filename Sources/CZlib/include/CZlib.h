#pragma once

#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib.h is missing: install it, on Debian by: apt-get install zlib1g-dev"
#endif
