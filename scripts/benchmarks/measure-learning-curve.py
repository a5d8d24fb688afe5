"""Compares the accuracy that learning curves let expect with what comes of more labels, and prints
it as Markdown.

usage: measure-learning-curve.py PROGRAM DATA VECTORS [DRAWS]

DATA has labelled sets (see draws.py); the first DRAWS draws of 64 texts a label are extrapolated.
"""

import json
import statistics
import sys
import tempfile

from draws import SETS, Draws, cell, run, table


def expected(program, vectors):
    """The expected accuracy with as many labels as there are, and with four times as many."""

    def measure(training, _):
        curve = json.loads(run(program, "learning-curve", "--labelled", training, "--embeddings",
                               vectors, "--json", "--threads", "1"))
        points = {point["labels"]: point for point in curve["expected"]}
        return points[curve["labelCount"]], points[4 * curve["labelCount"]]

    return measure


def reached(program, vectors, test):
    def measure(training, model):
        run(program, "fit", "--labelled", training, "--embeddings", vectors, "--output", model,
            "--threads", "1")
        report = json.loads(run(program, "evaluate", test, "--model", model, "--json"))
        return report["report"]["accuracy"]

    return measure


def row(name, points, accuracies):
    truth = statistics.mean(accuracies)
    inside = sum(point["interval"][0] <= truth <= point["interval"][1] for point in points)
    return [name, cell(accuracies), cell([point["accuracy"] for point in points]),
            f"{inside} of {len(points)}"]


def main():
    program, data, vectors = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else None
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            draws = Draws(data, name, folder, count)
            points = draws.each(64, expected(program, vectors))
            for place, size in enumerate([64, 256]):
                accuracies = draws.each(size, reached(program, vectors, draws.test))
                rows.append(row(f"{name}, {size}", [pair[place] for pair in points], accuracies))
    table(["texts a label", "reached", "expected from 64", "within the interval"], rows)


main()
