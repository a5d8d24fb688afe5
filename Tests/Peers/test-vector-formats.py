"""Compares how the program reads and writes vector files with gensim and fastText.

usage: test-vector-formats.py PROGRAM

Reads the files that other programs wrote and that come with gensim, writes them in each format,
and compares what gensim reads from these with what it reads from the originals, number by number.
Words that fastText never saw are compared by the cosines of their vectors.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from gensim.models import KeyedVectors
from gensim.models.fasttext import load_facebook_model
from gensim.test.utils import datapath

try:
    import fasttext
except ImportError:
    fasttext = None

# File, and how gensim loads it as word2vec's format. One has words that aren't UTF-8.
WORD2VEC = [
    ("EN.1-10.cbow1_wind5_hs0_neg10_size300_smpl1e-05.txt", {}),
    ("IT.1-10.cbow1_wind5_hs0_neg10_size300_smpl1e-05.txt", {}),
    ("crime-and-punishment.vec", {}),
    ("lee_fasttext.vec", {}),
    ("pang_lee_polarity_fasttext.vec", {"encoding": "latin-1"}),
    ("toy-model.vec", {}),
    ("high_precision.kv.txt", {}),
    ("high_precision.kv.bin", {"binary": True}),
    ("euclidean_vectors.bin", {"binary": True}),
    ("poincare_vectors.bin", {"binary": True}),
    ("test_glove.txt", {"no_header": True}),
]
# fastText's models, the encoding of their words, and whether fastText itself still reads them.
FASTTEXT = [
    ("crime-and-punishment.bin", "utf-8", True),
    ("lee_fasttext.bin", "utf-8", False),
    ("lee_fasttext_new.bin", "utf-8", True),
    ("non_ascii_fasttext.bin", "utf-8", False),
    ("cp852_fasttext.bin", "cp852", False),
    ("toy-model.bin", "utf-8", True),
    ("toy-model-pretrained.bin", "utf-8", True),
]
UNSEEN = ["Nonexistentish", "преступный", "žluťoučkého", "schönste", "好好", "😀", "x"]
# The program sums cosines in double precision from the same floats; fastText's own sums of n-grams
# may differ in the last bit.
TOLERANCE = 1e-6


def check(condition, message):
    if not condition:
        sys.exit(f"test-vector-formats: {message}")


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    check(done.returncode == 0, f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def compare(name, ours, words, numbers):
    check(ours.index_to_key == words, f"{name}: other words")
    check(numpy.array_equal(ours.vectors, numbers), f"{name}: other numbers")


def convert_all(program, path, folder, words, numbers, encoding="utf-8"):
    """Writes the file in each format, also from one to the next, and has gensim read them."""
    chain = [path]
    for extension, settings in [
            ("bin", {"binary": True}), ("txt", {}), ("safetensors", None),
            ("glove", {"no_header": True}), ("vec", {})]:
        # From the original and from the format before.
        for source in {path, chain[-1]}:
            output = f"{folder}/out.{extension}"
            output = output if source == path else f"{folder}/next.{extension}"
            run(program, "convert", source, output)
            if settings is not None:
                ours = KeyedVectors.load_word2vec_format(output, encoding=encoding, **settings)
                compare(f"{Path(path).name} to {extension}", ours, words, numbers)
        chain.append(output)


def cosine(a, b):
    a, b = a.astype(numpy.float64), b.astype(numpy.float64)
    return float(a @ b / numpy.sqrt((a @ a) * (b @ b)))


def compare_unseen(program, path, known, vector, name):
    for word in UNSEEN:
        if not vector(word).any():
            continue  # None of its n-grams was kept.
        ours = json.loads(
            run(program, "similarity", word, known, "--embeddings", path, "--json"))["similarity"]
        other = cosine(vector(word), vector(known))
        check(abs(ours - other) < TOLERANCE, f"{name}: {word} {ours:.8f}, not {other:.8f}")


def compare_words(program, path, folder, wv, encoding):
    """The words of a fastText model against gensim's reading of it."""
    run(program, "convert", path, f"{folder}/words.bin")
    ours = KeyedVectors.load_word2vec_format(
        f"{folder}/words.bin", binary=True, encoding=encoding)
    # gensim sums a word's rows in another order than fastText does. It gives the end of the
    # sentence n-grams, which it has none of there; and it hashes those of words in cp852 after
    # turning them to UTF-8, where fastText hashed the bytes as they were.
    words = numpy.array([
        word != "</s>" and (encoding == "utf-8" or word.isascii())
        for word in wv.index_to_key])
    check(
        numpy.allclose(
            ours.vectors[words], wv.vectors[words], rtol=TOLERANCE, atol=TOLERANCE),
        f"{Path(path).name}: other numbers than gensim's")
    convert_all(program, path, folder, wv.index_to_key, ours.vectors, encoding)


