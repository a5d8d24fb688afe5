"""Answers as further columns of tables in Arrow's form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow

from .classifier import SentimentClassifier

ANSWER_COLUMNS = ("label", "probability", "coverage")


def check_columns(column: str, existing: Sequence[str], added: Sequence[str]) -> None:
    """
    column: that of the texts.
    existing: all columns of the table.
    added: those that the answers get.
    """
    if column not in existing:
        raise ValueError(f"there is no column {column!r}; there are {', '.join(existing)}")
    if len(added) != len(ANSWER_COLUMNS) or len({name.lower() for name in added}) != len(added):
        raise ValueError(f"the answers' columns are {added!r}; give three different names")
    # As with the program, in upper or lower case: few readers tell "Label" from "label".
    taken = {name.lower() for name in existing}
    for name in added:
        if name.lower() in taken:
            raise ValueError(f"there is a column {name!r} already; give the answers other names (answer_columns)")


def with_answers(
    batch: Any,
    column: str,
    classifier: SentimentClassifier,
    added: Sequence[str],
    label_type: Any,
    threshold: float | None,
) -> Any:
    """The rows with the answers behind their columns; null where a row has no text.

    A label is null where no answer is given.
    """
    texts = batch.column(column)
    has_no_text = texts.is_null()
    if has_no_text.true_count:
        texts = texts.fill_null("")
    answers = classifier.answers(texts, threshold)
    mask = has_no_text.to_numpy(zero_copy_only=False)
    names = {None: None, **{label: str(label) for label in classifier.classes_.tolist()}}
    arrays = [
        pyarrow.array([names[label] for label in answers.label], label_type),
        pyarrow.array(answers.probability, pyarrow.float64(), mask=mask),
        pyarrow.array(answers.coverage, pyarrow.float64(), mask=mask),
    ]
    schema = answer_schema(batch.schema, added, label_type)
    return pyarrow.RecordBatch.from_arrays([*batch.columns, *arrays], schema=schema)


def answer_schema(schema: Any, added: Sequence[str], label_type: Any) -> Any:
    """That of a table with the answers' columns."""
    for name, kind in zip(added, (label_type, pyarrow.float64(), pyarrow.float64())):
        schema = schema.append(pyarrow.field(name, kind))
    return schema
