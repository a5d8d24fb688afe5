"""Classifies a column of a Parquet or Arrow file, whatever its size."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import ipc, parquet

from ._arrow import ANSWER_COLUMNS, answer_schema, check_columns, with_answers
from .classifier import SentimentClassifier

# What a name ends in that is no Parquet file's.
_ARROW = (".arrow", ".feather", ".ipc")


def classify_parquet(
    input: str | os.PathLike[str],
    output: str | os.PathLike[str],
    column: str,
    model: SentimentClassifier | str | os.PathLike[str] = "general",
    *,
    threshold: float | None = None,
    answer_columns: Sequence[str] = ANSWER_COLUMNS,
) -> None:
    """Writes the rows of a file with three further columns: label, probability and fraction of known words.

    Files are Parquet's, or Arrow's where their names end in .arrow, .feather or .ipc. The output appears when all is
    written. Memory doesn't grow with the file. A label is null where no answer is given, and all three are where a
    row has no text.

    column : that of the texts, strings.
    model : a fitted classifier, a model's file, or the name of a model in the library.
    threshold : the least probability of a label that is given.
    answer_columns : the names of the three.
    """
    source, target = Path(input), Path(output)
    if target.exists() and target.samefile(source):
        raise ValueError(f"{output}: the output would replace the input; give another name")
    classifier = model if isinstance(model, SentimentClassifier) else SentimentClassifier.load(model)
    with _batches(source) as (schema, batches):
        check_columns(column, schema.names, answer_columns)
        kind = schema.field(column).type
        if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)):
            raise ValueError(f"{input}: the column {column!r} has values of the type {kind}, not strings")
        written = answer_schema(schema, answer_columns, pyarrow.string())
        part = target.with_name(target.name + ".part")
        try:
            with _writer(target, part, written) as writer:
                for batch in batches:
                    writer.write_batch(
                        with_answers(batch, column, classifier, answer_columns, pyarrow.string(), threshold)
                    )
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _batches(path: Path) -> Iterator[tuple[Any, Iterator[Any]]]:
    """The schema of a file, and its rows in parts."""
    try:
        if path.suffix in _ARROW:
            with pyarrow.memory_map(str(path)) as file, ipc.open_file(file) as reader:
                yield reader.schema, (reader.get_batch(index) for index in range(reader.num_record_batches))
        else:
            with parquet.ParquetFile(path) as reader:
                yield reader.schema_arrow, reader.iter_batches()
    except pyarrow.ArrowInvalid as error:
        raise ValueError(f"{path}: {error}; give a file of Parquet or of Arrow") from error


def _writer(target: Path, part: Path, schema: Any) -> Any:
    if target.suffix in _ARROW:
        return ipc.new_file(part, schema)
    return parquet.ParquetWriter(part, schema)
