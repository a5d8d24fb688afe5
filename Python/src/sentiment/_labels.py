"""Labels of any kind, and the names that the library knows them by."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import numpy as np

from ._texts import TextColumn, as_list, column, is_missing


class Labels:
    """The labels of some texts. None, NaN and "" stand for no label."""

    def __init__(self, values: Any, known: dict[str, Any] | None = None):
        """
        known: labels by their names, from texts before these.
        """
        given = np.asarray(values) if isinstance(values, np.ndarray) else None
        if given is not None and given.ndim > 1:
            raise ValueError(f"y has the shape {given.shape}; give one label for each text")
        self.by_name = dict(known or {})
        self._names: list[str] = []
        names: dict[Any, str] = {}
        for value in as_list(values, "y"):
            try:
                name = names.get(value)
            except TypeError:
                raise TypeError(f"y: a label can't be {value!r}: labels must be hashable") from None
            if name is None:
                name = names[value] = self._name(value)
            self._names.append(name)

    def _name(self, label: Any) -> str:
        if is_missing(label) or label == "":
            return ""
        if isinstance(label, float) and not label.is_integer():
            raise ValueError(
                f"y: Unknown label type: continuous, as {label} is; give a label for each kind of text, not a number"
            )
        name = str(int(label)) if isinstance(label, float) else str(label)
        other = self.by_name.setdefault(name, label)
        if other != label:
            raise ValueError(f"y: the labels {other!r} and {label!r} have the same name; rename one")
        return name

    @classmethod
    def of_sets(cls, values: Any) -> Labels:
        """Any number of labels for each text: a collection of them. None and NaN stand for texts of which no label is
        known, an empty collection for texts that have none of the labels."""
        sets = as_list(values, "y")
        for value in sets:
            if isinstance(value, str) or not (is_missing(value) or isinstance(value, Collection)):
                raise TypeError(f"y: {value!r} is no collection of labels; give one for each text, such as [label]")
        result = cls([label for value in sets if not is_missing(value) for label in value])
        names = iter(result._names)
        result._names = [
            "" if is_missing(value) else json.dumps([next(names) for _ in value], ensure_ascii=False) for value in sets
        ]
        return result

    def weighed(self, weights: list[float]) -> set[str]:
        """The names of labels that have a text of a weight above 0."""
        return {name for name, weight in zip(self._names, weights) if name and weight > 0}

    def __len__(self) -> int:
        return len(self._names)

    @property
    def column(self) -> TextColumn:
        return column(self._names, "y")


def classes(labels: list[Any]) -> np.ndarray:
    """Labels in their order, as scikit-learn has them; in the given one where they have none."""
    try:
        labels = sorted(labels)
    except TypeError:
        pass
    kinds = {type(label) for label in labels}
    if len(kinds) == 1 and kinds <= {str, int, float, bool}:
        return np.array(labels)
    array = np.empty(len(labels), object)
    array[:] = labels
    return array
