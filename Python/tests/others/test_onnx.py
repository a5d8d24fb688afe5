"""Heads as ONNX's, answered by onnxruntime."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnxruntime
from reviews import KINDS, LABELS, TEXTS, program, write_labelled
from sentiment import SentimentClassifier, WordVectors, errors
from sentiment.onnx import to_onnx, word_rows

ODD = ["", "xyzzy", "good", "not bad at all, not bad", "good good good"]


class Heads(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.path = self.folder / "model.onnx"

    def session(self, classifier):
        to_onnx(classifier, self.path)
        session = onnxruntime.InferenceSession(self.path)
        labels = json.loads(session.get_modelmeta().custom_metadata_map["labels"])
        self.assertEqual(labels, [str(label) for label in classifier.classes_])
        return session

    def test_linear(self):
        texts = [*TEXTS, *ODD]
        numbers = [10 if label == "positive" else 9 for label in LABELS]
        for labels, settings in [(LABELS, {}), (KINDS, {}), (numbers, {}), (KINDS, {"without": ["word-pairs"]})]:
            classifier = SentimentClassifier(encoder="none", **settings).fit(TEXTS, labels)
            session = self.session(classifier)
            found = [session.run(["probabilities"], {"words": rows})[0] for rows in word_rows(classifier, texts)]
            np.testing.assert_allclose(found, classifier.predict_proba(texts), atol=1e-5)

    def test_built_in(self):
        classifier = SentimentClassifier.load("film-reviews-en")
        session = self.session(classifier)
        found = [session.run(["probabilities"], {"words": rows})[0] for rows in word_rows(classifier, ODD)]
        np.testing.assert_allclose(found, classifier.predict_proba(ODD), atol=1e-5)

    def test_networks(self):
        write_labelled(self.folder / "labelled.tsv", KINDS)
        vectors, model = self.folder / "vectors.safetensors", self.folder / "model.safetensors"
        program("train-embeddings", self.folder / "labelled.tsv", "--dimension", "16", "--output", vectors)
        for units in ("8", "0"):
            program(
                "train-classifier",
                self.folder / "labelled.tsv",
                "--embeddings",
                vectors,
                "--hidden",
                units,
                "--output",
                model,
            )
            classifier = SentimentClassifier.load(model)
            means = WordVectors.load(model).embed([*TEXTS, *ODD])
            (found,) = self.session(classifier).run(["probabilities"], {"vectors": means})
            np.testing.assert_allclose(found, classifier.predict_proba([*TEXTS, *ODD]), atol=1e-5)

    def test_what_cannot_be_exported(self):
        with self.assertRaisesRegex(errors.UnsuitableInputError, "encoder='none'"):
            to_onnx(SentimentClassifier.load("general"), self.path)
        with self.assertRaisesRegex(ValueError, "call fit first"):
            to_onnx(SentimentClassifier(), self.path)
        self.assertFalse(self.path.exists())


if __name__ == "__main__":
    unittest.main()
