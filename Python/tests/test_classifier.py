"""SentimentClassifier, where nothing but numpy is installed."""

import copy
import csv
import json
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import numpy as np
import sentiment
from reviews import KINDS, LABELS, TEXTS, program, write_labelled
from sentiment import SentimentClassifier, errors

# Without the encoder a fit takes a fraction of a second.
WORDS = {"encoder": "none", "cache": False}


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


class AsTheProgram(InFolder):
    """The same texts make the same file, and get the same answers."""

    def compare(self, classifier, X, y, *options, **given):
        fitted = classifier.fit(X, y, **given)
        fitted.save(self.folder / "ours.safetensors")
        program("fit", *options, "--output", self.folder / "theirs.safetensors", "--no-cache")
        ours, theirs = ((self.folder / f"{name}.safetensors").read_bytes() for name in ("ours", "theirs"))
        self.assertEqual(ours, theirs)
        return fitted

    def test_fit_makes_the_same_file(self):
        write_labelled(self.folder / "labelled.tsv")
        for threads in (1, 2):
            self.compare(
                SentimentClassifier(threads=threads, cache=False), TEXTS, LABELS, self.folder / "labelled.tsv"
            )

    def test_cache_changes_nothing(self):
        first, second = (SentimentClassifier(cache=self.folder).fit(TEXTS[:60], LABELS[:60]) for _ in range(2))
        self.assertTrue(list(self.folder.glob("*.safetensors")))
        np.testing.assert_array_equal(first.predict_proba(TEXTS), second.predict_proba(TEXTS))

    def test_texts_without_a_label(self):
        labels = [label if row % 3 else None for row, label in enumerate(LABELS)]
        rows = [{"text": text} | ({"label": label} if label else {"label": ""}) for text, label in zip(TEXTS, labels)]
        path = self.folder / "labelled.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        for missing in (None, float("nan"), ""):
            given = [missing if label is None else label for label in labels]
            self.compare(SentimentClassifier(**WORDS), TEXTS, given, path, "--encoder", "mean")

    def test_unlabelled_texts_and_files(self):
        write_labelled(self.folder / "labelled.tsv", LABELS[:100], TEXTS[:100])
        path = self.folder / "unlabelled.txt"
        path.write_text("".join(text + "\n" for text in TEXTS[100:]), "utf-8")
        for unlabelled in (TEXTS[100:], path, str(path), [path]):
            self.compare(
                SentimentClassifier(unlabelled=unlabelled, **WORDS),
                TEXTS[:100],
                LABELS[:100],
                self.folder / "labelled.tsv",
                "--unlabelled",
                path,
                "--encoder",
                "mean",
            )

    def test_settings(self):
        write_labelled(self.folder / "labelled.tsv")
        classifier = SentimentClassifier(
            seed=7,
            without=["word-pairs"],
            pieces=True,
            seed_words={"positive": ["great"], "negative": ["awful"]},
            label_shares={"positive": 0.7},
            **WORDS,
        )
        # The order of the words' labels is that of the labels' names.
        self.compare(
            classifier,
            TEXTS,
            LABELS,
            self.folder / "labelled.tsv",
            "--encoder",
            "mean",
            "--seed",
            "7",
            "--without",
            "word-pairs",
            "--pieces",
            "--label",
            "negative=awful",
            "--label",
            "positive=great",
            "--label-share",
            "positive=0.7",
        )

    def test_weights_and_metric(self):
        weights = [1 + row % 3 / 2 for row in range(len(TEXTS))]
        path = self.folder / "weighed.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("label", "text", "n"), *zip(LABELS, TEXTS, weights)])
        options = ["--weight-field", "n", "--encoder", "mean"]
        self.compare(SentimentClassifier(**WORDS), TEXTS, LABELS, path, *options, sample_weight=np.array(weights))
        fitted = self.compare(
            SentimentClassifier(class_weight={"positive": 3}, optimize="macro-f1", **WORDS),
            TEXTS,
            LABELS,
            path,
            *options,
            "--label-weight",
            "positive=3",
            "--optimize",
            "macro-f1",
            sample_weight=weights,
        )
        self.assertLessEqual(fitted.card_["macroF1"]["unshifted"], fitted.card_["macroF1"]["f1"])
        balanced = SentimentClassifier(class_weight="balanced", **WORDS)
        self.compare(balanced, TEXTS, KINDS, self._of_kinds(), "--label-weight", "balanced", "--encoder", "mean")

    def _of_kinds(self):
        write_labelled(self.folder / "kinds.tsv", KINDS)
        return self.folder / "kinds.tsv"

    def test_none_of_these(self):
        rows = [row for row, kind in enumerate(KINDS) if kind in sorted(set(KINDS))[:2]]
        labelled = [TEXTS[row] for row in rows], [KINDS[row] for row in rows]
        write_labelled(self.folder / "labelled.tsv", labelled[1], labelled[0])
        path = self.folder / "unlabelled.txt"
        path.write_text("".join(f"The invoice of order {number} is {number % 9} euros too high\n" for number in range(300)))
        classifier = SentimentClassifier(unlabelled=path, none_label="money", **WORDS)
        self.compare(
            classifier, *labelled, self.folder / "labelled.tsv", "--unlabelled", path, "--none-of-these", "money",
            "--encoder", "mean",
        )
        self.assertIn("money", classifier.classes_)
        self.assertEqual(classifier.predict(["The invoice is too high by 8 euros"]).tolist(), ["money"])

    def test_any_number_of_labels(self):
        sets = [(kind, label) if row % 4 else (kind,) for row, (kind, label) in enumerate(zip(KINDS, LABELS))]
        sets[5], sets[6] = (), None
        path = self.folder / "labelled.jsonl"
        rows = [{"text": text, "labels": None if own is None else sorted(own)} for text, own in zip(TEXTS, sets)]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        classifier = SentimentClassifier(multi_label=True, **WORDS)
        self.compare(classifier, TEXTS, sets, path, "--multi-label", "--encoder", "mean")
        self.assertEqual(classifier.classes_.tolist(), sorted({*KINDS, *LABELS}))
        texts = self.folder / "texts.txt"
        texts.write_text("".join(text + "\n" for text in TEXTS), "utf-8")
        lines = program(
            "classify", "-m", self.folder / "ours.safetensors", "--input", texts, "--text-format", "lines", "--json"
        ).splitlines()
        answers = [json.loads(line) for line in lines]
        self.assertEqual(classifier.predict(TEXTS).tolist(), [tuple(answer["labels"]) for answer in answers])
        probabilities = [[answer["probabilities"][label] for label in classifier.classes_] for answer in answers]
        np.testing.assert_array_equal(classifier.predict_proba(TEXTS), probabilities)
        loaded = SentimentClassifier.load(self.folder / "ours.safetensors")
        self.assertEqual(loaded.predict(TEXTS).tolist(), classifier.predict(TEXTS).tolist())
        self.assertIsNone(classifier.estimate_)
        self.assertIn("micro", classifier.card_["labelEstimate"]["report"])
        self.assertEqual(classifier.score(TEXTS[:1], [classifier.predict(TEXTS[:1])[0]]), 1)
        self.assertEqual(classifier.answers(["xyzzy"]).label.tolist(), [()])
        with self.assertRaises(TypeError):
            SentimentClassifier(multi_label=True, **WORDS).fit(TEXTS, LABELS)
        with self.assertRaises(errors.SentimentError):
            classifier.partial_fit(TEXTS, LABELS)

    def test_top(self):
        classifier = SentimentClassifier(**WORDS).fit(TEXTS, KINDS)
        top = classifier.top(TEXTS, 2)
        self.assertEqual([labels[0][0] for labels in top], classifier.predict(TEXTS).tolist())
        self.assertTrue(all(first[1] >= second[1] for first, second in top))
        classifier.save(self.folder / "model.safetensors")
        path = self.folder / "texts.txt"
        path.write_text("".join(text + "\n" for text in TEXTS), "utf-8")
        lines = program(
            "classify", "-m", self.folder / "model.safetensors", "--input", path, "--text-format", "lines", "--json",
            "--top", "2",
        ).splitlines()
        theirs = [[(each["label"], each["probability"]) for each in json.loads(line)["top"]] for line in lines]
        self.assertEqual(top, theirs)

    def test_weights_that_can_not_be(self):
        for weights in ([1], [-1] * len(TEXTS), [float("nan")] * len(TEXTS)):
            with self.assertRaisesRegex(ValueError, "sample_weight"):
                SentimentClassifier(**WORDS).fit(TEXTS, LABELS, sample_weight=weights)
        with self.assertRaises(errors.InvalidSettingError):
            SentimentClassifier(class_weight="even", **WORDS).fit(TEXTS, LABELS)

    def test_answers(self):
        path = self.folder / "texts.txt"
        path.write_text("".join(text + "\n" for text in TEXTS), "utf-8")
        for speed in ("fast", "balanced", "accurate"):
            lines = program("classify", "--input", path, "--text-format", "lines", "--json", "--speed", speed)
            theirs = [json.loads(line) for line in lines.splitlines()]
            classifier = SentimentClassifier.load("general", speed=speed)
            answers = classifier.answers(TEXTS)
            self.assertEqual(classifier.predict(TEXTS).tolist(), [answer["label"] for answer in theirs])
            self.assertEqual(answers.probability.tolist(), [answer["probability"] for answer in theirs])
            self.assertEqual(answers.coverage.tolist(), [answer["coverage"] for answer in theirs])
            probabilities = [[answer["probabilities"][label] for label in classifier.classes_] for answer in theirs]
            np.testing.assert_array_equal(classifier.predict_proba(TEXTS), probabilities)

    def test_version(self):
        self.assertEqual(program("--version").decode().split()[-1], sentiment.__version__)


