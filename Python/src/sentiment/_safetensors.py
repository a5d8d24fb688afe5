"""Files of safetensors: a header in JSON that says where each array lies, and the arrays' numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from .errors import DamagedFileError

_TYPES = {
    "F64": np.float64,
    "F32": np.float32,
    "F16": np.float16,
    "I64": np.int64,
    "I32": np.int32,
    "I16": np.int16,
    "I8": np.int8,
    "U8": np.uint8,
    "BOOL": np.bool_,
}


def read(path: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """The arrays of a file by their names, and its metadata."""
    data = path.read_bytes()
    try:
        size = int.from_bytes(data[:8], "little")
        header: dict[str, Any] = json.loads(data[8 : 8 + size])
        metadata = header.pop("__metadata__", {})
        return {name: _array(data, 8 + size, entry) for name, entry in header.items()}, metadata
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedFileError(
            f"{path}: it is no sound safetensors file ({error}); write or download it anew"
        ) from error


def _array(data: bytes, base: int, entry: dict[str, Any]) -> np.ndarray:
    begin, end = entry["data_offsets"]
    part = memoryview(data)[base + begin : base + end]
    if entry["dtype"] == "BF16":
        # The upper half of a 32-bit float.
        return (np.frombuffer(part, np.uint16).astype(np.uint32) << 16).view(np.float32).reshape(entry["shape"])
    return np.frombuffer(part, _TYPES[entry["dtype"]]).reshape(entry["shape"])


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    names = {np.dtype(kind): name for name, kind in _TYPES.items()}
    header: dict[str, Any] = {}
    place = 0
    for name, array in arrays.items():
        end = place + array.nbytes
        header[name] = {"dtype": names[array.dtype], "shape": array.shape, "data_offsets": [place, end]}
        place = end
    text = json.dumps(header).encode()
    # The numbers begin at a multiple of eight.
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
