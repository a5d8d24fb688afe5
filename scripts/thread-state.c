// Swift's libdispatch asks /proc once a second which of its threads run, while work waits for them, and ends the program
// where it can't: in a bare chroot without /proc. There it reads here that all of them run, so it begins no more.
#define _GNU_SOURCE
#include <fcntl.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <unistd.h>

int __real_open(const char *path, int flags, ...);

// What all code that is linked calls as open(2), by the linker's --wrap.
int __wrap_open(const char *path, int flags, ...) {
    static const char running[] = "0 (thread) R";
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    int file = __real_open(path, flags, mode);
    if (file >= 0 || fnmatch("/proc/*/stat", path, 0) != 0) return file;
    file = memfd_create("thread", MFD_CLOEXEC);
    if (file >= 0) (void)!pwrite(file, running, sizeof running - 1, 0);
    return file;
}
