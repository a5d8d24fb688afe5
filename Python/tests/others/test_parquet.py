"""classify_parquet."""

import tempfile
import unittest
from pathlib import Path

import pyarrow
from pyarrow import feather, parquet
from reviews import LABELS, TEXTS
from sentiment import SentimentClassifier
from sentiment.parquet import classify_parquet


class Files(unittest.TestCase):
    classifier = SentimentClassifier.load("general", speed="fast")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.table = pyarrow.table(
            {"id": range(len(TEXTS) + 2), "text": [*TEXTS, None, "xyzzy"], "true": [*LABELS, None, None]}
        )

    def check(self, table, threshold=None, names=("label", "probability", "coverage")):
        self.assertTrue(table.select(self.table.column_names).equals(self.table))
        answers = self.classifier.answers([*TEXTS, "", "xyzzy"], threshold)
        label, probability, coverage = (table[name].to_pylist() for name in names)
        self.assertEqual(label, answers.label.tolist())
        self.assertEqual(probability, [*answers.probability[:-2], None, answers.probability[-1]])
        self.assertEqual(coverage, [*answers.coverage[:-2], None, 0])

    def test_parquet(self):
        parquet.write_table(self.table, self.folder / "in.parquet", row_group_size=100)
        classify_parquet(self.folder / "in.parquet", self.folder / "out.parquet", "text", self.classifier)
        self.check(parquet.read_table(self.folder / "out.parquet"))
        self.assertEqual({path.name for path in self.folder.iterdir()}, {"in.parquet", "out.parquet"})

    def test_arrow(self):
        feather.write_feather(self.table, self.folder / "in.arrow", chunksize=100, compression="uncompressed")
        names = ("topic", "p", "known")
        classify_parquet(
            self.folder / "in.arrow",
            self.folder / "out.arrow",
            "text",
            self.classifier,
            threshold=0.9,
            answer_columns=names,
        )
        self.check(feather.read_table(self.folder / "out.arrow"), 0.9, names)

    def test_models(self):
        parquet.write_table(self.table, self.folder / "in.parquet")
        numbers = SentimentClassifier(encoder="none").fit(TEXTS, [int(label == "positive") for label in LABELS])
        numbers.save(self.folder / "model.safetensors")
        for model in (numbers, self.folder / "model.safetensors"):
            classify_parquet(self.folder / "in.parquet", self.folder / "out.parquet", "text", model)
            labels = parquet.read_table(self.folder / "out.parquet")["label"].to_pylist()
            self.assertEqual(labels[:-2], [str(label) for label in numbers.predict(TEXTS)])

    def test_what_cannot_be(self):
        source, target = self.folder / "in.parquet", self.folder / "out.parquet"
        parquet.write_table(self.table, source)
        for arguments, message in [
            ((source, target, "nix"), "no column 'nix'; there are id, text, true"),
            ((source, target, "id"), "type int64, not strings"),
            ((source, source, "text"), "would replace the input"),
        ]:
            with self.assertRaisesRegex(ValueError, message):
                classify_parquet(*arguments, self.classifier)
        for names in (("TRUE", "b", "c"), ("a", "A", "c"), ("a", "b")):
            with self.assertRaises(ValueError):
                classify_parquet(source, target, "text", self.classifier, answer_columns=names)
        with self.assertRaises(FileNotFoundError):
            classify_parquet(self.folder / "nix.parquet", target, "text", self.classifier)
        source.write_bytes(b"no Parquet")
        with self.assertRaisesRegex(ValueError, "in.parquet"):
            classify_parquet(source, target, "text", self.classifier)
        self.assertFalse(target.exists())


if __name__ == "__main__":
    unittest.main()
