"""What goes wrong, as exceptions. Each message says what is wrong and the way out."""

from __future__ import annotations


class SentimentError(Exception):
    """The base of the others, for what the library said."""


class MissingFileError(SentimentError, FileNotFoundError):
    """There is no such file."""


class InaccessibleFileError(SentimentError, OSError):
    """A file that can't be opened, read or written, or a full disk."""


class DamagedFileError(SentimentError, ValueError):
    """A file that isn't sound, or that a newer version wrote."""


class UnsuitableInputError(SentimentError, ValueError):
    """Texts, labels or a file from which this can't be made."""


class InvalidSettingError(SentimentError, ValueError):
    """A setting that can't be."""


class CancelledError(SentimentError):
    """The work was ended before it was done."""


class NotFittedError(SentimentError, ValueError, AttributeError):
    """A classifier is asked before it has learned; scikit-learn's exception of this name has the same bases."""