class Labels(unittest.TestCase):
    def test_kinds(self):
        kinds = {
            "U": ["yes" if label == "positive" else "no" for label in LABELS],
            "i": [int(label == "positive") for label in LABELS],
            "b": [label == "positive" for label in LABELS],
            "f": [4.0 if label == "positive" else 2.0 for label in LABELS],
            "O": [("a", 1) if label == "positive" else ("b", 2) for label in LABELS],
        }
        expected = SentimentClassifier(**WORDS).fit(TEXTS, LABELS).predict(TEXTS) == "positive"
        for kind, labels in kinds.items():
            classifier = SentimentClassifier(**WORDS).fit(TEXTS, labels)
            self.assertEqual(classifier.classes_.dtype.kind, kind)
            self.assertEqual(classifier.classes_.tolist(), sorted(set(labels)))
            answers = classifier.predict(TEXTS)
            positive = labels[LABELS.index("positive")]
            self.assertEqual([answer == positive for answer in answers.tolist()], expected.tolist())
            places = classifier.predict_proba(TEXTS).argmax(axis=1)
            self.assertEqual(classifier.classes_[places].tolist(), answers.tolist())
            right = np.mean([answer == label for answer, label in zip(answers.tolist(), labels)])
            self.assertEqual(classifier.score(TEXTS, labels), right)
            self.assertGreater(right, 0.55)

    def test_columns_follow_the_labels(self):
        # As texts the labels stand in another order than as numbers.
        labels = [10 if label == "positive" else 9 for label in LABELS]
        classifier = SentimentClassifier(**WORDS).fit(TEXTS, labels)
        self.assertEqual(classifier.classes_.tolist(), [9, 10])
        named = SentimentClassifier(**WORDS).fit(TEXTS, LABELS)
        # The order of the labels changes the folds, and so the answers a little.
        np.testing.assert_allclose(classifier.predict_proba(TEXTS), named.predict_proba(TEXTS), atol=0.05)

    def test_what_cannot_be(self):
        for labels, message in [
            ([0.5, 1.5], "Unknown label type: continuous"),
            (["1", 1], "have the same name"),
            ([["a"], ["b"]], "hashable"),
            (["a", "a"], "one class, 'a'"),
            ([None, None], "no label"),
            (["a"], "2 texts and y has 1 labels"),
            (None, "requires y"),
            (np.array([["a"], ["b"]]), r"shape \(2, 1\)"),
        ]:
            with self.assertRaisesRegex((ValueError, TypeError), message):
                SentimentClassifier(**WORDS).fit(["good", "bad"], labels)


