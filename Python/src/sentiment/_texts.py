"""Columns of texts, as the library takes them: all bytes one after another, and where each text begins."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from ._library import Texts

Strings = Any
"""A sequence of str, a numpy array, a Series of pandas or polars, or a string array of pyarrow."""


class TextColumn:
    """Texts in memory, which stay there as long as the column does."""

    def __init__(self, address: int | None, offsets: np.ndarray, owner: object):
        """
        address: of the byte that the offsets count from.
        offsets: where each text begins, and where the last one ends; int64 [texts + 1].
        owner: has the bytes.
        """
        self._offsets = offsets
        self._owner = owner
        self._native = Texts(address, offsets.ctypes.data, len(offsets) - 1)
        # As long as a reference is in use, what it points to is.
        self._native.owners = offsets, owner

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @property
    def reference(self) -> Any:
        """What functions of the library take."""
        return ctypes.byref(self._native)

    def parts(self, size: int) -> Iterator[tuple[slice, TextColumn]]:
        """The texts in parts of so many bytes at least."""
        start = 0
        while start < len(self):
            end = int(np.searchsorted(self._offsets, self._offsets[start] + size))
            end = min(max(end, start + 1), len(self))
            yield slice(start, end), TextColumn(self._native.bytes, self._offsets[start : end + 1], self._owner)
            start = end


def column(texts: Strings, name: str = "X") -> TextColumn:
    """
    name: what messages call the texts.
    """
    if isinstance(texts, (str, bytes)):
        raise TypeError(f"{name} is one text; give a list of texts, such as [text]")
    if isinstance(texts, TextColumn):
        return texts
    if len(getattr(texts, "shape", ())) > 1 or isinstance(texts, dict):
        raise ValueError(
            f"{name} has columns: Expected 1D texts, so give the one with the texts, such as table['text']"
        )
    array = _arrow(texts)
    if array is not None:
        return _of_arrow(array, name)
    values = as_list(texts, name)
    return _of_strings(values, name)


def as_list(values: Any, name: str) -> list[Any]:
    """The values of a sequence of any kind, as Python's own."""
    if isinstance(values, list):
        return values
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(values, method):
            result = getattr(values, method)()
            if isinstance(result, list):
                return result
            break
    try:
        return np.asarray(values).tolist() if hasattr(values, "__array__") else list(values)
    except TypeError:
        raise TypeError(f"{name} is {type(values).__name__}; give a list of values, or a column") from None


def is_missing(value: Any) -> bool:
    """Whether a cell is empty: None, NaN or what pandas has for it."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, (float, np.floating)) and bool(np.isnan(value))


def _arrow(texts: Any) -> Any:
    """The texts as an array of pyarrow, if they lie in memory in Arrow's form and pyarrow is there."""
    package = type(texts).__module__.partition(".")[0]
    if package == "pyarrow":
        return texts
    if package == "polars" and _has_pyarrow():
        return texts.to_arrow()
    if package == "pandas":
        array = getattr(texts, "array", texts)
        if (
            hasattr(array, "__arrow_array__")
            and str(texts.dtype).startswith(("str", "large_string"))
            and _has_pyarrow()
        ):
            return array.__arrow_array__()
    return None


def _has_pyarrow() -> bool:
    if "pyarrow" not in sys.modules:
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            return False
    return True


def _of_arrow(array: Any, name: str) -> TextColumn:
    import pyarrow

    kind = array.type
    if pyarrow.types.is_dictionary(kind):
        kind = kind.value_type
    if pyarrow.types.is_null(kind) and len(array) > 0:
        raise ValueError(_missing(name, 0))
    is_string = pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)
    if not (is_string or pyarrow.types.is_string_view(kind) or pyarrow.types.is_null(kind)):
        raise TypeError(f"{name} has values of the type {kind}, not texts")
    if not pyarrow.types.is_string(array.type) or isinstance(array, pyarrow.ChunkedArray) and array.num_chunks != 1:
        array = array.cast(pyarrow.large_string())
    if isinstance(array, pyarrow.ChunkedArray):
        array = (
            array.chunk(0)
            if array.num_chunks == 1
            else pyarrow.concat_arrays(array.chunks or [array.combine_chunks()])
        )
    if array.null_count > 0:
        raise ValueError(_missing(name, array.is_null().to_numpy(zero_copy_only=False).argmax()))
    _, offsets, texts = array.buffers()
    if len(array) == 0 or offsets is None:
        return TextColumn(None, np.zeros(1, np.int64), array)
    kind = np.int64 if pyarrow.types.is_large_string(array.type) else np.int32
    places = np.frombuffer(offsets, kind)[array.offset : array.offset + len(array) + 1]
    return TextColumn(texts.address if texts else None, np.ascontiguousarray(places, np.int64), array)


def _of_strings(values: list[Any], name: str) -> TextColumn:
    try:
        pieces = [*map(str.encode, values)]
    except UnicodeEncodeError:
        pieces = [utf8(value) for value in values]
    except TypeError:
        row = next(index for index, value in enumerate(values) if not isinstance(value, str))
        if is_missing(values[row]):
            raise ValueError(_missing(name, row)) from None
        kind = type(values[row]).__name__
        raise TypeError(f"{name}: row {row} is {values[row]!r}, of the type {kind}, not a text") from None
    offsets = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), out=offsets[1:])
    joined = b"".join(pieces)
    return TextColumn(ctypes.cast(ctypes.c_char_p(joined), ctypes.c_void_p).value, offsets, joined)


def utf8(text: str) -> bytes:
    """Halves of surrogate pairs, which UTF-8 can't hold, are joined or replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _missing(name: str, row: int) -> str:
    return f"{name}: row {row} has no text (an empty cell); leave such rows out, or fill them with ''"
