"""Reads a file of the program by Python's safetensors, and checks what all such files have."""

import numpy
from peers import equal
from safetensors import safe_open


def load(path, types, metadata_keys):
    """All tensors of a file by name, and its metadata."""
    with safe_open(path, framework="numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        metadata = file.metadata()
    equal({name: tensor.dtype.type for name, tensor in tensors.items()}, types, "types")
    equal(set(metadata), metadata_keys, "metadata")
    equal((metadata["format"], metadata["format_version"]), ("sentiment", "1"), "format")
    return tensors, metadata


def vocabulary(tensors):
    data = tensors["vocabulary.bytes"].tobytes()
    offsets = tensors["vocabulary.offsets"].tolist()
    counts = tensors["vocabulary.counts"].tolist()
    words = [data[a:b].decode() for a, b in zip(offsets, offsets[1:])]
    equal((offsets[0], offsets[-1]), (0, len(data)), "ends of the vocabulary's offsets")
    equal(len(counts), len(words), "number of counts")
    equal(len(set(words)), len(words), "number of different words")
    equal(counts, sorted(counts, reverse=True), "order of the counts")
    return words


def check_text(path, words, vectors):
    """Checks that a file of word2vec text has these words and vectors."""
    with open(path, encoding="utf-8") as file:
        equal(file.readline(), "{} {}\n".format(*vectors.shape), "first line of the word2vec text")
        lines = [line.rstrip("\n").split(" ") for line in file]
    equal([line[0] for line in lines], words, "words")
    numbers = numpy.array([line[1:] for line in lines], dtype=numpy.float32)
    equal(numpy.array_equal(numbers, vectors), True, "the same vectors as text")
