"""What the scripts of this folder and of Tests/Peers share: Python packages, the built programs, running
them, and tables."""

import argparse
import datetime
import gzip
import importlib.metadata
import importlib.util
import lzma
import os
import platform
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sentiment"
ENVIRONMENT = CACHE / "python"
# What peers that want words get of a text.
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def note(text):
    print(text, file=sys.stderr, flush=True)


def fail(reason):
    sys.exit(f"{Path(sys.argv[0]).name}: {reason}")


# Python packages.

def use(*packages, optional=()):
    """Starts the script anew in a Python of its own, under the user's cache, that has these packages
    of PyPI; does nothing where it runs there already. Without an optional one it goes on."""
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        make_environment()
        python = str(ENVIRONMENT / "bin" / "python")
        os.execv(python, [python, *sys.argv])
    for package in [*packages, *optional]:
        if has(package):
            continue
        note(f"{Path(sys.argv[0]).name}: installing the Python package {package}")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "--retries", "1", "--timeout", "20", package]
        if subprocess.run(pip, stdout=sys.stderr, check=False).returncode == 0:
            importlib.invalidate_caches()
        elif package in packages:
            fail(f"the Python package {package} can't be installed from PyPI into {ENVIRONMENT};"
                 " see the reason above")


def make_environment():
    # The last that comes into a new one.
    if (ENVIRONMENT / "bin" / "pip").exists():
        return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
                          stdout=sys.stderr, check=False)
    if made.returncode != 0:
        fail(f"Python can't make {ENVIRONMENT}; on Debian, install python3-venv")


def has(package):
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


# Programs.

def parser(description):
    """Of the arguments; its help begins with the script's own description."""
    result = argparse.ArgumentParser(
        description=description, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument(
        "--program", help="a built program to run instead of the one of this checkout")
    return result


def built(options, product="sentiment", package="."):
    """A release build of the program, made now unless another is named; of the package Server it is the one with
    the server's commands."""
    if options.program:
        program = Path(options.program).resolve()
        return str(program if product == "sentiment" else program.with_name(product))
    folder = ROOT / package
    packages = []
    if package == "Server":
        product, packages = "sentiment-server", ["libsqlite3-dev"]
    for command in [[ROOT / "scripts/setup", *packages],
                    ["swift", "build", "--package-path", folder, "--configuration", "release", "--product", product]]:
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
            fail(f"{product} can't be built")
    return str(folder / ".build/release" / product)


def run(*command):
    """The standard output, as bytes, of a command; what went wrong ends the script."""
    command = [str(part) for part in command]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        fail(f"{shlex.join(command)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


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


# Texts and tables.

def open_text(path):
    """A text that may be packed."""
    opener = {".xz": lzma.open, ".gz": gzip.open}.get(Path(path).suffix, open)
    return opener(path, "rt", encoding="utf-8", errors="replace")


def table(header, rows):
    """Markdown: the first column to the left, the others to the right."""
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def count(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def median(values):
    return statistics.median(values)


def cell(values):
    """Mean and standard deviation of values, as text; the mean of a single one."""
    mean = f"{statistics.mean(values):.3f}"
    return f"{mean} ± {statistics.stdev(values):.3f}" if len(values) > 1 else mean


def processor():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def heading():
    """When and where the figures that follow were measured."""
    load = os.getloadavg()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (f"{datetime.date.today().isoformat()}, {processor()}, "
            f"{len(os.sched_getaffinity(0))} processors, {memory:.0f} GB, "
            f"{platform.system()} {platform.release()}; load at the start {load:.1f}.\n")
