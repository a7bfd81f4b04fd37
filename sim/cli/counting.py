"""How far batches are: a bar on a terminal, a line now and then elsewhere, nothing if quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sim.cli.console import console, is_terminal, warn

if TYPE_CHECKING:
    from sim.batch.runner import Progress

__all__ = ["Counting", "counting"]

_EVERY: Final = 30.0
"""Seconds between two lines where nobody may be reading along."""


class Counting:
    """Tells how many replications are done, how fast, and how long the rest may take.

    Parameters
    ----------
    total
        Replications of all batches together.
    until
        The half-width at which a batch is to stop, if any.
    quiet
        Whether to tell nothing.
    """

    def __init__(self, total: int, until: float | None, quiet: bool) -> None:
        self._total = total
        self._until = until
        self._quiet = quiet
        self._finished = 0
        self._simulated = 0
        self._began: float | None = None
        self._said = 0.0
        self._bar: Any = None
        self._task: Any = None

    def of(self, name: str) -> Callable[[Progress], None]:
        """What is to be told how far the batch of a name is; a batch begins after another ended."""
        earlier, simulated = self._finished, self._simulated

        def tell(progress: Progress) -> None:
            self._finished = earlier + progress.done
            self._simulated = simulated + progress.done - progress.before
            self._tell(name, progress)

        return tell

    def skip(self, n: int) -> None:
        """Count replications as done that were there already."""
        self._finished += n

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _tell(self, name: str, progress: Progress) -> None:
        now = time.monotonic()
        if self._began is None:
            self._began = self._said = now
        if self._quiet:
            return
        seconds = now - self._began
        rate = self._simulated / seconds if seconds > 0.0 else 0.0
        speed = f"{_figure(rate)}/s" if rate > 0.0 else ""
        rest = _left((self._total - self._finished) / rate) if rate > 0.0 else ""
        if self._until is not None and progress.half_width is not None:
            rest = f"± {progress.half_width:.3g}, wanted {self._until:g}"
        failed = f"{progress.failed:,} failed" if progress.failed else ""
        if is_terminal(sys.stderr):
            about = "  ".join(part for part in (speed, rest, failed) if part)
            self._show(name, about)
        elif now - self._said >= _EVERY:
            self._said = now
            said = [f"{self._finished:,} of {self._total:,} futures", speed, rest, failed]
            warn(f"{name}: {', '.join(part for part in said if part)}")

    def _show(self, name: str, about: str) -> None:
        if self._bar is None:
            from rich.progress import BarColumn, Progress, TextColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(20),
                TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
                TextColumn("{task.fields[about]}"),
                console=console(sys.stderr),
                transient=True,
            )
            self._task = self._bar.add_task(name, total=self._total, about="")
            self._bar.start()
        self._bar.update(self._task, description=name, completed=self._finished, about=about)


@contextmanager
def counting(total: int, *, until: float | None = None, quiet: bool) -> Iterator[Counting]:
    """Tell on stderr how far batches are while they are computed."""
    found = Counting(total, until, quiet)
    try:
        yield found
    finally:
        found.close()


def _figure(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10.0 else f"{rate:.2g}"


def _left(seconds: float) -> str:
    if seconds < 100.0:
        return f"{seconds:.0f} s left"
    if seconds < 6000.0:
        return f"{seconds / 60.0:.0f} min left"
    return f"{seconds / 3600.0:.1f} h left"
