"""Writes the head of a classifier, which turns features of a text into probabilities, for runtimes of ONNX."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from . import _safetensors
from .classifier import SentimentClassifier
from .errors import UnsuitableInputError
from .vectors import WordVectors

# All that is used is in it, and runtimes of 2021 and later have it.
_OPERATORS = helper.make_opsetid("", 15)
_FORMAT = 8


def to_onnx(classifier: SentimentClassifier, path: str | os.PathLike[str]) -> None:
    """Writes a model of ONNX, whose output `probabilities` has the labels in the order of `classes_`; its metadata have
    their names as `labels`.

    A linear model, of `encoder="none"`, takes `words`, int64 [words]: what `word_rows` gives for a text. A network that
    `sentiment train-classifier` made takes `vectors`, float [texts x dimension]: what `WordVectors.embed` gives.
    """
    arrays = _arrays(classifier)
    if "classifier.encoder.weight" in arrays:
        raise UnsuitableInputError("the classifier asks an encoder, which isn't exported; fit it with encoder='none'")
    if "encoder.lstm.bias" in arrays:
        raise UnsuitableInputError("the classifier is an LSTM's, which isn't exported; train one of mean vectors")
    graph = _Graph()
    if "classifier.terms.words" in arrays:
        shape = ["words"]
        source = helper.make_tensor_value_info("words", TensorProto.INT64, shape)
        found = _linear(graph, arrays)
        result_shape: list[Any] = [len(classifier.classes_)]
    else:
        source = helper.make_tensor_value_info(
            "vectors", TensorProto.FLOAT, ["texts", arrays["embeddings.input"].shape[1]]
        )
        found = _network(graph, arrays)
        result_shape = ["texts", len(classifier.classes_)]
    graph.add("Gather", found, graph.constant(np.array(classifier._columns)), axis=-1, output="probabilities")
    result = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, result_shape)
    model = helper.make_model(
        helper.make_graph(graph.nodes, "sentiment", [source], [result], graph.constants),
        producer_name="sentiment",
        opset_imports=[_OPERATORS],
        ir_version=_FORMAT,
    )
    helper.set_model_props(model, {"labels": json.dumps([str(label) for label in classifier.classes_.tolist()])})
    onnx.checker.check_model(model)
    onnx.save(model, os.fspath(path))


def word_rows(classifier: SentimentClassifier, texts: list[str]) -> list[np.ndarray]:
    """For each text the rows of its known words in the classifier's vocabulary, in their order, int64 [words]."""
    with _file(classifier) as path:
        rows = {word: row for row, word in enumerate(WordVectors.load(path).words)}
    found = [[rows.get(word.text) for word in classifier.explain(text) if word.known] for text in texts]
    return [np.array([row for row in words if row is not None], np.int64) for words in found]


@contextmanager
def _file(classifier: SentimentClassifier) -> Iterator[Path]:
    """A classifier's file, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.safetensors"
        classifier.save(path)
        yield path


def _arrays(classifier: SentimentClassifier) -> dict[str, np.ndarray]:
    with _file(classifier) as path:
        return _safetensors.read(path)[0]


class _Graph:
    """Operations on named values."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: np.ndarray) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operator: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        output = output or f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def ints(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def sum_of_rows(self, rows: str) -> str:
        return self.add("ReduceSum", rows, self.ints(0), keepdims=0)

    def part(self, values: str, start: int, end: int) -> str:
        return self.add("Slice", values, self.ints(start), self.ints(end))


def _linear(graph: _Graph, arrays: dict[str, np.ndarray]) -> str:
    """z = b + the weighted mean of the words' vectors, as a number a word, + weights of words and pairs / √(n + 1),
    where n is the number of different words (Sources/Classification/NGrams/NGramClassifier.swift)."""
    table, pairs = arrays["classifier.terms.words"], arrays["classifier.terms.pairs"]
    outputs = len(arrays["classifier.terms.bias"])
    weights, means, terms = (graph.constant(part) for part in np.split(table, [1, 1 + outputs], axis=1))
    weight, mean = (graph.sum_of_rows(graph.add("Gather", part, "words")) for part in (weights, means))
    different = graph.add("Unique", "words")
    sums = graph.sum_of_rows(graph.add("Gather", terms, different))
    if len(pairs):
        shifted = graph.add("Mul", graph.part("words", 0, -1), graph.ints(1 << 32))
        keys = graph.add("Unique", graph.add("Add", shifted, graph.part("words", 1, np.iinfo(np.int64).max)))
        same = graph.add("Equal", graph.add("Unsqueeze", keys, graph.ints(1)), graph.constant(pairs[None, :]))
        found = graph.add("Cast", same, to=TensorProto.FLOAT)
        pair_weights = graph.constant(arrays["classifier.terms.pair_weights"].reshape(len(pairs), outputs))
        sums = graph.add("Add", sums, graph.sum_of_rows(graph.add("MatMul", found, pair_weights)))
    count = graph.add("Cast", graph.add("Shape", different), to=TensorProto.FLOAT)
    scale = graph.add("Sqrt", graph.add("Add", count, graph.constant(np.ones(1, np.float32))))
    logits = graph.add("Add", graph.add("Div", mean, weight), graph.add("Div", sums, scale))
    logits = graph.add("Add", logits, graph.constant(arrays["classifier.terms.bias"]))
    if outputs == 1:
        logits = graph.add("Concat", graph.constant(np.zeros(1, np.float32)), logits, axis=0)
    is_empty = graph.add("Equal", graph.add("Shape", "words"), graph.ints(0))
    return graph.add(
        "Where", is_empty, graph.constant(arrays["classifier.prior"]), graph.add("Softmax", logits, axis=-1)
    )


def _network(graph: _Graph, arrays: dict[str, np.ndarray]) -> str:
    """A layer of tanh units, unless there are none, then a softmax."""
    values = "vectors"
    for name in ("hidden", "output"):
        weight = arrays[f"classifier.{name}.weight"]
        if weight.size == 0:
            continue
        values = graph.add("MatMul", values, graph.constant(weight.T))
        values = graph.add("Add", values, graph.constant(arrays[f"classifier.{name}.bias"]))
        if name == "hidden":
            values = graph.add("Tanh", values)
    probabilities = graph.add("Softmax", values, axis=-1)
    largest = graph.add("ReduceMax", graph.add("Abs", "vectors"), axes=[1], keepdims=1)
    is_empty = graph.add("Equal", largest, graph.constant(np.zeros(1, np.float32)))
    return graph.add("Where", is_empty, graph.constant(arrays["classifier.prior"]), probabilities)
