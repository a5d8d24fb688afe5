"""Measures what `train-classifier --update` teaches a model and what it forgets; prints Markdown.

usage: measure-update.py PROGRAM DATA VECTORS [DRAWS]

Models of one labelled set of DATA (see draws.py) learn texts of the other. Beside the model before and
after stand one of the new texts alone, and one of both, which an update can't have. DRAWS is the
number of draws, 20 at most and without it.
"""

import json
import sys
import tempfile

from draws import SETS, Draws, cell, run, table

OLD_SIZE = 64
NEW_SIZES = [16, 64]
HEADS = {
    "mean and hidden layer": ["train-classifier"],
    "`fit`": ["fit", "--without", "cross-validation", "--labelled"],
}


def main():
    program, data, vectors = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory() as folder:
        sets = {name: Draws(data, name, folder, count) for name in SETS}
        for old, new in [("film-reviews", "sentences"), ("sentences", "film-reviews")]:
            rows = []
            for head, command in HEADS.items():
                for size in NEW_SIZES:
                    rows += measure(program, vectors, folder, head, command, sets[old], sets[new], size)
            table([f"{old}, then {new}", "new texts a label", "model of", f"on {old}", f"on {new}"], rows)


def measure(program, vectors, folder, head, command, old, new, size):
    """The rows of one head: a model of the old texts, updated, of the new ones, and of both."""
    accuracies = {name: [] for name in ["old", "old, updated", "new alone", "both"]}
    draws = zip(old.draws[str(OLD_SIZE)], new.draws[str(size)])
    for old_lines, new_lines in draws:
        texts = {
            "old": [old.lines[line] for line in old_lines],
            "new alone": [new.lines[line] for line in new_lines],
        }
        texts["both"] = texts["old"] + texts["new alone"]
        files = {}
        for name, lines in texts.items():
            files[name] = f"{folder}/{name}.tsv"
            with open(files[name], "wb") as file:
                file.writelines(line + b"\n" for line in lines)
        for name, file in files.items():
            run(program, *command, file, "--embeddings", vectors, "--output", f"{folder}/{name}")
        run(program, "train-classifier", files["new alone"], "--update", f"{folder}/old", "--output",
            f"{folder}/old, updated")
        for name in accuracies:
            accuracies[name].append(
                [accuracy(program, test, f"{folder}/{name}") for test in (old.test, new.test)])
    return [
        [head, str(size), name, cell([pair[0] for pair in pairs]), cell([pair[1] for pair in pairs])]
        for name, pairs in accuracies.items()
    ]


def accuracy(program, test, model):
    report = json.loads(run(program, "evaluate", test, "--model", model, "--json"))
    return report["report"]["accuracy"]


main()
