"""Measures how many wrong labels a diagnosis finds, and prints it as Markdown.

usage: measure-label-noise.py PROGRAM DATA VECTORS

DATA has labelled sets of two labels (see draws.py).
"""

import json
import random
import sys
import tempfile

from draws import SETS, Draws, run, table

TEXTS = 1_000
WRONG = 50
# Looked at by a person, say.
FIRST = 50


def main():
    program, data, vectors = sys.argv[1:4]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            draws = Draws(data, name, folder)
            records = [line.split(b"\t", 1) for line in draws.pool[:TEXTS]]
            labels = sorted({label for label, _ in records})
            wrong = set(random.Random(1).sample(range(TEXTS), WRONG))
            for place in wrong:
                label, text = records[place]
                records[place] = [labels[1 - labels.index(label)], text]
            path = draws.folder / "noisy.tsv"
            path.write_bytes(b"".join(b"\t".join(record) + b"\n" for record in records))
            diagnosis = json.loads(run(program, "diagnose", "--labelled", path, "--embeddings",
                                       vectors, "--list", TEXTS, "--json"))
            found = [suspect["line"] - 1 in wrong for suspect in diagnosis["suspects"]]
            rows.append([name, f"{diagnosis['accuracies']['validation']:.3f}", str(len(found)),
                         str(sum(found)), str(sum(found[:FIRST]))])
    table(["1,000 texts, 50 labelled wrong", "accuracy", "suspects", "of them wrong",
           f"among the first {FIRST}"], rows)


main()
