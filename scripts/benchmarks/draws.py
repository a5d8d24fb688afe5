"""Accuracy of the program's classifiers over fixed draws of a few labelled texts.

DATA is a folder with NAME.tsv or NAME.tsv.xz (lines label<TAB>text) and NAME.draws.json for each
set: `test` is a half-open range of lines from 0, `draws[k]` has lists of lines, k a label, to train
on.
"""

import json
import lzma
import statistics
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SETS = {"sentences": "sentences", "film-reviews": "film-reviews.train"}


class Draws:
    """One labelled set with its draws, and its test lines in a file of `folder`."""

    def __init__(self, data, name, folder, count=None):
        """`count`: how many draws of each size are used, from the first; all without it."""
        path = Path(data) / f"{SETS[name]}.tsv"
        opened = path.open("rb") if path.exists() else lzma.open(f"{path}.xz")
        with opened as file:
            self.lines = file.read().split(b"\n")
        plan = json.loads((Path(data) / f"{name}.draws.json").read_text())
        self.name, self.folder = name, Path(folder)
        self.path = path if path.exists() else f"{path}.xz"
        self.plan = Path(data) / f"{name}.draws.json"
        self.pool = [self.lines[number] for number in range(*plan["pool"])]
        self.draws = {size: draws[:count] for size, draws in plan["draws"].items()}
        self.test = self.folder / f"{name}.test.tsv"
        self._write(self.test, range(*plan["test"]))

    def _write(self, path, numbers):
        path.write_bytes(b"".join(self.lines[number] + b"\n" for number in numbers))

    def accuracies(self, program, embeddings, size, options=()):
        """The accuracy for each draw of `size` texts a label."""

        def accuracy(training, model):
            run(program, "train-classifier", training, "--embeddings", embeddings, "--output",
                model, *options)
            report = json.loads(run(program, "evaluate", self.test, "--model", model, "--json"))
            return report["report"]["accuracy"]

        return self.each(size, accuracy)

    def each(self, size, measure):
        """`measure` of each draw of `size` texts a label: it gets a file of them, and the path of a
        model to write."""

        def measured(place):
            training = self.folder / f"{self.name}.{size}.{place}.tsv"
            model = training.with_suffix(".model")
            self._write(training, self.draws[str(size)][place])
            result = measure(training, model)
            training.unlink()
            model.unlink(missing_ok=True)
            return result

        with ThreadPoolExecutor(2) as threads:
            return list(threads.map(measured, range(len(self.draws[str(size)]))))


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr.decode())
    return done.stdout


def cell(accuracies):
    """Mean and standard deviation, as text."""
    return f"{statistics.mean(accuracies):.3f} ± {statistics.stdev(accuracies):.3f}"


def table(header, rows):
    """Prints Markdown."""
    print("| " + " | ".join(header) + " |")
    print("|---|" + "---:|" * (len(header) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)
