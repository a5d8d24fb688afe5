"""Classifies a column of a Spark data frame, on all executors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ._arrow import ANSWER_COLUMNS, check_columns, with_answers
from ._model import Model
from .classifier import SentimentClassifier


def classify(
    df: Any,
    column: str,
    model: SentimentClassifier | str | os.PathLike[str] = "general",
    *,
    threshold: float | None = None,
    speed: str | None = None,
    answer_columns: Sequence[str] = ANSWER_COLUMNS,
) -> Any:
    """The data frame with three further columns: the label, its probability, and the fraction of known words.

    Rows keep their order and their partitions. The label is null where no answer is given: where no word of a text is
    known, or the model isn't sure enough. All three are null where the text is. The executors need this package too;
    the model is sent to each once.

    column : that of the texts, strings.
    model : a fitted classifier, a model's file, or the name of a model in the library.
    threshold : the least probability of a label that is given.
    speed : "fast", "balanced" or "accurate".
    answer_columns : the names of the three.
    """
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    check_columns(column, df.columns, answer_columns)
    if not isinstance(df.schema[column].dataType, StringType):
        kind = df.schema[column].dataType.simpleString()
        raise ValueError(f"the column {column!r} has values of the type {kind}, not strings; cast it first")
    context = df.sparkSession.sparkContext
    kinds = (StringType(), DoubleType(), DoubleType())
    schema = StructType([*df.schema.fields, *(StructField(name, kind) for name, kind in zip(answer_columns, kinds))])
    threads = int(context.getConf().get("spark.task.cpus", "1"))
    classifier = model if isinstance(model, SentimentClassifier) else SentimentClassifier.load(model)
    state = classifier._fitted().state
    digest = hashlib.sha256(repr(state).encode()).hexdigest()
    task = _Task(
        context.broadcast(state), digest, column, tuple(answer_columns), speed or classifier.speed, threshold, threads
    )
    return df.mapInArrow(task, schema)


class _Task:
    """What an executor does with the rows of a partition."""

    # The last model of this process, which answers for many partitions one after another.
    _classifier: tuple[tuple[Any, ...], SentimentClassifier] | None = None

    def __init__(
        self,
        state: Any,
        digest: str,
        column: str,
        added: tuple[str, ...],
        speed: str | None,
        threshold: float | None,
        threads: int,
    ):
        """
        state: of the model, broadcast.
        """
        self._state, self._digest = state, digest
        self._column, self._added = column, added
        self._speed, self._threshold, self._threads = speed, threshold, threads

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            label_type = batch.schema.field(self._column).type
            yield with_answers(batch, self._column, self._model(), self._added, label_type, self._threshold)

    def _model(self) -> SentimentClassifier:
        key = self._digest, self._speed, self._threads
        if _Task._classifier is None or _Task._classifier[0] != key:
            classifier = SentimentClassifier._of(Model.of(self._state.value), self._speed, self._threads)
            _Task._classifier = key, classifier
        return _Task._classifier[1]
