"""Folders of model2vec, written and read, beside model2vec itself."""

import json
import os
import tempfile
import unittest
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # model2vec looks for no folder elsewhere.

import numpy as np
from model2vec import StaticModel
from reviews import KINDS, TEXTS
from sentiment import SentimentClassifier, WordVectors, errors
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

WORDS = ["good", "bad", "film", "great", "naïve", "été"]


class Folders(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_model2vec_reads_what_is_written(self):
        SentimentClassifier.load("general").save(self.folder / "general.safetensors")
        trained = WordVectors.train(TEXTS * 5, dimension=16, seed=3)
        for number, vectors in enumerate([trained, WordVectors.load(self.folder / "general.safetensors")]):
            folder = self.folder / f"static-{number}"
            vectors.to_static_model(folder)
            theirs = StaticModel.from_pretrained(folder)
            self.assertEqual(list(theirs.tokens[:-1]), vectors.words)
            texts = [
                *TEXTS,
                "",
                "xyzzy",
                "Don’t",
                "3.14 or 1,000",
                "U.S.A.",
                "see https://example.com/a and <b>bold</b>",
            ]
            difference = np.abs(theirs.encode(texts) - vectors.embed(texts)).max(axis=1)
            # Expressions find the common emoticons alone, and no emoji of several characters.
            is_plain = np.array([kind not in ("emoji", "emoticon") for kind in [*KINDS, *(6 * [""])]])
            self.assertLess(difference[is_plain].max(), 1e-6)
            self.assertGreater((difference < 1e-6).mean(), 0.9)
            again = WordVectors.from_static_model(folder)
            self.assertEqual(again.words, vectors.words)
            np.testing.assert_array_equal(again.vectors, vectors.vectors)
            with self.assertRaises(FileExistsError):
                vectors.to_static_model(folder)

    def tokenizers(self):
        """One of each kind, and the words that it has as one piece."""
        pieces = {piece: number for number, piece in enumerate(["[PAD]", "[UNK]", *WORDS, "##ness", "##s"])}
        tokenizer = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer.add_special_tokens(["[PAD]", "[UNK]"])
        yield tokenizer, WORDS
        tokenizer = Tokenizer(
            models.WordLevel({"[UNK]": 0, **{word: row + 1 for row, word in enumerate(WORDS)}}, unk_token="[UNK]")
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        yield tokenizer, WORDS
        marked = [("<unk>", 0.0), *((f"▁{word}", -1.0) for word in WORDS), ("ness", -2.0), ("s", -2.0)]
        tokenizer = Tokenizer(models.Unigram(marked, unk_id=0))
        tokenizer.normalizer = normalizers.NFC()
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        yield tokenizer, WORDS
        byte_level = pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=False)
        spelled = [byte_level.pre_tokenize_str(word)[0][0] for word in WORDS]
        # Pieces of one character each, which the merges join to the words.
        pieces, merges = {}, []
        for word in spelled:
            for end in range(1, len(word) + 1):
                pieces.setdefault(word[end - 1], len(pieces))
                pieces.setdefault(word[:end], len(pieces))
                if end > 1 and (word[: end - 1], word[end - 1]) not in merges:
                    merges.append((word[: end - 1], word[end - 1]))
        tokenizer = Tokenizer(models.BPE(pieces, merges))
        tokenizer.pre_tokenizer = byte_level
        yield tokenizer, WORDS

    def test_words_have_the_vectors_that_model2vec_gives_them(self):
        random = np.random.default_rng(1)
        for number, (tokenizer, words) in enumerate(self.tokenizers()):
            count = tokenizer.get_vocab_size()
            for name, settings in {
                "plain": {"vectors": random.standard_normal((count, 5)).astype(np.float32)},
                "half": {"vectors": random.standard_normal((count, 5)).astype(np.float16)},
                "mapped": {
                    "vectors": random.standard_normal((3, 5)).astype(np.float32),
                    "token_mapping": random.integers(0, 3, count),
                    "weights": random.random(count).astype(np.float32),
                },
            }.items():
                folder = self.folder / f"{name}-{number}"
                model = StaticModel(tokenizer=tokenizer, **settings)
                model.save_pretrained(folder)
                vectors = WordVectors.from_static_model(folder)
                for word in words:
                    np.testing.assert_allclose(
                        vectors[word], model.encode(word), atol=1e-3 if name == "half" else 1e-6
                    )
                self.assertFalse(set(vectors.words) & {"[PAD]", "[UNK]", "<unk>", "##s", "ness"})

    def test_sentence_transformers(self):
        tokenizer, words = next(self.tokenizers())
        model = StaticModel(np.eye(tokenizer.get_vocab_size(), dtype=np.float32), tokenizer)
        folder = self.folder / "folder"
        model.save_pretrained(folder)
        # As sentence-transformers lays it out.
        path = folder / "model.safetensors"
        header_size = int.from_bytes(path.read_bytes()[:8], "little")
        header, rows = path.read_bytes()[8 : 8 + header_size], path.read_bytes()[8 + header_size :]
        header = json.dumps({"embedding.weight": json.loads(header)["embeddings"]}).encode()
        (folder / "0_StaticEmbedding").mkdir()
        (folder / "0_StaticEmbedding/model.safetensors").write_bytes(
            len(header).to_bytes(8, "little") + header + rows
        )
        (folder / "tokenizer.json").rename(folder / "0_StaticEmbedding/tokenizer.json")
        path.unlink()
        vectors = WordVectors.from_static_model(folder)
        self.assertEqual(vectors.words, words)
        np.testing.assert_array_equal(vectors[words[0]], np.eye(tokenizer.get_vocab_size())[2])

    def test_folders_that_cannot_be_read(self):
        with self.assertRaisesRegex(FileNotFoundError, "no model.safetensors"):
            WordVectors.from_static_model(self.folder)
        (self.folder / "model.safetensors").write_bytes(b"nothing")
        with self.assertRaisesRegex(errors.DamagedFileError, "model.safetensors"):
            WordVectors.from_static_model(self.folder)
        tokenizer, _ = next(self.tokenizers())
        StaticModel(np.eye(tokenizer.get_vocab_size(), dtype=np.float32), tokenizer).save_pretrained(self.folder)
        content = json.loads((self.folder / "tokenizer.json").read_text())
        content["model"]["vocab"]["another"] = 99
        (self.folder / "tokenizer.json").write_text(json.dumps(content))
        with self.assertRaisesRegex(errors.DamagedFileError, "other pieces"):
            WordVectors.from_static_model(self.folder)
        (self.folder / "tokenizer.json").write_text("[]")
        with self.assertRaisesRegex(errors.DamagedFileError, "tokenizer.json"):
            WordVectors.from_static_model(self.folder)


if __name__ == "__main__":
    unittest.main()
