"""Word vectors."""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np

from . import _static_model
from ._library import Handle, file_name, json_of, library, settings, vectors_handle
from ._running import Progress, run
from ._texts import Strings, column


class WordVectors:
    """Words with a vector each, by which words of like meaning are near each other."""

    def __init__(self, handle: Handle):
        """Made by `load`, `train` or `from_static_model`."""
        self._handle = handle

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> WordVectors:
        """Vectors or a model of this library, or vectors of word2vec, GloVe or fastText; the format is told from
        the content."""
        handle = vectors_handle()
        library.sentiment_vectors_open(file_name(path), handle.place)
        return cls(handle)

    @classmethod
    def train(
        cls,
        texts: Strings,
        *,
        dimension: int | None = None,
        window: int | None = None,
        negative: int | None = None,
        subsample: float | None = None,
        epochs: int | None = None,
        learning_rate: float | None = None,
        min_count: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> WordVectors:
        """Learns vectors from texts by skip-gram with negative sampling (Mikolov et al. 2013).

        What isn't given is as `sentiment train-embeddings` has it, of which some depends on how much text there is.
        """
        pool = column(texts, "texts")
        handle = vectors_handle()
        chosen = settings(
            {
                "dimension": dimension,
                "window": window,
                "negative": negative,
                "subsample": subsample,
                "epochs": epochs,
                "learningRate": learning_rate,
                "minCount": min_count,
                "seed": seed,
                "threads": threads,
            }
        )

        def train(progress: Any) -> None:
            library.sentiment_vectors_train(pool.reference, chosen, progress, None, handle.place)

        run(train, progress)
        return cls(handle)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes a file of the format that its name tells: .safetensors, .vec, .txt, .bin or .glove."""
        library.sentiment_vectors_write(self._handle, file_name(path))

    @classmethod
    def from_static_model(cls, folder: str | os.PathLike[str]) -> WordVectors:
        """The words of a folder of model2vec, or of sentence-transformers' StaticEmbedding.

        Pieces that begin a word count as words; those that go on within a word are left out.
        """
        words, rows = _static_model.read(folder)
        with tempfile.TemporaryDirectory() as temporary:
            # word2vec's binary format.
            path = Path(temporary) / f"{Path(folder).name}.bin"
            with path.open("wb") as file:
                file.write(f"{len(words)} {rows.shape[1]}\n".encode())
                for word, row in zip(words, rows):
                    file.write(word.encode() + b" " + row.tobytes() + b"\n")
            return cls.load(path)

    def to_static_model(self, folder: str | os.PathLike[str]) -> None:
        """Writes a new folder that model2vec's `StaticModel.from_pretrained` and sentence-transformers load.

        `encode` of model2vec then gives the vectors of `embed`, for texts of languages that write words apart: its
        tokenizer has no dictionaries for the others, and knows nothing of addresses and tags.
        """
        _static_model.write(folder, self.words, self.vectors)

    @cached_property
    def words(self) -> list[str]:
        """In the order of the rows of `vectors`."""
        words: list[str] = json_of(lambda place: library.sentiment_vectors_words(self._handle, place))
        return words

    @cached_property
    def vectors(self) -> np.ndarray:
        """[words x dimension], not to be written to."""
        rows = np.empty((len(self), self.dimension), np.float32)
        library.sentiment_vectors_rows(self._handle, rows.ctypes.data)
        rows.flags.writeable = False
        return rows

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self.words)}

    @property
    def dimension(self) -> int:
        return int(library.sentiment_vectors_dimension(self._handle))

    def __len__(self) -> int:
        return int(library.sentiment_vectors_count(self._handle))

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    @overload
    def __getitem__(self, words: str) -> np.ndarray: ...

    @overload
    def __getitem__(self, words: list[str]) -> np.ndarray: ...

    def __getitem__(self, words: Any) -> np.ndarray:
        """The vector of a word, or the vectors of a list of words, [words x dimension]."""
        try:
            return self.vectors[self._rows[words] if isinstance(words, str) else [self._rows[word] for word in words]]
        except KeyError as error:
            raise KeyError(f"the word {error.args[0]!r} isn't in the vectors") from None

    def __repr__(self) -> str:
        return f"<WordVectors: {len(self):,} words, {self.dimension} dimensions>"

    def most_similar(self, word: str, n: int = 10) -> list[tuple[str, float]]:
        """The nearest words, with the cosine of each."""
        return self._nearest([word], n)

    def analogy(self, a: str, b: str, c: str, n: int = 10) -> list[tuple[str, float]]:
        """The words that are to `c` as `b` is to `a`, with the cosine of each: analogy("man", "king", "woman")."""
        return self._nearest([a, b, c], n)

    def _nearest(self, words: list[str], n: int) -> list[tuple[str, float]]:
        given = column(words, "words")
        found = json_of(lambda place: library.sentiment_vectors_nearest(self._handle, given.reference, n, place))
        return [(near["word"], near["cosine"]) for near in found]

    def embed(self, texts: Strings, threads: int | None = None) -> np.ndarray:
        """The means of the vectors of each text's words, [texts x dimension]; zeros where no word is known."""
        given = column(texts, "texts")
        means = np.empty((len(given), self.dimension), np.float32)
        library.sentiment_vectors_embed(self._handle, given.reference, threads or 0, means.ctypes.data)
        return means

    def __reduce__(self) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "vectors.safetensors"
            self.save(path)
            return _of_bytes, (path.read_bytes(),)


def _of_bytes(data: bytes) -> WordVectors:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.safetensors"
        path.write_bytes(data)
        return WordVectors.load(path)
