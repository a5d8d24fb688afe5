"""Compares the program's vector files and its evaluate-embeddings with gensim.

usage: test-peers.py PROGRAM [TEXT]
"""

import json
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from gensim.models import KeyedVectors
from gensim.test.utils import datapath

PAIRS = ["wordsim353.tsv", "simlex999.txt"]
ANALOGIES = "questions-words.txt"
# Figures that agree to four digits.
TOLERANCE = 0.5e-4


def check(condition, message):
    if not condition:
        sys.exit(f"test-peers: {message}")


def read_safetensors(path):
    """The words and vectors of one of the program's files, read by the format's description."""
    content = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])

    def tensor(name, kind):
        start, end = header[name]["data_offsets"]
        body = content[8 + length + start : 8 + length + end]
        return numpy.frombuffer(body, kind).reshape(header[name]["shape"])

    offsets = tensor("vocabulary.offsets", "<i8")
    letters = tensor("vocabulary.bytes", "u1").tobytes()
    words = [letters[a:b].decode() for a, b in zip(offsets, offsets[1:])]
    return words, tensor("embeddings.input", "<f4")


def same(vectors, words, numbers, message):
    check(vectors.index_to_key == words, f"{message}: other words")
    check(vectors.vectors.shape == numbers.shape, f"{message}: another shape")
    check(numpy.array_equal(vectors.vectors, numbers), f"{message}: other numbers")


def evaluate(program, path, limit):
    command = [program, "evaluate-embeddings", path, "--json", "--restrict-vocabulary", str(limit)]
    command += ["--pairs", *map(datapath, PAIRS), "--analogies", datapath(ANALOGIES)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def in_double(vectors):
    """The same vectors with gensim computing in double precision."""
    double = KeyedVectors(vectors.vector_size, dtype=numpy.float64)
    double.add_vectors(vectors.index_to_key, vectors.vectors.astype(numpy.float64))
    return double


def correlations(vectors, file, limit):
    """Spearman's, Pearson's and the unknown per cent by gensim; none for fewer than two pairs."""
    try:
        pearson, spearman, unknown = vectors.evaluate_word_pairs(
            datapath(file), restrict_vocab=limit)
    except ValueError:
        return None
    return spearman[0], pearson[0], unknown


def compare(ours, vectors, limit, name, is_crowded=False):
    """Compares the program's report with what gensim finds.

    gensim computes cosines in single precision. Where they are crowded, as those of vectors that
    were hardly trained are near 1, its rounding makes equal or swaps what differs, and moves ρ in
    the fifth digit. The program must agree with gensim in double precision always, and with
    gensim as it is unless the vectors are crowded.
    """
    double = in_double(vectors)
    for file, pairs in zip(PAIRS, ours["pairs"]):
        single, exact = (correlations(kind, file, limit) for kind in (vectors, double))
        if exact is None:
            check(pairs["pairs"] < 2, f"{name}: {file}: gensim knows too few pairs")
            check("spearman" not in pairs, f"{name}: {file}: a correlation of too few pairs")
            print(f"  {file:20} too few known pairs in either")
            continue
        check(abs(pairs["unknownShare"] * 100 - exact[2]) < TOLERANCE, f"{name}: {file}: unknown")
        for place, label in enumerate(["spearman", "pearson"]):
            value = pairs[label]
            print(
                f"  {file:20} {label:9} {value:9.5f}  gensim {single[place]:9.5f}"
                f"  in double precision {exact[place]:9.5f}")
            for kind, other in [("double", exact[place])] + (
                    [] if is_crowded else [("single", single[place])]):
                check(
                    abs(value - other) < TOLERANCE,
                    f"{name}: {file}: {label} is {value:.6f}, gensim's {other:.6f} ({kind})")
    report = ours["analogies"][0]
    _, sections = vectors.evaluate_word_analogies(datapath(ANALOGIES), restrict_vocab=limit)
    scores = report["sections"] + [report["total"]]
    check(len(scores) == len(sections), f"{name}: {len(scores)} sections, not {len(sections)}")
    for score, section in zip(scores, sections):
        correct, wrong = len(section["correct"]), len(section["incorrect"])
        place = f"{name}: section {score['name']}"
        check(score["questions"] == correct + wrong, f"{place}: other questions")
        check(
            abs(score["correct"] - correct) <= TOLERANCE * score["questions"],
            f"{place}: {score['correct']} correct, gensim has {correct}")
    print(
        f"  {ANALOGIES:20} correct   {score['correct']:9}  gensim {correct:9}"
        f"  of {score['questions']}")


def spelled_vectors():
    """Vectors of all words of the lists, and further forms of some, from the words' spelling:
    much alike where the words are, without any training."""
    words = set()
    for file in [*PAIRS, ANALOGIES]:
        for line in open(datapath(file), encoding="utf-8"):
            if not line.startswith((":", "#")):
                words.update(line.split())
    words = sorted(words)
    words += [word.lower() for word in words if word.lower() not in words]
    words += [word.upper() for word in words[::7] if word.upper() not in words]
    words += ["straße", "Straße", "ﬁn", "好", "l'été"]
    random = numpy.random.default_rng(1)
    random.shuffle(words)
    pieces = {}
    rows = []
    for word in words:
        text = f"<{word}>"
        names = [text[i : i + n] for n in (2, 3) for i in range(len(text) - n + 1)]
        for piece in names:
            if piece not in pieces:
                pieces[piece] = random.standard_normal(40)
        rows.append(sum(pieces[piece] for piece in names))
    vectors = KeyedVectors(40)
    vectors.add_vectors(words, numpy.array(rows, dtype=numpy.float32))
    return vectors


def main():
    program, corpus = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        settings = ["--dimension", "50", "--epochs", "1"] if corpus else []
        paths = {}
        for kind in ["safetensors", "word2vec-text", "word2vec-binary"]:
            paths[kind] = f"{folder}/trained.{kind}"
            subprocess.run(
                [program, "train-embeddings", *corpus, *settings, "--format", kind, "--output",
                 paths[kind]],
                check=True, stderr=subprocess.DEVNULL)
        words, numbers = read_safetensors(paths["safetensors"])
        text = KeyedVectors.load_word2vec_format(paths["word2vec-text"], binary=False)
        binary = KeyedVectors.load_word2vec_format(paths["word2vec-binary"], binary=True)
        same(text, words, numbers, "gensim reads word2vec text")
        same(binary, words, numbers, "gensim reads word2vec binary")
        print(f"gensim reads all {numbers.size:,} numbers as they are, from text and binary")
        reports = [evaluate(program, path, 300_000) for path in paths.values()]
        for report in reports[1:]:
            for part in ["pairs", "analogies"]:
                check(report[part] == reports[0][part], "the formats give different figures")
        print(f"trained vectors, {len(words):,} words")
        compare(reports[0], text, 300_000, "trained vectors", is_crowded=True)

        spelled = spelled_vectors()
        for binary in [False, True]:
            path = f"{folder}/spelled.{binary}"
            spelled.save_word2vec_format(path, binary=binary)
            for limit in [300_000, len(spelled) // 2]:
                kind = "binary" if binary else "text"
                print(f"vectors from spelling, gensim's word2vec {kind}, {limit:,} known words")
                compare(evaluate(program, path, limit), spelled, limit, f"spelled vectors, {kind}")
    print("test-peers: all agree")


main()
