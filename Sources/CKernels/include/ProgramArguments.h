#pragma once

// The arguments of the program as the system gave them. Swift's own list is read from /proc, which needn't be there.

/// How many there are, the program's name among them; 0 where the C library doesn't tell.
int ck_argument_count(void);
/// They live as long as the program.
char *const *ck_arguments(void);
