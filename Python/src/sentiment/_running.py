"""Long work of the library, which Ctrl-C ends soon and which tells how far it is."""

from __future__ import annotations

import threading
from typing import Any, Callable, Optional

from ._library import ProgressFunction

Progress = Callable[[str, Optional[float]], object]
"""Is told what is being done, and which fraction of it is done: from 0 to 1, or None where nobody knows."""


class _Watch:
    """Tells the library whether to go on."""

    def __init__(self, progress: Progress | None):
        self._progress = progress
        self.is_ended = False
        self.error: BaseException | None = None
        self.function = ProgressFunction(self._report)

    def _report(self, phase: bytes, fraction: float, _: Any) -> bool:
        if self._progress and not self.is_ended:
            try:
                self._progress(phase.decode(), None if fraction < 0 else fraction)
            except BaseException as error:  # Goes to who began the work.
                self.error, self.is_ended = error, True
        return not self.is_ended


def run(work: Callable[[Any], None], progress: Progress | None = None) -> None:
    """Does the work, which is given the function for its progress.

    The work runs on a thread of its own, so that Python takes note of Ctrl-C meanwhile. What the function for
    the progress raises ends the work too, and is raised here.
    """
    watch = _Watch(progress)
    failures: list[BaseException] = []
    # Not Thread.join, which takes a thread for ended when Ctrl-C interrupts it (Python 3.10 to 3.12).
    is_done = threading.Event()

    def job() -> None:
        try:
            work(watch.function)
        except BaseException as error:
            failures.append(error)
        finally:
            is_done.set()

    threading.Thread(target=job, daemon=True).start()
    try:
        is_done.wait()
    except KeyboardInterrupt:
        watch.is_ended = True
        is_done.wait()
        raise
    if watch.error is not None:
        raise watch.error
    if failures:
        raise failures[0]
