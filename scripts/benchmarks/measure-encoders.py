"""Compares text encoders on fixed draws of few labels, and prints the accuracies as Markdown.

usage: measure-encoders.py PROGRAM DATA VECTORS [DRAWS]

DATA has labelled sets (see draws.py); of each number of texts a label the first DRAWS draws count.
"""

import sys
import tempfile

from draws import SETS, Draws, cell, table

SIZES = [4, 8, 16, 64, 256]
ENCODERS = {
    "mean, hidden layer": [],
    "mean, logistic regression": ["--hidden", "0"],
    "LSTM": ["--encoder", "lstm"],
}


def main():
    program, data, vectors = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            draws = Draws(data, name, folder, count)
            table(
                [f"{name}, texts a label"] + [str(size) for size in SIZES],
                [[encoder] + [
                    cell(draws.accuracies(program, vectors, size, options)) for size in SIZES]
                 for encoder, options in ENCODERS.items()])


main()
