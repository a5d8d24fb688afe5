"""Compares `sentiment fit` with peers on fixed draws of few labels; see scripts/benchmarks/few-shot.

The draws are JSON: "test" and "pool" are half-open ranges of 0-based texts of the labelled file, and
draws["16"][7] lists the texts of the eighth draw of 16 texts a label.
"""

import argparse
import json
import lzma
import re
import statistics
import struct
import subprocess
import sys
import tempfile

from curves import svg

PARTS = ["frequency-weights", "document-metric", "pseudo-labels", "balanced-threshold",
         "names-scale", "word-pairs", "term-scales"]
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labelled", help="lines label<TAB>text; plain or .xz")
    parser.add_argument("draws", help="JSON with the draws")
    parser.add_argument("--program", help=argparse.SUPPRESS)
    parser.add_argument("--embeddings", required=True, help="vectors of train-embeddings")
    parser.add_argument("--unlabelled", action="append", default=[], help="as for fit")
    parser.add_argument("--label", action="append", default=[], help="as for fit")
    parser.add_argument("--sizes", default="4,8,16,64,256", help="texts a label, with commas")
    parser.add_argument("--all", action="store_true", help="the whole pool too")
    parser.add_argument("--ablation", action="store_true", help="leave out each part in turn")
    parser.add_argument("--only", choices=["ours", "peers"], help="leave the others out")
    parser.add_argument("--svg", help="draw the accuracies into this file")
    return parser.parse_args()


def ours(options, names, without=()):
    """Results by size, each with accuracies, calibrationError, coverage and seconds."""
    sizes = (["0"] if names else []) + options.sizes.split(",") + (["all"] if options.all else [])
    command = [options.program, "few-shot", options.labelled, "--draws", options.draws,
               "--embeddings", options.embeddings, "--sizes", ",".join(sizes), "--json"]
    for path in options.unlabelled:
        command += ["--unlabelled", path]
    for label in options.label if names else []:
        command += ["--label", label]
    for part in without:
        command += ["--without", part]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return {str(result.get("textsPerLabel", "all")): result for result in json.loads(output)}


def read(path):
    opened = lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(
        path, encoding="utf-8")
    with opened as file:
        return [line.rstrip("\n").split("\t", 1) for line in file]


def vectors(path):
    """The words and rows of a safetensors file of ours."""
    import numpy
    with open(path, "rb") as file:
        content = file.read()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])

    def tensor(name, kind):
        start, end = header[name]["data_offsets"]
        return numpy.frombuffer(content[8 + length + start:8 + length + end], kind).reshape(
            header[name]["shape"])
    letters = tensor("vocabulary.bytes", "u1").tobytes()
    offsets = tensor("vocabulary.offsets", "<i8")
    words = [letters[a:b].decode() for a, b in zip(offsets, offsets[1:])]
    return words, tensor("embeddings.input", "<f4")


class Task:
    """The texts, and accuracies of a method over the draws."""

    def __init__(self, options):
        rows = read(options.labelled)
        with open(options.draws, encoding="utf-8") as file:
            self.draws = json.load(file)
        self.labels = [row[0] for row in rows]
        self.texts = [row[1] for row in rows]
        self.words = [WORD.findall(text.lower()) for text in self.texts]
        self.test = range(*self.draws["test"])
        self.options = options

    def lists(self, size):
        return [list(range(*self.draws["pool"]))] if size == "all" else self.draws["draws"][size]

    def measure(self, answer):
        """`answer` gets the texts to learn from and gives labels of the test texts."""
        sizes = self.options.sizes.split(",") + (["all"] if self.options.all else [])
        result = {}
        for size in sizes:
            result[size] = {"accuracies": []}
            for chosen in self.lists(size):
                given = answer(chosen)
                right = sum(a == self.labels[place] for a, place in zip(given, self.test))
                result[size]["accuracies"].append(right / len(self.test))
        return result


def regression(task, features, strength):
    from sklearn.linear_model import LogisticRegression

    def answer(chosen):
        model = LogisticRegression(C=strength, max_iter=1000)
        model.fit(features[chosen], [task.labels[place] for place in chosen])
        return model.predict(features[list(task.test)])
    return task.measure(answer)


def bag_of_words(task):
    from sklearn.feature_extraction.text import CountVectorizer
    features = CountVectorizer(analyzer=lambda words: words).fit_transform(task.words)
    return regression(task, features, 1)