def compare_fasttext(program, folder):
    for file, encoding, is_current in FASTTEXT:
        path = datapath(file)
        wv = load_facebook_model(path, encoding=encoding).wv
        # One has an empty word, which only safetensors can hold.
        is_writable = "" not in wv.index_to_key
        if is_writable:
            compare_words(program, path, folder, wv, encoding)
        if encoding == "utf-8":
            known = wv.index_to_key[1]
            run(program, "convert", path, f"{folder}/whole.safetensors")
            for source in [path, f"{folder}/whole.safetensors"]:
                compare_unseen(program, source, known, wv.get_vector, f"gensim's {file}")
        if fasttext and is_current and is_writable:
            compare_with_fasttext(program, path, folder, fasttext.load_model(path))
        print(f"  {file:32} {len(wv):6} words")


def compare_with_fasttext(program, path, folder, model):
    """Words, vectors and unseen words against the fastText library itself."""
    name = f"fastText's {Path(path).name}"
    run(program, "convert", path, f"{folder}/fasttext.bin")
    ours = KeyedVectors.load_word2vec_format(f"{folder}/fasttext.bin", binary=True)
    words = model.get_words()
    compare(name, ours, words, numpy.array([model.get_word_vector(word) for word in words]))
    if model.f.getArgs().maxn > 0:
        compare_unseen(program, path, words[1], model.get_word_vector, name)


def train_and_compare(program, folder):
    """Models of each kind that fastText trains: also classifiers, plain, pruned and quantized."""
    text = Path(datapath("lee_background.cor"))
    labelled = Path(folder) / "labelled.txt"
    lines = text.read_text(encoding="utf-8").splitlines()
    labelled.write_text(
        "".join(f"__label__{index % 2} {line}\n" for index, line in enumerate(lines)))
    settings = {"dim": 15, "epoch": 1, "bucket": 3000, "thread": 1, "verbose": 0}
    for name, model in [
            ("skipgram", fasttext.train_unsupervised(str(text), "skipgram", **settings)),
            ("cbow", fasttext.train_unsupervised(str(text), "cbow", minn=1, maxn=4, **settings)),
            ("no n-grams", fasttext.train_unsupervised(str(text), maxn=0, **settings)),
            ("classifier", fasttext.train_supervised(str(labelled), minn=2, maxn=4, **settings)),
            ("quantized", quantized(labelled, settings, qnorm=False)),
            ("quantized, pruned", quantized(labelled, settings, qnorm=True, cutoff=2000)),
    ]:
        path = f"{folder}/trained.bin"
        model.save_model(path)
        compare_with_fasttext(program, path, folder, model)
        print(f"  {name:32} {len(model.get_words()):6} words")


def quantized(labelled, settings, **arguments):
    model = fasttext.train_supervised(str(labelled), minn=2, maxn=4, **settings)
    model.quantize(str(labelled), verbose=0, **arguments)
    return model


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        print("word2vec, GloVe and .vec against gensim")
        for file, settings in WORD2VEC:
            vectors = KeyedVectors.load_word2vec_format(datapath(file), **settings)
            convert_all(
                program, datapath(file), folder, vectors.index_to_key, vectors.vectors,
                settings.get("encoding", "utf-8"))
            print(f"  {file:56} {len(vectors):6} words × {vectors.vector_size}")
        print("fastText's models against gensim" + (" and fastText" if fasttext else ""))
        compare_fasttext(program, folder)
        if fasttext:
            print("models that fastText trains")
            train_and_compare(program, folder)
        else:
            print("  not compared with fastText: it can't be installed")
    print("test-vector-formats: all agree")


main()
