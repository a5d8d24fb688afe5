"""Checks a vectors' file and a model against Python's safetensors and numpy.

Arguments: the vectors' file, the same vectors as word2vec text, the model, and the answers that
`sentiment classify --json` gave by the model.
"""

import json
import sys

import numpy as np

from modelfile import equal, load, vocabulary

VECTORS = {
    "embeddings.input": np.float32,
    "embeddings.output": np.float32,
    "vocabulary.bytes": np.uint8,
    "vocabulary.counts": np.int64,
    "vocabulary.offsets": np.int64,
}
CLASSIFIER = {
    "classifier.hidden.bias": np.float32,
    "classifier.hidden.weight": np.float32,
    "classifier.output.bias": np.float32,
    "classifier.output.weight": np.float32,
    "classifier.prior": np.float32,
}
METADATA = {
    "format", "format_version", "language", "pretraining", "program_version", "seed", "stop_words",
    "stop_words_name", "tokenizer",
}


def probabilities(tensors, rows):
    """Mean of the words' vectors, tanh layer unless it has no units, softmax."""
    features = tensors["embeddings.input"][rows].astype(np.float64).mean(axis=0)
    if tensors["classifier.hidden.bias"].size:
        features = np.tanh(
            tensors["classifier.hidden.weight"] @ features + tensors["classifier.hidden.bias"])
    logits = tensors["classifier.output.weight"] @ features + tensors["classifier.output.bias"]
    exponentials = np.exp(logits - logits.max())
    return exponentials / exponentials.sum()


def main():
    vectors_path, text_path, model_path, answers_path = sys.argv[1:]
    vectors, _ = load(vectors_path, VECTORS, METADATA)
    words = vocabulary(vectors)
    count, dimension = vectors["embeddings.input"].shape
    equal(len(words), count, "number of words")
    equal(vectors["embeddings.output"].shape, (count, dimension), "shape of the context vectors")

    with open(text_path, encoding="utf-8") as file:
        equal(file.readline(), f"{count} {dimension}\n", "first line of the word2vec text")
        lines = [line.rstrip("\n").split(" ") for line in file]
    equal([line[0] for line in lines], words, "words")
    numbers = np.array([line[1:] for line in lines], dtype=np.float32)
    equal(np.array_equal(numbers, vectors["embeddings.input"]), True, "the same vectors as text")

    types = {name: kind for name, kind in VECTORS.items() if name != "embeddings.output"}
    model, metadata = load(model_path, types | CLASSIFIER, METADATA | {"labels", "adaptation"})
    labels = json.loads(metadata["labels"])
    hidden = model["classifier.hidden.bias"].size
    shapes = {name: tensor.shape for name, tensor in model.items() if name in CLASSIFIER}
    equal(
        shapes,
        {
            "classifier.hidden.bias": (hidden,),
            "classifier.hidden.weight": (hidden, dimension),
            "classifier.output.bias": (len(labels),),
            "classifier.output.weight": (len(labels), hidden or dimension),
            "classifier.prior": (len(labels),),
        },
        "shapes")
    equal(json.loads(metadata["adaptation"])["configuration"]["hiddenSize"], hidden, "hiddenSize")
    equal(vocabulary(model), words, "the model's words")
    for name in types:
        equal(np.array_equal(model[name], vectors[name]), True, f"{name} as in the vectors' file")

    row_of = {word: row for row, word in enumerate(words)}
    with open(answers_path, encoding="utf-8") as file:
        answers = [json.loads(line) for line in file]
    for answer in answers:
        rows = [row_of[word["text"]] for word in answer["words"] if word["known"]]
        expected = probabilities(model, rows) if rows else model["classifier.prior"]
        for label, value in zip(labels, expected):
            difference = abs(answer["probabilities"][label] - value)
            if not difference < 1e-5:
                sys.exit(f"test-safetensors: {answer['text']}: {label} differs by {difference}")
        equal(answer["label"], labels[int(np.argmax(expected))] if rows else answer["label"], "label")
    print(
        f"test-safetensors: {count} words x {dimension}, {hidden} hidden units,"
        f" {len(answers)} answers agree",
        file=sys.stderr)


main()
