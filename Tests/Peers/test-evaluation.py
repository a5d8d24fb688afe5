"""Compares the program's `evaluate` with scikit-learn on the same texts and probabilities.

usage: test-evaluation.py PROGRAM [LABELLED]

LABELLED has lines label<TAB>text; without it, texts of five topics are made up, some of them hard.
"""

import json
import random
import subprocess
import sys
import tempfile

import numpy
from sklearn import metrics

TOLERANCE = 1e-9


def check(ours, theirs, what):
    if (ours is None) != (theirs is None) or (
            ours is not None and not numpy.allclose(ours, theirs, rtol=0, atol=TOLERANCE)):
        sys.exit(f"test-evaluation: {what}: ours is {ours}, scikit-learn's {theirs}")


def run(*command):
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def topics(folder):
    """Labelled texts: words of the topic and of others, so that some are told wrongly."""
    dice = random.Random(1)
    words = {f"topic{topic}": [f"{'abcde'[topic]}word{n}" for n in range(40)] for topic in range(5)}
    every = sum(words.values(), [])
    paths = []
    for name, number in [("train", 2_000), ("test", 1_500)]:
        paths.append(f"{folder}/{name}.tsv")
        with open(paths[-1], "w", encoding="utf-8") as file:
            for _ in range(number):
                # The last topic is rare, so that it is hardly ever answered.
                topic = f"topic{min(dice.randrange(17) // 4, 4)}"
                text = [dice.choice(words[topic] if dice.random() < 0.3 else every)
                        for _ in range(dice.randrange(1, 12))]
                file.write(f"{topic}\t{' '.join(text)}\n")
            file.write("topic0\tunheard of\n")
    return paths


def models(program, folder, train):
    """A model as it should be, and one that knows too little to use all labels."""
    raw, vectors = f"{folder}/raw.txt", f"{folder}/vectors"
    with open(train, encoding="utf-8") as source, open(raw, "w", encoding="utf-8") as file:
        file.writelines(line.split("\t", 1)[1] for line in source)
    run(program, "train-embeddings", raw, "--output", vectors, "--dimension", "20", "--min-count",
        "2", "--stopwords", "none", "--epochs", "2")
    for epochs in ["30", "1"]:
        path = f"{folder}/model-{epochs}"
        run(program, "train-classifier", train, "--embeddings", vectors, "--output", path,
            "--epochs", epochs)
        yield path


def calibration_error(confidence, right, bins):
    """By the definition; scikit-learn's calibration_curve gives the bins of it."""
    error = 0
    for place in range(bins):
        inside = (confidence > place / bins) & (confidence <= (place + 1) / bins)
        if inside.any():
            gap = abs(right[inside].mean() - confidence[inside].mean())
            error += inside.mean() * gap
    return error


def compare(program, model, labelled, folder):
    result = json.loads(run(program, "evaluate", labelled, "--model", model, "--json"))
    truths, raw = [], f"{folder}/texts.txt"
    with open(labelled, encoding="utf-8") as source, open(raw, "w", encoding="utf-8") as file:
        for line in source:
            label, text = line.rstrip("\n").split("\t", 1)
            truths.append(label)
            file.write(text + "\n")
    answers = [json.loads(line) for line in
               run(program, "classify", "--json", "--model", model, "--input", raw).splitlines()]
    labels = sorted(answers[0]["probabilities"])
    table = numpy.array([[answer["probabilities"][label] for label in labels]
                         for answer in answers])
    given = [answer["label"] for answer in answers]
    truth = numpy.array([labels.index(label) for label in truths])
    right = numpy.array(truths) == numpy.array(given)
    confidence = numpy.array([answer["probability"] for answer in answers])

    report = result["report"]
    check(report["accuracy"], metrics.accuracy_score(truths, given), "accuracy")
    check(report["confusionMatrix"], metrics.confusion_matrix(truths, given, labels=labels),
          "confusion matrix")
    per_label = metrics.precision_recall_fscore_support(
        truths, given, labels=labels, zero_division=numpy.nan)
    for name, values in zip(["precision", "recall", "f1", "support"], per_label):
        for scores, value in zip(report["labels"], values):
            check(scores.get(name), None if numpy.isnan(value) else value,
                  f"{name} of {scores['label']}")
    macro = metrics.precision_recall_fscore_support(
        truths, given, average="macro", zero_division=0)
    for name, value in zip(["precision", "recall", "f1"], macro):
        check(report["macro"][name], value, f"macro {name}")
    one_hot = numpy.eye(len(labels))[truth]
    sums = table.sum(axis=1, keepdims=True)
    clipped = numpy.clip(table, numpy.finfo(float).eps, None)
    check(result["logLoss"], -numpy.log(clipped[range(len(truth)), truth]).mean(), "log loss")
    theirs = metrics.log_loss(truths, table / sums, labels=labels)
    if abs(result["logLoss"] - theirs) > 1e-6:
        sys.exit(f"test-evaluation: log loss is {result['logLoss']}, scikit-learn's {theirs}")
    check(result["brierScore"], ((table - one_hot) ** 2).sum(axis=1).mean(), "Brier score")
    if len(labels) == 2:
        theirs = metrics.brier_score_loss(truth, table[:, 1])
        if abs(result["brierScore"] - 2 * theirs) > 1e-6:
            sys.exit(f"test-evaluation: Brier {result['brierScore']}, scikit-learn's {theirs}")
    bins = len(result["calibration"]["bins"])
    check(result["calibration"]["expectedCalibrationError"],
          calibration_error(confidence, right, bins), "expected calibration error")
    unknown = sum(answer["coverage"] == 0 for answer in answers)
    check(result["textsWithoutKnownWord"], unknown, "texts without a known word")
    print(f"  {len(answers):6,} texts, {len(labels)} labels: accuracy {report['accuracy']:.4f},"
          f" macro-F1 {report['macro']['f1']:.4f}, log loss {result['logLoss']:.4f}: as"
          " scikit-learn has it")


def main():
    program, labelled = sys.argv[1], sys.argv[2:]
    print("evaluation of classifiers")
    with tempfile.TemporaryDirectory() as folder:
        train, test = labelled * 2 if labelled else topics(folder)
        for model in models(program, folder, train):
            compare(program, model, test, folder)


main()
