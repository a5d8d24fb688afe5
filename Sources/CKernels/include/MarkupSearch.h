#pragma once

#include <stddef.h>
#include <stdint.h>

/// The first place from `from` on where a tag, a reference to a character, an address, an @name or an emoticon may
/// begin or has a mark within; `count` if there is none, as in most texts.
size_t ck_find_markup(int level, const uint8_t *text, size_t from, size_t count);
