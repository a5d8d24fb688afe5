"""Measures intervals and probabilities of `sentiment fit`; see scripts/measure-intervals."""

import argparse
import json
import random
import subprocess
import tempfile


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", help="lines label<TAB>text")
    parser.add_argument("draws", help="JSON with test and pool, as for few-shot")
    parser.add_argument("--program", help=argparse.SUPPRESS)
    parser.add_argument("--embeddings", required=True, help="vectors of train-embeddings")
    parser.add_argument("--unlabelled", action="append", default=[], help="as for fit")
    parser.add_argument("--label", action="append", default=[], help="as for fit")
    parser.add_argument("--sizes", default="4,16,64,256", help="texts a label, with commas")
    parser.add_argument("--count", type=int, default=100, help="draws of each size")
    return parser.parse_args()


def draws(options):
    """As many new draws of each size as asked for."""
    with open(options.draws, encoding="utf-8") as file:
        plan = json.load(file)
    places = {}
    with open(options.labelled, encoding="utf-8") as file:
        for place, line in enumerate(file):
            if plan["pool"][0] <= place < plan["pool"][1]:
                places.setdefault(line.split("\t", 1)[0], []).append(place)
    generator = random.Random(1)
    return {"test": plan["test"], "pool": plan["pool"], "draws": {
        size: [[place for label in sorted(places)
                for place in generator.sample(places[label], int(size))]
               for _ in range(options.count)]
        for size in options.sizes.split(",")}}


def main():
    options = arguments()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(draws(options), file)
        file.flush()
        command = [options.program, "few-shot", options.labelled, "--draws", file.name,
                   "--embeddings", options.embeddings, "--sizes", options.sizes, "--json"]
        for path in options.unlabelled:
            command += ["--unlabelled", path]
        for label in options.label:
            command += ["--label", label]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    print("| texts a label | draws | in the 95 % interval | calibration error | accuracy |")
    print("|---:|---:|---:|---:|---:|")
    for result in json.loads(output):
        print(f"| {result['textsPerLabel']} | {len(result['accuracies'])} | "
              f"{result['coverage']:.1%} | {result['calibrationError']:.3f} | "
              f"{result['mean']:.3f} ± {result['standardDeviation']:.3f} |")


main()
