"""A model of the library: labels by their names, probabilities as arrays."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np

from ._library import Handle, file_name, json_of, library, model_handle, settings
from ._texts import TextColumn, utf8

# Between two parts Ctrl-C can end a classification; each is large enough for all threads.
_PART_SIZE = 1 << 23


# What a model can be made of again: the bytes of its file or the name of one in the library, and the labels that it
# answers with if not with all. A model of the library isn't quite that of its file: it knows which languages it is for.
State = tuple[Union[bytes, str], Optional[list[str]]]


class Model:
    def __init__(self, handle: Handle, name: str | None = None, chosen: list[str] | None = None):
        """
        name: of a model in the library.
        chosen: the labels that it answers with, if not with all.
        """
        self.handle = handle
        self._name, self._chosen = name, chosen
        count = library.sentiment_model_label_count(handle)
        self.labels = [library.sentiment_model_label(handle, index).decode() for index in range(count)]
        thresholds = np.empty(count)
        # Where a text may have any number of labels: from which probability on it has each.
        self.thresholds = thresholds if library.sentiment_model_thresholds(handle, thresholds.ctypes.data) else None

    @classmethod
    def open(cls, file_or_name: str | os.PathLike[str]) -> Model:
        handle = model_handle()
        library.sentiment_model_open(file_name(file_or_name), handle.place)
        return cls(handle, None if Path(file_or_name).exists() else os.fspath(file_or_name))

    @classmethod
    def of(cls, state: State) -> Model:
        source, chosen = state
        if isinstance(source, str):
            return cls.open(source).answering(None, chosen)
        handle = model_handle()
        library.sentiment_model_read(source, len(source), handle.place)
        return cls(handle).answering(None, chosen)

    @property
    def state(self) -> State:
        if self._name is not None:
            return self._name, self._chosen
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.safetensors"
            self.write(path)
            return path.read_bytes(), self._chosen

    @property
    def as_its_file(self) -> Model:
        """The model as it is when its file is opened, which has the labels' shares in fewer digits."""
        return Model.of(self.state)

    def write(self, path: str | os.PathLike[str]) -> None:
        library.sentiment_model_write(self.handle, file_name(path))

    def answering(self, speed: str | None, labels: list[str] | None) -> Model:
        """The same model with other settings."""
        if speed is None and labels is None:
            return self
        handle = model_handle()
        library.sentiment_model_with(self.handle, settings({"speed": speed, "labels": labels}), handle.place)
        return Model(handle, self._name, self._chosen if labels is None else labels)

    @property
    def card(self) -> dict[str, Any]:
        card: dict[str, Any] = json_of(lambda place: library.sentiment_model_card(self.handle, place))
        return card

    def probabilities(self, texts: TextColumn, threads: int) -> np.ndarray:
        """[texts x labels]"""
        result = np.empty((len(texts), len(self.labels)))
        for rows, part in texts.parts(_PART_SIZE):
            library.sentiment_classify(self.handle, part.reference, threads, result[rows].ctypes.data, None, None)
        return result

    def answers(self, texts: TextColumn, threads: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probabilities [texts x labels]; for each text the fraction of its words that is known, and whether the
        model withholds its answer."""
        result = np.empty((len(texts), len(self.labels)))
        coverage, withheld = np.empty(len(texts)), np.empty(len(texts), bool)
        for rows, part in texts.parts(_PART_SIZE):
            outputs = [array[rows].ctypes.data for array in (result, coverage, withheld)]
            library.sentiment_classify(self.handle, part.reference, threads, *outputs)
        return result, coverage, withheld

    def explain(self, text: str) -> list[dict[str, Any]]:
        # A zero byte ends a string of C; no word has one.
        data = utf8(text.replace("\0", " "))
        words: list[dict[str, Any]] = json_of(lambda place: library.sentiment_explain(self.handle, data, place))
        return words
