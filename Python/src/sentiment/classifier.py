"""A classifier of texts, by scikit-learn's conventions."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ._labels import Labels, classes
from ._library import json_of, library, model_handle, settings
from ._model import Model
from ._running import Progress, run
from ._texts import Strings, TextColumn, as_list, column
from .errors import NotFittedError


class Estimate(NamedTuple):
    """How many answers on new texts will be right, by texts that weren't learned from."""

    accuracy: float
    interval: tuple[float, float]
    """The 95 % interval of the accuracy."""
    baseline: float | None
    """The accuracy of always answering the most frequent label."""
    text_count: int | None
    """The texts that it is of, copies counted once."""


class Answers(NamedTuple):
    """What a classifier says of some texts; a value for each."""

    label: np.ndarray
    """The likeliest label, or None where no answer is given; a tuple of labels where there may be any number."""
    probability: np.ndarray
    """Of the likeliest label, whether it is given or not."""
    coverage: np.ndarray
    """The fraction of the text's words that the model knows."""


class Suggestion(NamedTuple):
    """A text that would help if it had a label."""

    row: int
    text: str
    label: Hashable
    """What the classifier makes of it."""
    probability: float


class Contribution(NamedTuple):
    """What a word of a text contributes to the likeliest label."""

    text: str
    known: bool
    contribution: float
    """In log-odds; negative where the word speaks against the label."""


