"""Texts for the tests: short ones with the labels positive and negative, from corpora/challenges."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ROWS = [line.split("\t") for line in (ROOT / "corpora/challenges/en.tsv").read_text("utf-8").splitlines()]
KINDS, LABELS, TEXTS = (list(column) for column in zip(*_ROWS))


def program(*arguments):
    """The standard output of the program, with which the package is compared."""
    return subprocess.run(
        [os.environ["SENTIMENT_PROGRAM"], *map(str, arguments)], check=True, capture_output=True
    ).stdout


def write_labelled(path, labels=LABELS, texts=TEXTS):
    path.write_text("".join(f"{label}\t{text}\n" for label, text in zip(labels, texts)), "utf-8")
