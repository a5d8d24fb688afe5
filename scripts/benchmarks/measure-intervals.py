"""Measures intervals and probabilities of `sentiment fit`; see scripts/benchmarks/measure-intervals."""

import argparse
import json
import random
import statistics
import subprocess
import tempfile
from pathlib import Path


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", help="lines label<TAB>text")
    parser.add_argument("--program", help=argparse.SUPPRESS)
    parser.add_argument("--embeddings", required=True, help="vectors of train-embeddings")
    parser.add_argument("--unlabelled", action="append", default=[], help="as for fit")
    parser.add_argument("--label", action="append", default=[], help="as for fit")
    parser.add_argument("--sizes", default="4,16,64,256", help="texts a label, with commas")
    parser.add_argument("--shuffles", type=int, default=10, help="how often to split anew")
    parser.add_argument("--count", type=int, default=10, help="draws of each size and split")
    parser.add_argument("--test", type=int, default=2000, help="texts to test on")
    return parser.parse_args()


def draws(lines, options, generator):
    """Draws of each size; the first texts are to test on."""
    places = {}
    for place in range(options.test, len(lines)):
        places.setdefault(lines[place].split(b"\t", 1)[0], []).append(place)
    return {"test": [0, options.test], "pool": [options.test, len(lines)], "draws": {
        size: [[place for label in sorted(places)
                for place in generator.sample(places[label], int(size))]
               for _ in range(options.count)]
        for size in options.sizes.split(",")}}


def results(options, folder, number):
    """By size, from one split of the texts."""
    generator = random.Random(number)
    with open(options.labelled, "rb") as file:
        lines = file.read().rstrip(b"\n").split(b"\n")
    generator.shuffle(lines)
    (folder / "texts.tsv").write_bytes(b"\n".join(lines) + b"\n")
    (folder / "draws.json").write_text(json.dumps(draws(lines, options, generator)))
    command = [options.program, "few-shot", str(folder / "texts.tsv"), "--draws",
               str(folder / "draws.json"), "--embeddings", options.embeddings, "--sizes",
               options.sizes, "--json"]
    for path in options.unlabelled:
        command += ["--unlabelled", path]
    for label in options.label:
        command += ["--label", label]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        runs = [results(options, Path(folder), number) for number in range(options.shuffles)]
    print("| texts a label | fits | in the 95 % interval | calibration error | accuracy |")
    print("|---:|---:|---:|---:|---:|")
    for place, size in enumerate(options.sizes.split(",")):
        parts = [run[place] for run in runs]
        accuracies = [accuracy for part in parts for accuracy in part["accuracies"]]
        print(f"| {size} | {len(accuracies)} | "
              f"{statistics.mean(part['coverage'] for part in parts):.0%} | "
              f"{statistics.mean(part['calibrationError'] for part in parts):.3f} | "
              f"{statistics.mean(accuracies):.3f} ± {statistics.stdev(accuracies):.3f} |")


main()