class SentimentClassifier:
    """Learns labels of any kind from few labelled texts.

    It has scikit-learn's conventions, and takes part in its pipelines and searches, without needing it. The same
    texts, settings and seed give the same model, with any number of threads, and the same as `sentiment fit`.

    Parameters
    ----------
    unlabelled : further texts, which needn't have labels: a sequence of texts, the path of a file, or paths.
    seed_words : words that describe a label, for some labels: ``{"good": ["great", "excellent"]}``.
    embeddings : files of word vectors; several are compared. By default those in the library.
    encoder : "default", the one in the library; or "none", to fit words alone, which is faster.
    abstain : the fraction of answers that is to be right, such as 0.95: where the model isn't sure enough for it,
        `answers` has None.
    label_shares : the shares of labels among the texts that will be read, where they are known.
    class_weight : how much more a label's texts count, where its mistakes are dearer: ``{"complaint": 5}``; or
        "balanced": the rarer a label is, the more each of its texts counts.
    optimize : "macro-f1" to answer rare labels more often, so that the mean of the labels' F1 is the largest on
        held-out texts; `card_["macroF1"]` tells how large. By default most answers shall be right.
    none_label : a further label for texts that have none of the others, which is learned from texts without labels
        that are unlike all labelled ones.
    multi_label : whether a text may have any number of labels: `y` has a collection of them for each text, `predict`
        gives a tuple, and `predict_proba` a probability for each label by itself. How well labels are found stands in
        ``card_["labelEstimate"]``, and `estimate_` is None.
    without : parts of the method to leave out, by their names (`sentiment fit --help` lists them).
    pieces : whether to learn from pieces of long texts too, for a classifier that will read short ones.
    speed : "fast", "balanced" or "accurate": how readily the encoder is asked when texts are classified.
    cache : where to keep what the encoder made of the texts, for the next fit: True for the user's cache folder,
        a folder, or False.
    seed : of the random generator.
    threads : None for as many as there are processors.
    progress : is called with what is being done, and which fraction of it is done (None where nobody knows).

    Attributes
    ----------
    classes_ : the labels, in the order of the columns of `predict_proba`.
    estimate_ : an `Estimate` of the accuracy on new texts, or None where there are too few labelled texts.
    card_ : what the model learned from, how, and how well.
    """

    # For versions of scikit-learn before 1.6.
    _estimator_type = "classifier"

    def __init__(
        self,
        *,
        unlabelled: Strings | str | os.PathLike[str] | Sequence[os.PathLike[str]] | None = None,
        seed_words: Mapping[Any, Sequence[str]] | None = None,
        embeddings: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
        encoder: str = "default",
        abstain: float | None = None,
        label_shares: Mapping[Any, float] | None = None,
        class_weight: Mapping[Any, float] | str | None = None,
        optimize: str | None = None,
        none_label: Hashable = None,
        multi_label: bool = False,
        without: Sequence[str] = (),
        pieces: bool = False,
        speed: str | None = None,
        cache: bool | str | os.PathLike[str] = True,
        seed: int = 1,
        threads: int | None = None,
        progress: Progress | None = None,
    ):
        self.unlabelled = unlabelled
        self.seed_words = seed_words
        self.embeddings = embeddings
        self.encoder = encoder
        self.abstain = abstain
        self.label_shares = label_shares
        self.class_weight = class_weight
        self.optimize = optimize
        self.none_label = none_label
        self.multi_label = multi_label
        self.without = without
        self.pieces = pieces
        self.speed = speed
        self.cache = cache
        self.seed = seed
        self.threads = threads
        self.progress = progress

    # Learning.

    def fit(self, X: Strings, y: Any, sample_weight: Any = None) -> SentimentClassifier:
        """Learns from labelled texts.

        X : texts.
        y : their labels; None, NaN or "" for a text without one, which is learned from too. With `multi_label` a
            collection of labels for each text, and None where nobody has said them.
        sample_weight : how much each counts, 0 or more; by default each counts 1.
        """
        texts, labels = _labelled(X, y, several=self.multi_label)
        if len(labels.by_name) < 2 and not self.seed_words:
            found = f"one class, {next(iter(labels.by_name.values()))!r}" if labels.by_name else "no label"
            raise ValueError(f"y has {found}; give texts of two labels at least, or words for labels (seed_words)")
        weights = _weights(sample_weight, len(texts))
        if weights is not None and len(labels.weighed(weights)) < 2 and not self.seed_words:
            raise ValueError("y has one class whose sample_weight isn't zero; give texts of two labels some weight")
        handle = model_handle()
        settings = self._fit_settings(weights)
        unlabelled = self._unlabelled_texts()

        def fit(progress: Any) -> None:
            library.sentiment_fit(
                texts.reference, labels.column.reference, unlabelled.reference, settings, progress, None, handle.place
            )

        run(fit, self.progress)
        self._take(Model(handle).as_its_file, {**_names(self.seed_words or ()), **self._none_name, **labels.by_name})
        return self

    def partial_fit(self, X: Strings, y: Any, classes: Any = None) -> SentimentClassifier:
        """Learns from further labelled texts, also from labels that it doesn't have yet; the first ones fit it.

        classes : all labels that there are, if they are to be checked. A label is known once a text has it.

        Weights and `optimize` are of the first fit: each further text counts 1.
        """
        if classes is not None:
            allowed = _names(classes)
            other = next((label for name, label in Labels(y).by_name.items() if name not in allowed), None)
            if other is not None:
                raise ValueError(f"y has the label {other!r}, which isn't among the classes; add it there")
        if not self.__sklearn_is_fitted__():
            return self.fit(X, y)
        texts, labels = _labelled(X, y, self._labels)
        handle = model_handle()
        model = self._model
        chosen = settings({"seed": self.seed, "threads": self._thread_count})

        def update(progress: Any) -> None:
            library.sentiment_update(
                model.handle, texts.reference, labels.column.reference, chosen, progress, None, handle.place
            )

        run(update, self.progress)
        self._take(Model(handle).as_its_file, labels.by_name)
        return self

    # Answering.

    def predict(self, X: Strings) -> np.ndarray:
        """The likeliest label of each text, or with `multi_label` a tuple of all its labels. `answers` tells where the
        classifier isn't sure."""
        if self._fitted().thresholds is not None:
            return self.answers(X).label
        probabilities = self.predict_proba(X)
        labels: np.ndarray = self.classes_[probabilities.argmax(axis=1)]
        return labels

    def predict_proba(self, X: Strings) -> np.ndarray:
        """The labels' probabilities, [texts x labels] in the order of `classes_`."""
        model = self._fitted()
        return model.probabilities(_texts(X), self._thread_count)[:, self._columns]

    def top(self, X: Strings, n: int = 3) -> list[list[tuple[Hashable, float]]]:
        """The n likeliest labels of each text with their probabilities, best first."""
        probabilities = self.predict_proba(X)
        order = np.argsort(-probabilities, axis=1, kind="stable")[:, :n]
        labels = self.classes_.tolist()
        return [
            [(labels[place], float(row[place])) for place in places] for row, places in zip(probabilities, order)
        ]

    def answers(self, X: Strings, threshold: float | None = None) -> Answers:
        """Labels only where the classifier is sure enough, with probabilities and the fraction of known words.

        threshold : the least probability of a label that is given. Without one, a classifier that was made with
            `abstain` has its own. No label is given where no word of a text is known.
        """
        model = self._fitted()
        probabilities, coverage, withheld = model.answers(_texts(X), self._thread_count)
        if model.thresholds is not None:
            least = model.thresholds if threshold is None else threshold
            return self._label_sets(probabilities, (probabilities >= least) & (coverage > 0)[:, np.newaxis], coverage)
        places = probabilities.argmax(axis=1)
        best = probabilities[np.arange(len(places)), places]
        is_given = (coverage > 0) & ~withheld
        if threshold is not None:
            is_given &= best >= threshold
        known = np.empty(len(model.labels), object)
        known[:] = list(self._labels.values())
        labels = known[places]
        labels[~is_given] = None
        return Answers(labels, best, coverage)

    def _label_sets(self, probabilities: np.ndarray, is_given: np.ndarray, coverage: np.ndarray) -> Answers:
        known = list(self._labels.values())
        sets = np.empty(len(is_given), object)
        for row, given in enumerate(is_given):
            sets[row] = tuple(known[place] for place in np.flatnonzero(given))
        return Answers(sets, probabilities.max(axis=1), coverage)

    def explain(self, text: str) -> list[Contribution]:
        """What each word of a text contributes to the likeliest label."""
        words = self._fitted().explain(text)
        return [Contribution(word["text"], word["known"], word["contribution"]) for word in words]

    def score(self, X: Strings, y: Any, sample_weight: Any = None) -> float:
        """The fraction of texts whose label is right, or all of whose labels are; weighed, if weights are given."""
        labels = as_list(y, "y")
        if self._fitted().thresholds is not None:
            is_right = np.array([set(answer) == set(own) for answer, own in zip(self.predict(X), labels)])
        else:
            is_right = np.array([answer == label for answer, label in zip(self.predict(X), labels)])
        return float(np.average(is_right, weights=sample_weight))

    # Choosing and judging texts.

    def suggest(self, texts: Strings, n: int = 10, labelled: Strings | None = None) -> list[Suggestion]:
        """Which texts would help most if they had labels, best first; of 20,000 at most.

        labelled : texts that have labels already; the like of these isn't suggested.
        """
        model = self._fitted()
        pool, known = column(texts, "texts"), column([] if labelled is None else labelled, "labelled")
        found = json_of(
            lambda place: library.sentiment_suggest(
                model.handle, pool.reference, known.reference, n, self._thread_count, place
            )
        )
        return [
            Suggestion(text["index"], text["text"], self._labels[text["label"]], text["probability"])
            for text in found
        ]

    def diagnose(self, X: Strings, y: Any) -> dict[str, Any]:
        """Which part of a fit to these texts fails, and what to do about it; by a fit with this one's settings."""
        texts, labels = _labelled(X, y)
        settings = self._fit_settings(None)
        unlabelled = self._unlabelled_texts()
        found: list[dict[str, Any]] = []

        def diagnose(progress: Any) -> None:
            found.append(
                json_of(
                    lambda place: library.sentiment_diagnose(
                        texts.reference,
                        labels.column.reference,
                        unlabelled.reference,
                        settings,
                        progress,
                        None,
                        place,
                    )
                )
            )

        run(diagnose, self.progress)
        return found[0]

    # Files.

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the model's file, the same as the program's: labels are kept by their names there."""
        self._fitted().write(path)

    @classmethod
    def load(
        cls,
        file_or_name: str | os.PathLike[str],
        *,
        labels: Sequence[str] | None = None,
        speed: str | None = None,
        threads: int | None = None,
    ) -> SentimentClassifier:
        """A classifier of a model's file, or one of the library by its name, such as "general".

        labels : those to answer with, if not with all.
        """
        return cls._of(
            Model.open(file_or_name).answering(None, None if labels is None else list(labels)), speed, threads
        )

    @classmethod
    def _of(cls, model: Model, speed: str | None, threads: int | None) -> SentimentClassifier:
        classifier = cls(speed=speed, threads=threads)
        classifier._take(model, {label: label for label in model.labels})
        return classifier

    def __getstate__(self) -> dict[str, Any]:
        # A function to show the progress may be one that can't be pickled, and belongs to this process anyway.
        state = {**self.__dict__, "progress": None}
        if "_model" in state:
            state["_model"] = state["_model"].state
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if "_model" in state:
            self._take(Model.of(state["_model"]), state["_labels"])

    # What scikit-learn asks.

    @classmethod
    def _parameter_names(cls) -> list[str]:
        parameters = inspect.signature(cls.__init__).parameters.values()
        return sorted(parameter.name for parameter in parameters if parameter.kind == parameter.KEYWORD_ONLY)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._parameter_names()}

    def set_params(self, **parameters: Any) -> SentimentClassifier:
        names = self._parameter_names()
        for name, value in parameters.items():
            if name not in names:
                raise ValueError(f"Invalid parameter {name!r}; there are {', '.join(names)}")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        defaults = inspect.signature(type(self).__init__).parameters
        given = [
            f"{name}={getattr(self, name)!r}"
            for name in self._parameter_names()
            if getattr(self, name) is not defaults[name].default and getattr(self, name) != defaults[name].default
        ]
        return f"{type(self).__name__}({', '.join(given)})"

    def __sklearn_is_fitted__(self) -> bool:
        return "_model" in self.__dict__

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(two_d_array=False, string=True),
        )

    # Within.

    def _take(self, model: Model, labels: dict[str, Any]) -> None:
        """
        labels: by their names; those of the model are among them.
        """
        self._model = model.answering(self.speed, None)
        self._labels = {name: labels[name] for name in model.labels}
        self.classes_ = classes(list(self._labels.values()))
        places = {label: place for place, label in enumerate(self._labels.values())}
        self._columns = [places[label] for label in self.classes_.tolist()]
        self.card_ = model.card
        self.estimate_ = _estimate(self.card_)

    def _fitted(self) -> Model:
        if not self.__sklearn_is_fitted__():
            raise _not_fitted(f"This {type(self).__name__} has learned nothing yet; call fit first, or load a model")
        return self._model

    @property
    def _none_name(self) -> dict[str, Any]:
        return {} if self.none_label is None else _names([self.none_label])

    @property
    def _thread_count(self) -> int:
        return self.threads or 0

    def _fit_settings(self, sample_weight: list[float] | None) -> bytes:
        return settings(
            {
                "seed": self.seed,
                "threads": self._thread_count,
                "seedWords": _by_name(self.seed_words, list),
                "unlabelledFiles": _files(self.unlabelled),
                "embeddings": None if self.embeddings is None else _paths(self.embeddings),
                "encoder": self.encoder,
                "abstain": self.abstain,
                "labelShares": _by_name(self.label_shares, float),
                "labelWeights": self.class_weight
                if isinstance(self.class_weight, str)
                else _by_name(self.class_weight, float),
                "textWeights": sample_weight,
                "optimize": self.optimize,
                "noneOfThese": next(iter(self._none_name), None),
                "multiLabel": self.multi_label,
                "without": list(self.without),
                "pieces": self.pieces,
                "cache": _cache_folder(self.cache),
            }
        )

    def _unlabelled_texts(self) -> TextColumn:
        is_texts = self.unlabelled is not None and _files(self.unlabelled) is None
        return column(self.unlabelled if is_texts else [], "unlabelled")


def _texts(X: Strings) -> TextColumn:
    return column(X, "X")


def _labelled(
    X: Strings, y: Any, known: dict[str, Any] | None = None, several: bool = False
) -> tuple[TextColumn, Labels]:
    if y is None:
        raise ValueError("This SentimentClassifier requires y to be passed, but the target y is None")
    texts, labels = _texts(X), Labels.of_sets(y) if several else Labels(y, known)
    if len(texts) != len(labels):
        raise ValueError(f"X has {len(texts)} texts and y has {len(labels)} labels; give one for each")
    return texts, labels


def _weights(weights: Any, count: int) -> list[float] | None:
    if weights is None:
        return None
    numbers = np.asarray(weights, float)
    if numbers.shape != (count,):
        raise ValueError(f"sample_weight has the shape {numbers.shape}; give one number for each of {count} texts")
    if not (np.isfinite(numbers).all() and (numbers >= 0).all()):
        raise ValueError("sample_weight has a number that isn't 0 or more")
    if not numbers.any():
        raise ValueError("sample_weight is zero for all texts; give some a larger weight")
    return list(numbers.tolist())


def _names(labels: Iterable[Any]) -> dict[str, Any]:
    """Labels by their names."""
    return Labels(list(labels)).by_name


def _by_name(values: Mapping[Any, Any] | None, kind: type) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: kind(values[label]) for name, label in _names(values).items()}


def _paths(paths: Any) -> list[str]:
    return [os.fspath(paths)] if isinstance(paths, (str, os.PathLike)) else [os.fspath(path) for path in paths]


def _files(unlabelled: Any) -> list[str] | None:
    """The paths among what may also be texts: a path alone, or a sequence of path objects."""
    if isinstance(unlabelled, (str, os.PathLike)):
        return _paths(unlabelled)
    if isinstance(unlabelled, (list, tuple)) and unlabelled and isinstance(unlabelled[0], os.PathLike):
        return _paths(unlabelled)
    return None


def _cache_folder(cache: bool | str | os.PathLike[str]) -> str | None:
    """The folder that `sentiment fit` keeps such in too, unless another is named."""
    if cache is False or cache is None:
        return None
    if cache is not True:
        return os.fspath(cache)
    base = os.environ.get("XDG_CACHE_HOME", "")
    return str((Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "sentiment" / "vectors")


def _estimate(card: dict[str, Any]) -> Estimate | None:
    estimate = card.get("estimate")
    if estimate is None:
        return None
    low, high = estimate["interval"]
    baseline = estimate.get("majorityBaseline")
    return Estimate(estimate["accuracy"], (low, high), baseline and baseline["accuracy"], estimate.get("textCount"))


def _not_fitted(message: str) -> Exception:
    """scikit-learn's own exception where it is in use: its tools look for it."""
    theirs = sys.modules.get("sklearn.exceptions")
    return (theirs.NotFittedError if theirs else NotFittedError)(message)