def mean_vectors(task):
    import numpy
    words, rows = vectors(task.options.embeddings)
    numbers = {word: number for number, word in enumerate(words)}
    features = numpy.zeros((len(task.texts), rows.shape[1]))
    for place, text in enumerate(task.words):
        known = [numbers[word] for word in text if word in numbers]
        if known:
            features[place] = rows[known].mean(axis=0)
    features -= features.mean(axis=0)
    features /= numpy.sqrt((features ** 2).sum(axis=1).mean())
    return regression(task, features, 10)


def fasttext(task, pretrained):
    import fasttext as library
    with tempfile.TemporaryDirectory() as folder:
        settings = {}
        if pretrained:
            words, rows = vectors(task.options.embeddings)
            settings = {"pretrainedVectors": f"{folder}/vectors.vec", "dim": rows.shape[1]}
            with open(settings["pretrainedVectors"], "w", encoding="utf-8") as file:
                file.write(f"{len(words)} {rows.shape[1]}\n")
                for word, row in zip(words, rows):
                    file.write(f"{word} {' '.join(f'{number:.5g}' for number in row)}\n")
        names = {label: f"__label__{number}" for number, label in enumerate(set(task.labels))}
        labels = {name: label for label, name in names.items()}
        held = [" ".join(task.words[place]) for place in task.test]

        def answer(chosen):
            with open(f"{folder}/train.txt", "w", encoding="utf-8") as file:
                for place in chosen:
                    file.write(f"{names[task.labels[place]]} {' '.join(task.words[place])}\n")
            model = library.train_supervised(
                f"{folder}/train.txt", epoch=25, thread=1, verbose=0, seed=1, **settings)
            # The library's own predict doesn't work with NumPy 2.
            return [labels[model.f.predict(text + "\n", 1, 0, "strict")[0][1]] for text in held]
        return task.measure(answer)


def vader(task):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    analyzer = SentimentIntensityAnalyzer()
    right = sum(
        (analyzer.polarity_scores(task.texts[place])["compound"] > 0)
        == (task.labels[place] == "positive") for place in task.test)
    return {"0": {"accuracies": [right / len(task.test)]}}


def peers(options):
    task = Task(options)
    methods = [("bag of words, logistic regression", bag_of_words),
               ("mean vector, logistic regression", mean_vectors),
               ("fastText", lambda task: fasttext(task, False)),
               ("fastText on the same vectors", lambda task: fasttext(task, True))]
    if set(task.labels) == {"positive", "negative"}:
        methods.append(("VADER", vader))
    for name, method in methods:
        try:
            yield name, method(task)
        except ImportError as error:
            print(f"few-shot: {name} is left out: {error}", file=sys.stderr)


def row(name, results, sizes, value):
    return f"| {name} | " + " | ".join(
        value(results[size]) if size in results else "" for size in sizes) + " |"


def accuracy(result):
    values = result["accuracies"]
    spread = statistics.stdev(values) if len(values) > 1 else None
    return f"{statistics.mean(values):.3f}" + (f" ± {spread:.3f}" if spread is not None else "")


def main():
    options = arguments()
    sizes = (["0"] if options.label else []) + options.sizes.split(",") + (
        ["all"] if options.all else [])

    curves = []

    def print_row(name, results, value=accuracy):
        print(row(name, results, sizes, value), flush=True)
        if value is accuracy and ", without " not in name:
            curves.append((name.strip("*"), {
                size: statistics.mean(result["accuracies"]) for size, result in results.items()}))
    print("| accuracy ± over the draws | " + " | ".join(sizes) + " |")
    print("|---|" + "---:|" * len(sizes))
    kinds = [("labels", False)] + ([("labels and names", True)] if options.label else [])
    kinds = [] if options.only == "peers" else kinds
    for name, names in kinds:
        whole = ours(options, names)
        print_row(f"**{name}**", whole)
        print_row(f"{name}: calibration error", whole, lambda r: f"{r['calibrationError']:.3f}")
        print_row(f"{name}: in the 95 % interval", whole,
                  lambda r: f"{r['coverage']:.0%}" if "coverage" in r else "")
        print_row(f"{name}: seconds a fit", whole, lambda r: f"{r['seconds']:.2f}")
        for part in PARTS if options.ablation else []:
            print_row(f"{name}, without {part}", ours(options, names, [part]))
    if options.only != "ours":
        for name, results in peers(options):
            print_row(name, results)
    if options.svg:
        with open(options.svg, "w", encoding="utf-8") as file:
            file.write(svg(f"Few labels: {options.labelled.rsplit('/', 1)[-1]}", sizes, curves))


main()
