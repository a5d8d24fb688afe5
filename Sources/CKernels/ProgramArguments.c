#include "ProgramArguments.h"

#include <stdlib.h> // Defines __GLIBC__ where it is.

static int argument_count;
static char *const *arguments;

#ifdef __GLIBC__
// glibc gives what it starts before main the same as main.
__attribute__((constructor)) static void keep_arguments(int count, char *const *given) {
    argument_count = count;
    arguments = given;
}
#endif

int ck_argument_count(void) { return argument_count; }

char *const *ck_arguments(void) { return arguments; }
