"""Measures what phrases cost in time and gain in accuracy, and prints it as Markdown.

usage: measure-phrases.py PROGRAM DATA [THRESHOLD…]

DATA has film-reviews.pretrain.txt.xz to train vectors on, and labelled sets (see draws.py).
"""

import lzma
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from draws import SETS, Draws, cell, run, table

SIZES = [4, 8, 16, 64, 256]


def main():
    program, data = sys.argv[1:3]
    thresholds = [None] + [float(text) for text in sys.argv[3:] or ["100", "10", "2"]]
    with tempfile.TemporaryDirectory() as folder:
        text = f"{folder}/text.txt"
        with lzma.open(Path(data) / "film-reviews.pretrain.txt.xz") as packed:
            with open(text, "wb") as file:
                shutil.copyfileobj(packed, file)
        rows = []
        vectors = {}
        for threshold in thresholds:
            name = "none" if threshold is None else f"{threshold:g}"
            vectors[name] = f"{folder}/{name}"
            flags = [] if threshold is None else ["--phrases", "--phrase-threshold", threshold]
            start = time.monotonic()
            run(program, "train-embeddings", text, "--output", vectors[name], *flags)
            seconds = time.monotonic() - start
            words, phrases = sizes(vectors[name])
            rows.append([name, f"{phrases:,}", f"{words:,}", f"{seconds:.1f}"])
        table(["threshold", "phrases", "words", "seconds in all"], rows)
        for name in SETS:
            draws = Draws(data, name, folder)
            table(
                [f"{name}, threshold"] + [f"k={size}" for size in SIZES],
                [[label] + [cell(draws.accuracies(program, path, size)) for size in SIZES]
                 for label, path in vectors.items()])


def sizes(path):
    """Words and phrases of a vectors' file, from its header."""
    with open(path, "rb") as file:
        header = file.read(int.from_bytes(file.read(8), "little")).decode()
    words = re.search(r'"embeddings.input":{[^}]*"shape":\[(\d+)', header)
    phrases = re.search(r'"phrases":"((?:[^"\\]|\\.)*)"', header)
    return int(words[1]), phrases[1].count("\\n") + 1 if phrases else 0


main()
