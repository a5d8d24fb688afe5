"""Compares the phrases of `train-embeddings --phrases` with those of gensim's Phrases.

usage: test-phrases.py PROGRAM [TEXT]

gensim's default scorer multiplies by the size of its vocabulary, pairs included, where word2phrase
does so by the number of words; it is given word2phrase's formula here.
"""

import json
import struct
import subprocess
import sys
import tempfile
from collections import Counter

from gensim.models import Phrases
from gensim.test.utils import datapath

MINIMUM_COUNT = 5


def check(condition, message):
    if not condition:
        sys.exit(f"test-phrases: {message}")


def score(worda_count, wordb_count, bigram_count, len_vocab, min_count, corpus_word_count):
    return (bigram_count - min_count) / worda_count / wordb_count * corpus_word_count


def train(program, text, threshold, folder):
    """The program's phrases, and how often its text has each word then."""
    output = f"{folder}/vectors"
    subprocess.run(
        [program, "train-embeddings", text, "--tokenizer", "whitespace", "--stopwords", "none",
         "--text-format", "lines", "--phrases", "--phrase-threshold", repr(threshold),
         "--min-count", str(MINIMUM_COUNT), "--dimension", "1", "--epochs", "1", "--output",
         output],
        check=True, stderr=subprocess.DEVNULL)
    content = open(output, "rb").read()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])

    def numbers(name):
        start, end = header[name]["data_offsets"]
        return [n for (n,) in struct.iter_unpack("<q", content[8 + length :][start:end])]

    start, end = header["vocabulary.bytes"]["data_offsets"]
    letters = content[8 + length :][start:end]
    offsets = numbers("vocabulary.offsets")
    words = [letters[a:b].decode() for a, b in zip(offsets, offsets[1:])]
    phrases = header["__metadata__"].get("phrases", "").split("\n")
    return (
        {phrase.replace(" ", "_") for phrase in phrases if phrase},
        dict(zip(words, numbers("vocabulary.counts"))))


def main():
    program, text = sys.argv[1], (sys.argv[2:] or [datapath("lee_background.cor")])[0]
    documents = [line.split() for line in open(text, encoding="utf-8", errors="replace")]
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/text"
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(" ".join(words) + "\n" for words in documents if words)
        peer = Phrases(
            documents, min_count=MINIMUM_COUNT, threshold=1e-9, scoring=score, delimiter="_")
        scores = sorted(
            {score for score in export(peer).values() if score > 0.5}, reverse=True)
        check(scores, "gensim finds no phrase")
        # Just above and below the scores of some pairs, so that the scores themselves are compared.
        places = [scores[len(scores) * tenth // 10] for tenth in range(10)] + scores[:1]
        thresholds = [place * side for place in places for side in (1 - 1e-9, 1 + 1e-9)]
        most = 0
        for threshold in sorted({100.0, 10.0, 1.0, *thresholds}):
            peer.threshold = threshold
            theirs = {pair for pair, value in export(peer).items() if value > threshold}
            most = max(most, len(theirs))
            joined = Counter(word for words in documents for word in peer[words])
            phrases, counts = train(program, path, threshold, folder)
            check(phrases == theirs, f"{threshold}: other phrases: {sorted(phrases ^ theirs)[:5]}")
            check(
                counts == {word: n for word, n in joined.items() if n >= MINIMUM_COUNT},
                f"{threshold}: the joined text has other words")
    print(
        f"test-phrases: gensim finds the same phrases, and the same words in the joined text,"
        f" above {len(set(thresholds)) + 3} thresholds; up to {most:,} phrases")


def export(peer):
    """The score of every pair that gensim has counted."""
    result = {}
    for pair, count in peer.vocab.items():
        # A word that has the delimiter in it looks like a pair; that of two words has their counts.
        first, _, second = pair.partition(peer.delimiter)
        if count > MINIMUM_COUNT and peer.vocab.get(first) and peer.vocab.get(second):
            result[pair] = score(
                peer.vocab[first], peer.vocab[second], count, 0, MINIMUM_COUNT,
                peer.corpus_word_count)
    return result


main()
