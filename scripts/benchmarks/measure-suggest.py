"""Compares suggested with random texts to label, and prints the accuracies as Markdown.

usage: measure-suggest.py PROGRAM DATA VECTORS

DATA has labelled sets (see draws.py) and may have NAME.pretrain.txt.xz, texts without labels; of a set
that lacks it, those of its pool serve.
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path

from draws import SETS, Draws, run, table

SIZES = [4, 16]
ADDED = 64


def unlabelled(data, draws):
    path = Path(data) / f"{draws.name}.pretrain.txt.xz"
    if path.exists():
        return path
    path = draws.folder / f"{draws.name}.txt"
    path.write_bytes(b"".join(line.split(b"\t", 1)[1] + b"\n" for line in draws.pool))
    return path


def rows(results):
    """Means over the draws, the mean gain with its standard error, and where it was above 0."""
    for result in results[1:]:
        gains = [s - r for s, r in zip(result["suggested"], result["random"])]
        error = statistics.stdev(gains) / len(gains) ** 0.5
        yield [str(result["labels"]), f"{statistics.mean(result['random']):.3f}",
               f"{statistics.mean(result['suggested']):.3f}",
               f"{statistics.mean(gains):+.3f} ± {error:.3f}",
               f"{sum(gain > 0 for gain in gains)} of {len(gains)}"]


def main():
    program, data, vectors = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            draws = Draws(data, name, folder)
            texts = unlabelled(data, draws)
            for size in SIZES:
                results = json.loads(run(
                    program, "few-shot", draws.path, "--draws", draws.plan, "--embeddings", vectors,
                    "--unlabelled", texts, "--sizes", size, "--suggest", ADDED, "--json"))
                first = results[0]
                table([f"{name}, from {first['labels']} labels"
                       f" ({statistics.mean(first['random']):.3f})", "at random", "suggested",
                       "gain ± standard error", "draws ahead"], rows(results))


main()
