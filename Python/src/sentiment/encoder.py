"""The encoder in the library, which was pre-trained on texts of many kinds and languages."""

from __future__ import annotations

import numpy as np

from ._library import library
from ._texts import Strings, column


def encode(texts: Strings, threads: int | None = None) -> np.ndarray:
    """Vectors of texts, [texts x dimension], each of length 1: texts of like meaning are near each other."""
    given = column(texts, "texts")
    vectors = np.empty((len(given), library.sentiment_encoder_dimension()), np.float32)
    # A few seconds of work: between two parts Ctrl-C can end it.
    for rows, part in given.parts(1 << 16):
        library.sentiment_encode(part.reference, threads or 0, vectors[rows].ctypes.data)
    return vectors