class Texts(unittest.TestCase):
    classifier = SentimentClassifier.load("general", speed="fast")

    def test_kinds(self):
        expected = self.classifier.predict_proba(TEXTS)
        for texts in (tuple(TEXTS), np.array(TEXTS), np.array(TEXTS, object), iter(TEXTS)):
            np.testing.assert_array_equal(self.classifier.predict_proba(texts), expected)
        self.assertEqual(self.classifier.predict_proba([]).shape, (0, 3))

    def test_odd_texts(self):
        texts = ["", "\0", "good\0bad", "\ud83d", "\ud83d\ude00 good", "a" * 100_000, "\u2028"]
        self.assertEqual(self.classifier.predict_proba(texts).shape, (len(texts), 3))
        np.testing.assert_array_equal(
            self.classifier.predict_proba(["\ud83d\ude00 good", "\ud83d good"]),
            self.classifier.predict_proba(["\U0001f600 good", "\ufffd good"]),
        )
        self.assertIsNone(self.classifier.answers([""]).label[0])
        for text in texts:
            self.classifier.explain(text)

    def test_what_cannot_be(self):
        for texts, message in [
            ("good", "X is one text"),
            (["good", None], "X: row 1 has no text"),
            (["good", float("nan")], "X: row 1 has no text"),
            (["good", 7], "X: row 1 is 7, of the type int"),
            (np.array([["good"]]), "X has columns"),
            ({"text": ["good"]}, "X has columns"),
            (7, "X is int"),
        ]:
            with self.assertRaisesRegex((ValueError, TypeError), message):
                self.classifier.predict(texts)

    def test_many_texts_are_answered_as_few(self):
        # More than fits into a part.
        many = TEXTS * 1000
        expected = np.tile(self.classifier.predict_proba(TEXTS), (1000, 1))
        np.testing.assert_array_equal(self.classifier.predict_proba(many), expected)


