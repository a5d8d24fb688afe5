"""Measures whether models keep the precision that they promise, and prints it as Markdown.

usage: measure-abstention.py PROGRAM DATA VECTORS [DRAWS]

DATA has labelled sets (see draws.py); of each number of texts a label the first DRAWS draws count.
"""

import json
import statistics
import subprocess
import sys
import tempfile

from draws import SETS, Draws, run, table

SIZES = [16, 64, 256]
PROMISES = [0.8, 0.9, 0.95]


def outcome(program, draws, vectors, promise):
    """What a draw comes to: the evaluation of the answers, or None where there is no promise."""

    def measure(training, model):
        fitted = subprocess.run(
            [program, "fit", "--labelled", training, "--embeddings", vectors, "--output", model,
             "--abstain", str(promise), "--threads", "1"],
            capture_output=True, text=True, check=False)
        if "show a precision of" in fitted.stderr:
            return None
        if fitted.returncode != 0:
            raise SystemExit(fitted.stderr)
        report = json.loads(run(program, "evaluate", draws.test, "--model", model, "--json"))
        return report["selective"]

    return measure


def row(size, promise, outcomes):
    given = [result for result in outcomes if result is not None]
    answered = [result for result in given if "precision" in result]
    kept = [result for result in given if result.get("precision", 1) >= promise]
    return [str(size), f"{promise:.2f}", f"{len(given)} of {len(outcomes)}",
            f"{len(kept)}" if given else "",
            f"{statistics.mean(result['precision'] for result in answered):.3f}" if answered else "",
            f"{min(result['precision'] for result in answered):.3f}" if answered else "",
            f"{statistics.mean(result['answeredShare'] for result in given):.2f}" if given else ""]


def main():
    program, data, vectors = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            draws = Draws(data, name, folder, count)
            table(
                [f"{name}, texts a label", "promised", "models", "kept by", "precision", "lowest",
                 "answered"],
                [row(size, promise, draws.each(size, outcome(program, draws, vectors, promise)))
                 for size in SIZES for promise in PROMISES])


main()
