"""Programs of others that are built from the source archives of their Python packages."""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from common import CACHE, Run, note


def program(name, package, sources, flags):
    """The path of a program; built at the first time.

    `sources` is a pattern of files in the package's archive. Throws LookupError, with the reason, where
    it can't be had.
    """
    executable = CACHE / name / name
    if executable.exists():
        return str(executable)
    is_c = sources.endswith(".c")
    compiler = next(filter(None, map(
        shutil.which, ["cc", "gcc", "clang"] if is_c else ["g++", "clang++"])), None)
    if compiler is None:
        raise LookupError(f"there is no {'C' if is_c else 'C++'} compiler on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        note(f"fetching and building {name}")
        fetched = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-binary", ":all:", "--no-deps", "--no-build-isolation", "--retries", "1",
             "--timeout", "20", "--dest", folder, package],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        archives = list(Path(folder).glob("*.tar.gz"))
        if fetched.returncode != 0 or not archives:
            raise LookupError("its source can't be fetched from PyPI")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(folder, filter="data")
        files = sorted(map(str, Path(folder).glob(f"*/{sources}")))
        if not files:
            raise LookupError(f"its source archive has no {sources}")
        made = Run([compiler, *files, "-o", f"{folder}/program", *flags])
        if made.failed:
            raise LookupError(f"it can't be compiled: {made.reason()}")
        executable.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(f"{folder}/program", executable)
    return str(executable)
