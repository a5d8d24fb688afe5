"""WordVectors and encode, where nothing but numpy is installed."""

import json
import pickle
import tempfile
import unittest
from pathlib import Path

import numpy as np
from reviews import TEXTS, program
from sentiment import WordVectors, encode, errors


class Vectors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vectors = WordVectors.train(TEXTS, dimension=20, min_count=2, epochs=3, seed=5)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_training_makes_the_same_file_as_the_program(self):
        path = self.folder / "texts.txt"
        path.write_text("".join(text + "\n" for text in TEXTS), "utf-8")
        program(
            "train-embeddings",
            path,
            "--text-format",
            "lines",
            "--dimension",
            "20",
            "--min-count",
            "2",
            "--epochs",
            "3",
            "--seed",
            "5",
            "--format",
            "word2vec-text",
            "--output",
            self.folder / "theirs.vec",
        )
        for threads in (1, 2):
            trained = WordVectors.train(TEXTS, dimension=20, min_count=2, epochs=3, seed=5, threads=threads)
            trained.save(self.folder / "ours.vec")
            self.assertEqual((self.folder / "ours.vec").read_bytes(), (self.folder / "theirs.vec").read_bytes())

    def test_words_and_rows(self):
        vectors = self.vectors
        self.assertEqual(vectors.vectors.shape, (len(vectors), vectors.dimension))
        self.assertEqual(len(vectors.words), len(vectors))
        word = vectors.words[3]
        self.assertIn(word, vectors)
        np.testing.assert_array_equal(vectors[word], vectors.vectors[3])
        np.testing.assert_array_equal(vectors[vectors.words[:5]], vectors.vectors[:5])
        self.assertNotIn("xyzzy", vectors)
        with self.assertRaisesRegex(KeyError, "xyzzy"):
            vectors["xyzzy"]

    def units(self):
        return self.vectors.vectors / np.linalg.norm(self.vectors.vectors, axis=1, keepdims=True)

    def check_nearest(self, found, direction, left_out):
        cosines = self.units() @ (direction / np.linalg.norm(direction))
        order = [row for row in np.argsort(-cosines) if row not in left_out][: len(found)]
        np.testing.assert_allclose([cosine for _, cosine in found], cosines[order], atol=1e-5)
        for word, cosine in found:
            self.assertAlmostEqual(cosines[self.vectors.words.index(word)], cosine, places=5)

    def test_neighbours(self):
        self.check_nearest(self.vectors.most_similar(self.vectors.words[1], 5), self.units()[1], {1})
        with self.assertRaisesRegex(errors.UnsuitableInputError, "xyzzy"):
            self.vectors.most_similar("xyzzy")

    def test_analogy(self):
        a, b, c = self.units()[:3]
        self.check_nearest(self.vectors.analogy(*self.vectors.words[:3], n=4), b - a + c, {0, 1, 2})

    def test_means(self):
        words = self.vectors.words
        texts = [" ".join(words[2:5]), words[0], "xyzzy", ""]
        means = self.vectors.embed(texts)
        np.testing.assert_allclose(means[0], self.vectors.vectors[2:5].mean(axis=0), atol=1e-6)
        np.testing.assert_allclose(means[1], self.vectors.vectors[0], atol=1e-6)
        np.testing.assert_array_equal(means[2:], 0)

    def test_files(self):
        for name in ("v.safetensors", "v.vec", "v.txt", "v.bin", "v.glove"):
            self.vectors.save(self.folder / name)
            loaded = WordVectors.load(self.folder / name)
            self.assertEqual(loaded.words, self.vectors.words)
            np.testing.assert_array_equal(loaded.vectors, self.vectors.vectors)
        with self.assertRaisesRegex(errors.UnsuitableInputError, "v.nix"):
            self.vectors.save(self.folder / "v.nix")
        with self.assertRaises(FileNotFoundError):
            WordVectors.load(self.folder / "nix")
        copied = pickle.loads(pickle.dumps(self.vectors))
        np.testing.assert_array_equal(copied.embed(TEXTS), self.vectors.embed(TEXTS))


class Encoder(unittest.TestCase):
    def test_as_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "texts.txt"
            path.write_text("".join(text + "\n" for text in TEXTS), "utf-8")
            lines = program("encode", path, "--text-format", "lines", "--json").splitlines()
        vectors = encode(TEXTS)
        np.testing.assert_array_equal(vectors, np.array([json.loads(line)["vector"] for line in lines], np.float32))
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        np.testing.assert_array_equal(encode(TEXTS[:7], threads=1), vectors[:7])


if __name__ == "__main__":
    unittest.main()
