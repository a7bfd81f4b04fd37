"""How far a command is: a bar on a terminal, a line now and then elsewhere, nothing if quiet."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sim.cli.output.console import console, is_terminal, warn
from sim.workflows.reporter import Counting, Reporter, Steps

if TYPE_CHECKING:
    from sim.batch.runner import Progress

__all__ = ["ConsoleReporter"]

_EVERY: Final = 30.0
"""Seconds between two lines where nobody may be reading along."""

_PATIENCE: Final = 1.0
"""Seconds after which a bar of steps shows itself."""


class ConsoleReporter(Reporter):
    """Tells on stderr what a workflow tells.

    Parameters
    ----------
    quiet
        Whether to tell nothing but warnings.
    """

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet

    def warn(self, text: str) -> None:
        """Print a warning."""
        warn(text)

    def mention(self, text: str) -> None:
        """Print what is good to know, unless it is to be quiet."""
        if not self.quiet:
            warn(text)

    @contextmanager
    def steps(self, total: int) -> Iterator[Steps]:
        """Show how far a command has come, if it takes longer than a second."""
        steps = _StepsBar(total, shown=not self.quiet and is_terminal(sys.stderr))
        try:
            yield steps
        finally:
            steps.close()

    @contextmanager
    def counting(self, total: int, until: float | None = None) -> Iterator[Counting]:
        """Tell how far batches are while they are computed."""
        counting = _CountingBar(total, until, self.quiet)
        try:
            yield counting
        finally:
            counting.close()


class _StepsBar(Steps):
    """A progress bar over a few steps that shows itself only if they take long."""

    def __init__(self, total: int, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._timer: threading.Timer | None = None
        if shown:
            self._bar = _rich().Progress(
                _rich().TextColumn("{task.description}"),
                _rich().BarColumn(),
                _rich().TimeElapsedColumn(),
                console=console(sys.stderr),
                transient=True,
            )
            self._task = self._bar.add_task("", total=total)
            self._timer = threading.Timer(_PATIENCE, self._bar.start)
            self._timer.daemon = True
            self._timer.start()
        self._begun = False

    def step(self, what: str) -> None:
        """Begin the next step."""
        if self._bar is not None:
            advance = 1 if self._begun else 0
            self._bar.update(self._task, description=what, advance=advance)
        self._begun = True

    def close(self) -> None:
        """Take the bar away."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            if self._bar.live.is_started:
                self._bar.stop()


class _CountingBar(Counting):
    """Tells how many futures are done, how fast, and how long the rest may take."""

    def __init__(self, total: int, until: float | None, quiet: bool) -> None:
        self._total = total
        self._until = until
        self._quiet = quiet
        self._finished = 0
        self._simulated = 0
        self._began: float | None = None
        self._spoke = 0.0
        self._bar: Any = None
        self._task: Any = None

    def of(self, name: str) -> Callable[[Progress], None]:
        """Return what is told how far the batch of a name is."""
        earlier, simulated = self._finished, self._simulated

        def tell(progress: Progress) -> None:
            self._finished = earlier + progress.done
            self._simulated = simulated + progress.done - progress.before
            self._tell(name, progress)

        return tell

    def skip(self, n: int) -> None:
        """Count futures as done that were there already."""
        self._finished += n

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _tell(self, name: str, progress: Progress) -> None:
        now = time.monotonic()
        if self._began is None:
            self._began = self._spoke = now
        if self._quiet:
            return
        seconds = now - self._began
        rate = self._simulated / seconds if seconds > 0.0 else 0.0
        speed = f"{_per_second(rate)}/s" if rate > 0.0 else ""
        rest = _time_left((self._total - self._finished) / rate) if rate > 0.0 else ""
        if self._until is not None and progress.half_width is not None:
            rest = f"± {progress.half_width:.3g}, wanted {self._until:g}"
        failed = f"{progress.failed:,} failed" if progress.failed else ""
        if is_terminal(sys.stderr):
            about = "  ".join(part for part in (speed, rest, failed) if part)
            self._show(name, about)
        elif now - self._spoke >= _EVERY:
            self._spoke = now
            parts = [f"{self._finished:,} of {self._total:,} futures", speed, rest, failed]
            warn(f"{name}: {', '.join(part for part in parts if part)}")

    def _show(self, name: str, about: str) -> None:
        if self._bar is None:
            self._bar = _rich().Progress(
                _rich().TextColumn("{task.description}"),
                _rich().BarColumn(20),
                _rich().TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
                _rich().TextColumn("{task.fields[about]}"),
                console=console(sys.stderr),
                transient=True,
            )
            self._task = self._bar.add_task(name, total=self._total, about="")
            self._bar.start()
        self._bar.update(self._task, description=name, completed=self._finished, about=about)


def _rich() -> Any:
    """Import rich's bars where one is shown: they take as long as the rest of a start."""
    from rich import progress

    return progress


def _per_second(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10.0 else f"{rate:.2g}"


def _time_left(seconds: float) -> str:
    if seconds < 100.0:
        return f"{seconds:.0f} s left"
    if seconds < 6000.0:
        return f"{seconds / 60.0:.0f} min left"
    return f"{seconds / 3600.0:.1f} h left"
