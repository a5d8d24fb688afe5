"""Checks the model that answers by default against Python's safetensors and numpy.

Arguments: its file, its vectors as `sentiment convert` writes them as word2vec text, and the answers
that `sentiment classify --json` gave where no model was named.
"""

import json
import sys

import numpy as np

from modelfile import equal, load, vocabulary

TYPES = {
    "classifier.prior": np.float32,
    "classifier.terms.bias": np.float32,
    "classifier.terms.direction": np.float32,
    "classifier.terms.pair_weights": np.float32,
    "classifier.terms.pairs": np.int64,
    "classifier.terms.words": np.float32,
    "embeddings.input": np.int8,
    "embeddings.input_scales": np.float32,
    "vocabulary.bytes": np.uint8,
    "vocabulary.counts": np.int64,
    "vocabulary.offsets": np.int64,
}
METADATA = {
    "fit", "format", "format_version", "labels", "language", "pretraining", "seed", "stop_words",
    "stop_words_name", "tokenizer",
}


def log_odds(tensors, rows):
    """The linear model of words, pairs of neighbours, and the weighted mean of the vectors, which
    enters by one number a word (Sources/Classification/Terms/TermClassifier.swift)."""
    weights = tensors["classifier.terms.words"].astype(np.float64)
    pair_weights = tensors["classifier.terms.pair_weights"].astype(np.float64)
    places = {key: place for place, key in enumerate(tensors["classifier.terms.pairs"].tolist())}
    words = sorted(set(rows))
    pairs = sorted({first << 32 | second for first, second in zip(rows, rows[1:])} & set(places))
    terms = weights[words, 2].sum() + pair_weights[[places[pair] for pair in pairs], 0].sum()
    mean = weights[rows, 1].sum() / weights[rows, 0].sum()
    return tensors["classifier.terms.bias"][0] + mean + terms / np.sqrt(len(words) + 1)


def main():
    model_path, text_path, answers_path = sys.argv[1:]
    tensors, metadata = load(model_path, TYPES, METADATA)
    words = vocabulary(tensors)
    vectors = tensors["embeddings.input"] * tensors["embeddings.input_scales"][:, None]
    equal(metadata["labels"], '["negative","positive"]', "labels")

    with open(text_path, encoding="utf-8") as file:
        equal(file.readline(), f"{len(words)} {vectors.shape[1]}\n", "first line of the text")
        lines = [line.rstrip("\n").split(" ") for line in file]
    equal([line[0] for line in lines], words, "words")
    numbers = np.array([line[1:] for line in lines], dtype=np.float32)
    equal(np.array_equal(numbers, vectors), True, "the same vectors as text")

    row_of = {word: row for row, word in enumerate(words)}
    with open(answers_path, encoding="utf-8") as file:
        answers = [json.loads(line) for line in file]
    for answer in answers:
        rows = [row_of[word["text"]] for word in answer["words"]]
        expected = 1 / (1 + np.exp(-log_odds(tensors, rows)))
        difference = abs(answer["probabilities"]["positive"] - expected)
        if not difference < 1e-5:
            sys.exit(f"test-built-in-model: {answer['text']}: differs by {difference}")
    print(
        f"test-built-in-model: {len(words)} words x {vectors.shape[1]},"
        f" {len(answers)} answers agree",
        file=sys.stderr)


main()
