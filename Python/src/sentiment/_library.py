"""The C library: where it is, its functions (sentiment.h describes them), and its errors as exceptions."""

from __future__ import annotations

import ctypes
import json
import os
from ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_int32, c_size_t, c_void_p
from pathlib import Path
from typing import Any

from . import errors

ENVIRONMENT_VARIABLE = "SENTIMENT_LIBRARY"


class Error(ctypes.Structure):
    _fields_ = [("code", c_int32), ("message", c_char * 1020)]


class Texts(ctypes.Structure):
    """Text i is the bytes offsets[i] up to offsets[i + 1]."""

    _fields_ = [("bytes", c_void_p), ("offsets", c_void_p), ("count", c_size_t)]


ProgressFunction = ctypes.CFUNCTYPE(c_bool, c_char_p, c_double, c_void_p)

_TEXTS = POINTER(Texts)
_HANDLE = POINTER(c_void_p)
# A string that is freed by sentiment_string_free: c_char_p would lose its address.
_STRING = POINTER(c_void_p)

_FALLIBLE = {
    "sentiment_model_open": [c_char_p, _HANDLE],
    "sentiment_model_read": [c_void_p, c_size_t, _HANDLE],
    "sentiment_model_write": [c_void_p, c_char_p],
    "sentiment_model_with": [c_void_p, c_char_p, _HANDLE],
    "sentiment_model_card": [c_void_p, _STRING],
    "sentiment_classify": [c_void_p, _TEXTS, c_int32, c_void_p, c_void_p, c_void_p],
    "sentiment_explain": [c_void_p, c_char_p, _STRING],
    "sentiment_fit": [_TEXTS, _TEXTS, _TEXTS, c_char_p, ProgressFunction, c_void_p, _HANDLE],
    "sentiment_update": [c_void_p, _TEXTS, _TEXTS, c_char_p, ProgressFunction, c_void_p, _HANDLE],
    "sentiment_suggest": [c_void_p, _TEXTS, _TEXTS, c_size_t, c_int32, _STRING],
    "sentiment_diagnose": [_TEXTS, _TEXTS, _TEXTS, c_char_p, ProgressFunction, c_void_p, _STRING],
    "sentiment_encode": [_TEXTS, c_int32, c_void_p],
    "sentiment_vectors_open": [c_char_p, _HANDLE],
    "sentiment_vectors_train": [_TEXTS, c_char_p, ProgressFunction, c_void_p, _HANDLE],
    "sentiment_vectors_write": [c_void_p, c_char_p],
    "sentiment_vectors_words": [c_void_p, _STRING],
    "sentiment_vectors_rows": [c_void_p, c_void_p],
    "sentiment_vectors_embed": [c_void_p, _TEXTS, c_int32, c_void_p],
    "sentiment_vectors_nearest": [c_void_p, _TEXTS, c_size_t, _STRING],
}

_OTHERS = {
    "sentiment_version": ([], c_char_p),
    "sentiment_string_free": ([c_void_p], None),
    "sentiment_model_free": ([c_void_p], None),
    "sentiment_model_thresholds": ([c_void_p, c_void_p], c_bool),
    "sentiment_model_label_count": ([c_void_p], c_size_t),
    "sentiment_model_label": ([c_void_p, c_size_t], c_char_p),
    "sentiment_encoder_dimension": ([], c_size_t),
    "sentiment_vectors_free": ([c_void_p], None),
    "sentiment_vectors_count": ([c_void_p], c_size_t),
    "sentiment_vectors_dimension": ([c_void_p], c_size_t),
}

_EXCEPTIONS = {
    1: errors.MissingFileError,
    2: errors.InaccessibleFileError,
    3: errors.DamagedFileError,
    4: errors.UnsuitableInputError,
    5: errors.InvalidSettingError,
    6: errors.CancelledError,
}


def _check(error: Error, function: Any, arguments: Any) -> None:
    if error.code != 0:
        message = error.message.decode("utf-8", "replace")
        raise _EXCEPTIONS.get(error.code, errors.SentimentError)(message)


def _load() -> ctypes.CDLL:
    """The library of the wheel, or the one that the environment variable names."""
    path = os.environ.get(ENVIRONMENT_VARIABLE) or str(Path(__file__).with_name("libsentiment.so"))
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(
            f"{path} can't be loaded ({error}); install the wheel, or name libsentiment.so by {ENVIRONMENT_VARIABLE}"
        ) from error
    for name, types in _FALLIBLE.items():
        function = getattr(library, name)
        function.argtypes, function.restype, function.errcheck = types, Error, _check
    for name, (types, result) in _OTHERS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = types, result
    return library


library = _load()
version: str = library.sentiment_version().decode()


class Handle:
    """An object of the library, which is freed when nobody has it any more."""

    def __init__(self, free: Any):
        self._free = free
        self._as_parameter_ = c_void_p()

    @property
    def place(self) -> Any:
        """Where a function writes the object."""
        return ctypes.byref(self._as_parameter_)

    def __del__(self) -> None:
        if self._as_parameter_:
            self._free(self._as_parameter_)


def model_handle() -> Handle:
    return Handle(library.sentiment_model_free)


def vectors_handle() -> Handle:
    return Handle(library.sentiment_vectors_free)


def json_of(call: Any) -> Any:
    """What a function gives as JSON.

    call: is given the place for the string.
    """
    string = c_void_p()
    call(ctypes.byref(string))
    try:
        return json.loads(ctypes.string_at(string))
    finally:
        library.sentiment_string_free(string)


def settings(values: dict[str, Any]) -> bytes:
    """Settings as JSON, without those that aren't given."""
    return json.dumps({key: value for key, value in values.items() if value is not None}).encode()


def file_name(path: str | os.PathLike[str]) -> bytes:
    return os.fsencode(path)