class Answers(unittest.TestCase):
    def test_no_answer_stays_visible(self):
        classifier = SentimentClassifier.load("general")
        answers = classifier.answers(["It was great", "xyzzy", "It was"], threshold=0.95)
        self.assertEqual(answers.label.tolist()[:2], ["positive", None])
        self.assertEqual(answers.coverage.tolist()[:2], [1, 0])
        self.assertIsNone(answers.label[2])
        self.assertLess(answers.probability[2], 0.95)

    def test_abstain(self):
        classifier = SentimentClassifier(abstain=0.8).fit(TEXTS, LABELS)
        answers = classifier.answers(TEXTS)
        given = answers.label != np.array(None)
        self.assertTrue(0 < given.sum() < len(TEXTS))
        self.assertLess(answers.probability[~given].max(), answers.probability[given].min())
        self.assertEqual(answers.label[given].tolist(), classifier.predict(TEXTS)[given].tolist())

    def test_labels_to_answer_with(self):
        classifier = SentimentClassifier.load("general", labels=["positive", "negative"])
        self.assertEqual(classifier.classes_.tolist(), ["negative", "positive"])
        self.assertEqual(set(classifier.predict(TEXTS)), {"negative", "positive"})

    def test_explain(self):
        words = SentimentClassifier.load("general").explain("a great xyzzy")
        self.assertEqual(
            [(word.text, word.known) for word in words], [("a", True), ("great", True), ("xyzzy", False)]
        )
        self.assertGreater(words[1].contribution, words[0].contribution)


