"""Numbers as texts, for scikit-learn's checks, whose data are numbers."""

import tempfile
from pathlib import Path

import numpy as np
from sentiment import SentimentClassifier, WordVectors
from sklearn.utils.validation import validate_data


def _known_words():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "general.safetensors"
        SentimentClassifier.load("general").save(path)
        return [word for word in WordVectors.load(path).words if word.isascii() and word.isalpha()]


WORDS = _known_words()


def texts(X):
    """A word for each number of a row, which tells its column and size."""
    return [
        " ".join(WORDS[1000 + (column * 401 + round(value)) % (len(WORDS) // 2)] for column, value in enumerate(row))
        for row in np.asarray(X, float)
    ]


class ClassifierOfNumbers(SentimentClassifier):
    """Turns rows of numbers into texts; all else is the classifier's own."""

    def __init__(
        self,
        *,
        unlabelled=None,
        seed_words=None,
        embeddings=None,
        encoder="none",
        abstain=None,
        label_shares=None,
        class_weight=None,
        optimize=None,
        none_label=None,
        without=(),
        pieces=False,
        speed=None,
        cache=False,
        seed=1,
        threads=1,
        progress=None,
    ):
        super().__init__(
            unlabelled=unlabelled,
            seed_words=seed_words,
            embeddings=embeddings,
            encoder=encoder,
            abstain=abstain,
            label_shares=label_shares,
            class_weight=class_weight,
            optimize=optimize,
            none_label=none_label,
            without=without,
            pieces=pieces,
            speed=speed,
            cache=cache,
            seed=seed,
            threads=threads,
            progress=progress,
        )

    def fit(self, X, y, sample_weight=None):
        # From the base's partial_fit they come as texts.
        is_texts = isinstance(X, list) and bool(X) and isinstance(X[0], str)
        return super().fit(X if is_texts else texts(validate_data(self, X)), y, sample_weight)

    def partial_fit(self, X, y, classes=None):
        rows = validate_data(self, X, reset=not hasattr(self, "n_features_in_"))
        return super().partial_fit(texts(rows), y, classes)

    def predict_proba(self, X):
        self._fitted()
        return super().predict_proba(texts(validate_data(self, X, reset=False)))

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array, tags.input_tags.string = True, False
        return tags
