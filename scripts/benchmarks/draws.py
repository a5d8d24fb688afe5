"""Labelled sets with fixed draws of a few texts, and measures over them.

DATA is a folder with NAME.tsv or NAME.tsv.xz (lines label<TAB>text) and NAME.draws.json for each
set: `test` and `pool` are half-open ranges of lines from 0, and `draws["16"][7]` lists the lines of the
eighth draw of 16 texts a label. A set that isn't there is skipped.
"""

import json
import lzma
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from common import fail, note, parser, run

SETS = {"sentences": "sentences", "film-reviews": "film-reviews.train"}


def arguments(description, takes_vectors=True, takes_draws=True):
    """A parser of what most of the scripts take."""
    result = parser(description)
    result.add_argument("data", metavar="DATA", help="a folder of labelled sets with draws")
    if takes_vectors:
        result.add_argument("vectors", metavar="VECTORS", help="vectors of train-embeddings")
    if takes_draws:
        result.add_argument("draws", metavar="DRAWS", nargs="?", type=int,
                            help="so many draws of each size, from the first; without it all")
    return result


def sets(data, folder, count=None):
    """The sets of a folder that are there."""
    found = []
    for name in SETS:
        missing = [path for path in [labelled(data, name), plan(data, name)] if not path.exists()]
        if missing:
            note(f"{name} is skipped: there is no {missing[0]}")
        else:
            found.append(Draws(data, name, folder, count))
    if not found:
        fail(f"{data} has none of the sets {', '.join(SETS)}")
    return found


def labelled(data, name):
    path = Path(data) / f"{SETS[name]}.tsv"
    return path if path.exists() else Path(f"{path}.xz")


def plan(data, name):
    return Path(data) / f"{name}.draws.json"


class Draws:
    """One labelled set with its draws, and its test lines in a file of `folder`."""

    def __init__(self, data, name, folder, count=None):
        """`count`: how many draws of each size are used, from the first; all without it."""
        self.name, self.folder = name, Path(folder)
        self.path, self.plan = labelled(data, name), plan(data, name)
        with (lzma.open if self.path.suffix == ".xz" else open)(self.path, "rb") as file:
            self.lines = file.read().split(b"\n")
        contents = json.loads(self.plan.read_text())
        self.pool = [self.lines[number] for number in range(*contents["pool"])]
        self.draws = {size: draws[:count] for size, draws in contents["draws"].items()}
        self.test = self.folder / f"{name}.test.tsv"
        self._write(self.test, range(*contents["test"]))

    def _write(self, path, numbers):
        path.write_bytes(b"".join(self.lines[number] + b"\n" for number in numbers))

    def accuracies(self, program, embeddings, size, options=()):
        """The accuracy for each draw of `size` texts a label."""

        def measure(training, model):
            run(program, "train-classifier", training, "--embeddings", embeddings, "--output",
                model, *options)
            return accuracy(program, self.test, model)

        return self.each(size, measure)

    def each(self, size, measure):
        """`measure` of each draw of `size` texts a label: it gets a file of them, and the path of a
        model to write."""

        def measured(index):
            training = self.folder / f"{self.name}.{size}.{index}.tsv"
            model = training.with_suffix(".model")
            self._write(training, self.draws[str(size)][index])
            result = measure(training, model)
            training.unlink()
            model.unlink(missing_ok=True)
            return result

        with ThreadPoolExecutor(2) as threads:
            return list(threads.map(measured, range(len(self.draws[str(size)]))))


def accuracy(program, test, model):
    report = json.loads(run(program, "evaluate", test, "--model", model, "--json"))
    return report["report"]["accuracy"]