class Learning(InFolder):
    def test_estimate(self):
        classifier = SentimentClassifier().fit(TEXTS, LABELS)
        estimate = classifier.estimate_
        low, high = estimate.interval
        self.assertTrue(estimate.baseline < low < estimate.accuracy < high < 1)
        self.assertEqual(estimate.accuracy, classifier.card_["estimate"]["accuracy"])
        self.assertAlmostEqual(estimate.baseline, 0.5, delta=0.05)
        self.assertLessEqual(estimate.text_count, len(TEXTS))
        self.assertIsNone(SentimentClassifier(**WORDS).fit(["good", "bad"], [1, 0]).estimate_)

    def test_words_alone(self):
        classifier = SentimentClassifier(seed_words={True: ["great", "excellent"], False: ["terrible", "awful"]})
        classifier.fit([], [])
        self.assertEqual(classifier.predict(["It was wonderful", "It was horrible"]).tolist(), [True, False])

    def test_partial_fit(self):
        classifier = SentimentClassifier(**WORDS)
        self.assertIs(classifier.partial_fit(TEXTS, LABELS, classes=["positive", "negative", "question"]), classifier)
        questions = [
            f"{what} {thing}?"
            for what in ("Where is the", "When does the", "Who wrote a", "How far is a")
            for thing in ("station", "shop", "book", "town")
        ]
        before = classifier.predict(questions)
        classifier.partial_fit(questions, ["question"] * len(questions))
        self.assertEqual(classifier.classes_.tolist(), ["negative", "positive", "question"])
        self.assertNotIn("question", before)
        self.assertEqual(classifier.predict(questions).tolist(), ["question"] * len(questions))
        with self.assertRaisesRegex(ValueError, "isn't among the classes"):
            classifier.partial_fit(["good"], ["other"], classes=["positive"])

    def test_suggest(self):
        classifier = SentimentClassifier(**WORDS).fit(TEXTS[:40], [label == "positive" for label in LABELS[:40]])
        found = classifier.suggest(TEXTS[40:], 5, labelled=TEXTS[:40])
        self.assertEqual(len({suggestion.row for suggestion in found}), 5)
        for suggestion in found:
            self.assertEqual(suggestion.text, TEXTS[40:][suggestion.row])
            self.assertIsInstance(suggestion.label, bool)
            self.assertTrue(0.5 <= suggestion.probability <= 1)

    def test_diagnose(self):
        labels = [label if row != 17 else "negative" for row, label in enumerate(KINDS)]
        diagnosis = SentimentClassifier(**WORDS).diagnose(TEXTS, labels)
        self.assertEqual(diagnosis["texts"], len(TEXTS))
        self.assertTrue(all(finding["advice"] for finding in diagnosis["findings"]))

    def test_settings_that_cannot_be(self):
        for settings in ({"encoder": "nix"}, {"without": ["nix"]}, {"abstain": 2}, {"threads": -1}):
            with self.assertRaises(errors.InvalidSettingError):
                SentimentClassifier(**{**WORDS, **settings}).fit(TEXTS, LABELS)
        with self.assertRaisesRegex(ValueError, "Invalid parameter 'nix'"):
            SentimentClassifier().set_params(nix=1)

    def test_not_fitted(self):
        for ask in ("predict", "predict_proba", "answers"):
            with self.assertRaises(errors.NotFittedError):
                getattr(SentimentClassifier(), ask)(TEXTS)


