"""Columns of pandas, polars and pyarrow, as texts and as labels."""

import unittest

import numpy as np
import pandas
import polars
import pyarrow
from reviews import LABELS, TEXTS
from sentiment import SentimentClassifier
from sentiment._texts import column


class Columns(unittest.TestCase):
    classifier = SentimentClassifier.load("general", speed="fast")

    def columns(self, texts):
        arrow = pyarrow.array(texts)
        yield from (
            pandas.Series(texts),
            pandas.Series(texts, dtype=object),
            pandas.Series(texts, index=range(7, 7 + len(texts))),
        )
        yield from (pandas.Series(texts, dtype="string"), pandas.Series(texts, dtype="category"), pandas.Index(texts))
        yield from (
            pandas.Series(texts, dtype=pandas.ArrowDtype(kind)) for kind in (pyarrow.string(), pyarrow.large_string())
        )
        yield from (polars.Series(texts), polars.Series(texts, dtype=polars.Categorical))
        yield from (
            arrow,
            arrow.cast(pyarrow.large_string()),
            arrow.cast(pyarrow.string_view()),
            arrow.dictionary_encode(),
        )
        half = len(texts) // 2
        yield from (pyarrow.chunked_array([texts[:half], texts[half:]]), pyarrow.chunked_array([texts]))
        yield pyarrow.array(["left out", *texts, "left out"])[1:-1]
        yield pyarrow.chunked_array([pyarrow.array(["left out", *texts])[1:half], pyarrow.array(texts)[half - 1 :]])

    def test_texts(self):
        texts = [*TEXTS, "", "Grüße \U0001f600 好"]
        expected = self.classifier.predict_proba(texts)
        for given in self.columns(texts):
            np.testing.assert_array_equal(self.classifier.predict_proba(given), expected, str(type(given)))

    def test_no_text_is_copied_from_arrow(self):
        for kind in (pyarrow.string(), pyarrow.large_string()):
            array = pyarrow.array(TEXTS, kind)
            address = array.buffers()[2].address
            for given in (array, pyarrow.chunked_array([array]), array[5:]):
                self.assertEqual(column(given)._native.bytes, address)
        # polars and pandas have other layouts within, which Arrow's own functions turn into these.
        self.assertEqual(len(column(polars.Series(TEXTS))), len(TEXTS))

    def test_missing_texts(self):
        texts = ["good", None, "bad"]
        for given in (
            pandas.Series(texts),
            pandas.Series(texts, dtype="string"),
            pandas.Series(texts, dtype=object),
            polars.Series(texts),
            pyarrow.array(texts),
            pyarrow.array([None, "good"])[0:1],
            pandas.Series(["good", float("nan")], dtype=object),
        ):
            with self.assertRaisesRegex(ValueError, "X: row [01] has no text"):
                self.classifier.predict(given)

    def test_what_has_no_texts(self):
        table = {"text": ["good"], "label": ["x"]}
        for given in (pandas.DataFrame(table), polars.DataFrame(table), pyarrow.table(table)):
            with self.assertRaisesRegex(ValueError, "X has columns"):
                self.classifier.predict(given)
        for given in (pandas.Series([1, 2]), polars.Series([1, 2]), pyarrow.array([1, 2])):
            with self.assertRaisesRegex(TypeError, "X"):
                self.classifier.predict(given)
        for given in (
            pandas.Series([], dtype=str),
            polars.Series([], dtype=polars.String),
            pyarrow.array([], pyarrow.string()),
        ):
            self.assertEqual(self.classifier.predict(given).shape, (0,))

    def test_labels(self):
        texts = pandas.Series(TEXTS)
        labels = [label if row % 3 else None for row, label in enumerate(LABELS)]
        expected = SentimentClassifier(encoder="none").fit(TEXTS, labels).predict_proba(TEXTS)
        for given in (
            pandas.Series(labels),
            pandas.Series(labels, dtype="string"),
            pandas.Series(labels, dtype="category"),
            polars.Series(labels),
            pyarrow.array(labels),
            pandas.Series(labels).to_numpy(),
        ):
            classifier = SentimentClassifier(encoder="none").fit(texts, given)
            np.testing.assert_array_equal(classifier.predict_proba(texts), expected)
            self.assertEqual(classifier.classes_.tolist(), ["negative", "positive"])
        numbers = pandas.Series([None if label is None else int(label == "positive") for label in labels])
        for given in (
            numbers,
            numbers.astype("Int64"),
            polars.Series([None if n is None or n != n else int(n) for n in numbers]),
        ):
            classifier = SentimentClassifier(encoder="none").fit(texts, given)
            self.assertEqual(classifier.classes_.tolist(), [0, 1])

    def test_unlabelled(self):
        fits = [
            SentimentClassifier(encoder="none", unlabelled=given).fit(TEXTS[:60], LABELS[:60]).predict_proba(TEXTS)
            for given in (TEXTS[60:], pandas.Series(TEXTS[60:]), polars.Series(TEXTS[60:]))
        ]
        np.testing.assert_array_equal(fits[0], fits[1])
        np.testing.assert_array_equal(fits[0], fits[2])


if __name__ == "__main__":
    unittest.main()
