"""Compares `sentiment classify` with fastText and VADER; run it by scripts/benchmarks/benchmark-classify.

fastText gets the texts cut into words beforehand, ours the raw texts. Both models are trained on
the texts themselves, with vectors of the same dimension. All run in turn (A B C, A B C, …), each as
a process of its own from start to exit, with its output written to a file.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from benchmark import CACHE, WORD, Run, count, heading, median, note, open_text, table

# Texts that VADER gets: enough for a steady rate, and done in seconds.
VADER_TEXTS = 500
VADER = """
import sys, time
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
texts = open(sys.argv[1], encoding="utf-8").read().splitlines()[:int(sys.argv[2])]
analyzer = SentimentIntensityAnalyzer()
start = time.perf_counter()
for text in texts:
    analyzer.polarity_scores(text)
print("seconds:", time.perf_counter() - start)
"""


class Texts:
    """The texts in the working folder: labelled, raw, cut into words, and as fastText learns."""

    def __init__(self, path, folder, lines):
        self.labelled, self.raw = f"{folder}/labelled.tsv", f"{folder}/raw.txt"
        self.words, self.training = f"{folder}/words.txt", f"{folder}/fasttext.txt"
        self.count = self.bytes = 0
        names = [self.labelled, self.raw, self.words, self.training]
        files = [open(name, "w", encoding="utf-8") for name in names]
        with open_text(path) as source:
            for line in source:
                if self.count == lines:
                    break
                label, tab, text = line.rstrip("\n").partition("\t")
                if not tab:
                    sys.exit(f"benchmark-classify: {path}:{self.count + 1}: there is no tab")
                words = " ".join(WORD.findall(text.lower()))
                mark = "__label__" + label.strip().replace(" ", "_")
                for file, content in zip(
                        files, [line.rstrip("\n"), text, words, f"{mark} {words}"]):
                    file.write(content + "\n")
                self.count += 1
        for file in files:
            file.close()
        self.bytes = os.path.getsize(self.raw)


def run(command, what):
    result = Run(command)
    if result.failed:
        sys.exit(f"benchmark-classify: {what} failed: {result.reason()}")
    return result


def fasttext():
    """fastText's own command, built from the source archive of its Python package."""
    executable = CACHE / "fasttext" / "fasttext"
    if executable.exists():
        return str(executable)
    compiler = shutil.which("g++") or shutil.which("clang++")
    if compiler is None:
        raise LookupError("there is no C++ compiler on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        note("benchmark-classify: fetching and building fastText")
        fetched = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-binary", ":all:", "--no-deps", "--no-build-isolation", "--retries", "1",
             "--timeout", "20", "--dest", folder, "fasttext-wheel"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        archives = list(Path(folder).glob("fasttext*.tar.gz"))
        if fetched.returncode != 0 or not archives:
            raise LookupError("its source can't be fetched from PyPI")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(folder, filter="data")
        sources = sorted(map(str, Path(folder).glob("*/src/*.cc")))
        # The flags of its own makefile.
        built = Run([compiler, *sources, "-o", f"{folder}/fasttext", "-pthread", "-std=c++11",
                     "-O3", "-march=native", "-funroll-loops", "-DNDEBUG"])
        if built.failed:
            raise LookupError(f"it can't be compiled: {built.reason()}")
        executable.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(f"{folder}/fasttext", executable)
    return str(executable)


def train(options, texts, folder, peer):
    """The models: ours, and fastText's if it is there."""
    program, dimension = options.program, str(options.dimension)
    vectors, model = f"{folder}/vectors.safetensors", f"{folder}/model.safetensors"
    note("benchmark-classify: training")
    run([program, "train-embeddings", texts.raw, "--dimension", dimension, "--epochs", "1",
         "--output", vectors], "training vectors")
    run([program, "train-classifier", texts.labelled, "--embeddings", vectors, "--epochs", "5",
         "--output", model], "training the classifier")
    if peer:
        run([peer, "supervised", "-input", texts.training, "-output", f"{folder}/fasttext",
             "-dim", dimension, "-epoch", "1", "-minCount", "5", "-thread", "2"], "fastText")
    return model, f"{folder}/fasttext.bin"


def vader(texts):
    if importlib.util.find_spec("vaderSentiment") is None:
        note("benchmark-classify: VADER is left out: its package can't be had")
        return None
    number = min(VADER_TEXTS, texts.count)
    log = run([sys.executable, "-c", VADER, texts.raw, str(number)], "VADER").log
    return number / float(log.split("seconds:")[1])


def compare(options, texts, folder):
    try:
        peer = fasttext()
    except LookupError as error:
        note(f"benchmark-classify: fastText is left out: {error}")
        peer = None
    model, peer_model = train(options, texts, folder, peer)
    answers = f"{folder}/answers"
    ours = [options.program, "classify", "--model", model, "--input", texts.raw, "--threads"]
    commands = {f"**sentiment**, {count(threads, 'thread')}": [*ours, str(threads)]
                for threads in options.threads}
    if peer:
        commands["fastText `predict-prob`, 1 thread"] = [peer, "predict-prob", peer_model,
                                                         texts.words]
    runs = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            line = 'exec "$@" >"$0"'
            runs[name].append(run(["/bin/sh", "-c", line, answers, *command], name))
    rows = []
    theirs = runs.get("fastText `predict-prob`, 1 thread")
    vader_rate = vader(texts)
    for name, results in runs.items():
        wall = median([result.wall for result in results])
        rate = texts.count / wall
        gain = median([b.wall / a.wall for a, b in zip(results, theirs)]) if theirs else None
        rows.append([
            name, f"{wall:.2f} s", f"{rate:,.0f}", f"{texts.bytes / wall / 1e6:.0f} MB/s",
            f"{max(result.memory for result in results) / 1e6:.0f} MB",
            f"{gain:.2f} ×" if gain and results is not theirs else "–",
            f"{rate / vader_rate:,.0f} ×" if vader_rate else "–"])
    if vader_rate:
        rows.append(["VADER", "–", f"{vader_rate:,.0f}", "–", "–", "–", "–"])
    header = ["", "whole run", "texts/s", "raw text", "memory", "ours is faster", "than VADER"]
    return (
        f"`{Path(options.labelled).name}`: {count(texts.count, 'text')}, "
        f"{texts.bytes / 1e6:.1f} MB; {options.dimension} dimensions.\n\n" + table(header, rows)
        + "\nRaw text in, label and probability and text out; fastText reads the same texts cut "
        "into words beforehand, and writes label and probability. Median of "
        f"{count(options.rounds, 'round')}, run in turn; \"ours is faster\" is the median of the "
        f"ratios round by round. VADER: its Python package on {VADER_TEXTS} of the texts, "
        "loading not counted.\n")


def memory(options, texts, folder):
    """Peak memory over the texts once, and ten times."""
    model = f"{folder}/model.safetensors"
    rows = []
    for times in [1, 10]:
        path = f"{folder}/repeated.txt"
        with open(path, "wb") as output:
            for _ in range(times):
                with open(texts.raw, "rb") as source:
                    shutil.copyfileobj(source, output)
        result = run(["/bin/sh", "-c", 'exec "$@" >/dev/null', "sh", options.program, "classify",
                      "--model", model, "--input", path], "classify")
        rows.append([f"{texts.bytes * times / 1e6:.0f} MB", f"{result.memory / 1e6:.1f} MB"])
    return table(["input", "peak memory"], rows)


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmarks/benchmark-classify", allow_abbrev=False,
        description="Compare `sentiment classify` with fastText's predict and with VADER.")
    parser.add_argument("labelled", help="lines label<TAB>text; plain, .xz or .gz")
    parser.add_argument("--program", help=argparse.SUPPRESS, required=True)
    parser.add_argument("--dimension", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5, help="times that each runs")
    parser.add_argument("--lines", type=int, help="only so many texts, to try")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2],
                        help="numbers of threads to run ours with")
    options = parser.parse_args()
    if not os.path.isfile(options.labelled):
        parser.error(f"{options.labelled} is no file")
    return options


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="sentiment-benchmark-") as folder:
        texts = Texts(options.labelled, folder, options.lines)
        print(heading(options))
        print(compare(options, texts, folder))
        print(memory(options, texts, folder), end="")


main()