class Files(InFolder):
    def test_files_and_pickles(self):
        classifier = SentimentClassifier(speed="accurate").fit(
            TEXTS[:60], [label == "positive" for label in LABELS[:60]]
        )
        texts = [*TEXTS, "", "xyzzy"]
        expected = classifier.predict_proba(texts)
        classifier.save(self.folder / "model.safetensors")
        loaded = SentimentClassifier.load(self.folder / "model.safetensors", speed="accurate")
        self.assertEqual(loaded.classes_.tolist(), ["False", "True"])
        np.testing.assert_array_equal(loaded.predict_proba(texts), expected)
        for other in (pickle.loads(pickle.dumps(classifier)), copy.deepcopy(classifier)):
            self.assertEqual(other.classes_.tolist(), [False, True])
            self.assertEqual(other.get_params(), classifier.get_params())
            np.testing.assert_array_equal(other.predict_proba(texts), expected)
        self.assertFalse(pickle.loads(pickle.dumps(SentimentClassifier())).__sklearn_is_fitted__())

    def test_pickles_of_built_in_models(self):
        for labels in (None, ["positive", "negative"]):
            classifier = SentimentClassifier.load("general", labels=labels)
            data = pickle.dumps(classifier)
            self.assertLess(len(data), 100_000)
            expected, found = classifier.answers(TEXTS), pickle.loads(data).answers(TEXTS)
            for ours, theirs in zip(expected, found):
                self.assertEqual(ours.tolist(), theirs.tolist())

    def test_files_that_cannot_be_read(self):
        with self.assertRaisesRegex(FileNotFoundError, "no such file"):
            SentimentClassifier.load(self.folder / "nix")
        path = self.folder / "damaged.safetensors"
        path.write_bytes(b"\x10\0\0\0\0\0\0\0{damaged}")
        with self.assertRaisesRegex(errors.DamagedFileError, "damaged.safetensors"):
            SentimentClassifier.load(path)
        with self.assertRaises(OSError):
            SentimentClassifier.load("general").save(self.folder / "nix/model.safetensors")

    def test_parameters(self):
        self.assertEqual(
            repr(SentimentClassifier(seed=2, encoder="none")), "SentimentClassifier(encoder='none', seed=2)"
        )
        self.assertEqual(SentimentClassifier().set_params(seed=3).get_params()["seed"], 3)


class Running(unittest.TestCase):
    def test_progress(self):
        seen = []
        SentimentClassifier(progress=lambda *what: seen.append(what), **WORDS).fit(TEXTS, LABELS)
        self.assertIn("cross-validation", {phase for phase, _ in seen})
        self.assertTrue(all(fraction is None or 0 <= fraction <= 1 for _, fraction in seen))

    def test_error_in_progress_ends_the_work(self):
        def stop(phase, fraction):
            raise LookupError("enough")

        with self.assertRaisesRegex(LookupError, "enough"):
            SentimentClassifier(progress=stop, **WORDS).fit(TEXTS, LABELS)

    def test_interruption(self):
        # The encoder has minutes of work with these texts.
        code = (
            "from sentiment import SentimentClassifier\n"
            "texts = [' '.join(f'word{i * 7919 % (50 + j)}' for j in range(200)) for i in range(1500)]\n"
            "def show(phase, fraction): print(phase, flush=True)\n"
            "try: SentimentClassifier(cache=False, progress=show).fit(texts, [i % 2 for i in range(1500)])\n"
            "except KeyboardInterrupt: print('ended', flush=True)\n"
        )
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            while process.stdout.readline().strip() not in ("encoding", ""):
                pass
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            lines = process.stdout.read().splitlines()
        self.assertEqual(process.returncode, 0)
        self.assertEqual(lines[-1], "ended")
        self.assertLess(time.monotonic() - start, 30)

    def test_other_threads_go_on(self):
        classifier = SentimentClassifier.load("general", speed="fast", threads=1)
        many = TEXTS * 3000
        counts = []
        done = threading.Event()

        def count():
            while not done.wait(0.001):
                counts.append(time.monotonic())

        column = sentiment._texts.column(many)
        thread = threading.Thread(target=count)
        thread.start()
        start = time.monotonic()
        classifier.predict_proba(column)
        end = time.monotonic()
        done.set()
        thread.join()
        self.assertGreater(sum(start < moment < end for moment in counts), 10)

    def test_several_threads_ask_one_classifier(self):
        classifier = SentimentClassifier.load("general")
        expected = classifier.predict_proba(TEXTS)
        results = []
        threads = [threading.Thread(target=lambda: results.append(classifier.predict_proba(TEXTS))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(results), 4)
        for result in results:
            np.testing.assert_array_equal(result, expected)


if __name__ == "__main__":
    unittest.main()
