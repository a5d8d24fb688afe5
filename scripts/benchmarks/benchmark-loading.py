"""Times reading and asking vectors of random numbers, by the program and by gensim.

usage: benchmark-loading.py PROGRAM [WORDS [DIMENSION]]

Files are in the disk cache. Each figure is the middle one of five runs, each in a process of its
own; in brackets the whole process, from start to end.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
from gensim.models import KeyedVectors

RUNS = 5
QUESTION_WORDS = 100_000

# Prints how long reading takes, and then the questions.
GENSIM = """
import sys, time
from gensim.models import KeyedVectors
path, kind = sys.argv[1:]
start = time.perf_counter()
if kind == "mapped":
    vectors = KeyedVectors.load(path, mmap="r")
else:
    vectors = KeyedVectors.load_word2vec_format(path, binary=kind == "binary")
print("read", (time.perf_counter() - start) * 1e3)
start = time.perf_counter()
vectors.most_similar("word7", topn=10)
print("answered", (time.perf_counter() - start) * 1e3)
"""


def make(count, dimension, folder):
    """A model of random numbers in each format; words of the lengths that words have."""
    random = numpy.random.default_rng(1)
    vectors = KeyedVectors(dimension)
    names = [f"word{i}" for i in range(count)]
    vectors.add_vectors(names, random.standard_normal((count, dimension), dtype=numpy.float32))
    name = f"{folder}/{count}x{dimension}"
    vectors.save(f"{name}.gensim")
    vectors.save_word2vec_format(f"{name}.bin", binary=True)
    return name


def median(command, pattern):
    """The middle of the times that a command prints, and of the time it takes in all."""
    inner, outer = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        outer.append((time.perf_counter() - start) * 1e3)
        inner.append(float(re.search(pattern, done.stdout + done.stderr).group(1)))
    return statistics.median(inner), statistics.median(outer)


def ours(program, path, part):
    pattern = r"read .* in ([\d.]+) ms" if part == "read" else r"answered +in ([\d.]+) ms"
    command = [program, "neighbors", "word7", "--embeddings", path, "--verbose"]
    if part == "read":
        command = [program, "similarity", "word7", "word9", "--embeddings", path, "--verbose"]
    return median(command, pattern)


def gensim(path, kind, part):
    return median([sys.executable, "-c", GENSIM, path, kind], rf"{part} ([\d.]+)")


def cell(times):
    return f"{times[0]:,.1f} ms ({times[1]:,.0f})"


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400_000
    dimension = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    with tempfile.TemporaryDirectory() as folder:
        name = make(count, dimension, folder)
        subprocess.run(
            [program, "convert", f"{name}.bin", f"{name}.safetensors"], check=True,
            stderr=subprocess.DEVNULL)
        print(f"| reading {count:,} × {dimension} | sentiment | gensim |")
        print("|---|---:|---:|")
        print(
            f"| mapped (safetensors; gensim's own with mmap='r') |"
            f" {cell(ours(program, name + '.safetensors', 'read'))} |"
            f" {cell(gensim(name + '.gensim', 'mapped', 'read'))} |")
        print(
            f"| word2vec binary | {cell(ours(program, name + '.bin', 'read'))} |"
            f" {cell(gensim(name + '.bin', 'binary', 'read'))} |")
        size = Path(f"{name}.bin").stat().st_size
        rate = size / ours(program, name + ".bin", "read")[0] / 1e6
        print(f"\nword2vec binary: {size / 1e6:,.0f} MB at {rate:.2f} GB/s")
        print(f"\n| ten neighbours among {QUESTION_WORDS:,} words | sentiment | gensim |")
        print("|---|---:|---:|")
        for dimension in [100, 300]:
            name = make(QUESTION_WORDS, dimension, folder)
            subprocess.run(
                [program, "convert", f"{name}.bin", f"{name}.safetensors"], check=True,
                stderr=subprocess.DEVNULL)
            print(
                f"| {dimension} dimensions | {cell(ours(program, name + '.safetensors', 'answered'))}"
                f" | {cell(gensim(name + '.gensim', 'mapped', 'answered'))} |")


main()
