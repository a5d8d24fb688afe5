"""Reads a file of word vectors, or a model, of the program by the description of the safetensors
format, without its Python package."""

import json
import struct


class VectorsFile:
    def __init__(self, path):
        with open(path, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            self.header = json.loads(file.read(length))
            self.content = file.read()
        self.metadata = self.header["__metadata__"]

    def bytes(self, name):
        start, end = self.header[name]["data_offsets"]
        return self.content[start:end]

    def integers(self, name):
        return [number for (number,) in struct.iter_unpack("<q", self.bytes(name))]

    @property
    def words(self):
        letters, offsets = self.bytes("vocabulary.bytes"), self.integers("vocabulary.offsets")
        return [letters[a:b].decode() for a, b in zip(offsets, offsets[1:])]

    @property
    def vectors(self):
        """An array of [words × dimension], which needs numpy."""
        import numpy
        return numpy.frombuffer(self.bytes("embeddings.input"), "<f4").reshape(
            self.header["embeddings.input"]["shape"])

    @property
    def phrases(self):
        """Of words, with a space between them."""
        return [phrase for phrase in self.metadata.get("phrases", "").split("\n") if phrase]
