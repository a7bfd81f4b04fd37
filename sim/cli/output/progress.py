"""How far a command is: a bar on a terminal, a line now and then elsewhere, nothing if quiet."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sim.cli.output.console import console, is_terminal, warn
from sim.workflows.pace import NOW_AND_THEN, HowFar, Pace
from sim.workflows.reporter import Counting, Reporter, Steps

__all__ = ["ConsoleReporter"]

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


class _CountingBar(Pace):
    """Tells how many futures are done, how fast, and how long the rest may take."""

    def __init__(self, total: int, until: float | None, quiet: bool) -> None:
        super().__init__(total, until)
        self._quiet = quiet
        self._bar: Any = None
        self._task: Any = None

    def show(self, far: HowFar) -> None:
        """Show a bar on a terminal, and print a line now and then elsewhere."""
        if self._quiet:
            return
        if is_terminal(sys.stderr):
            self._draw(far)
        elif self.due(NOW_AND_THEN):
            warn(str(far))

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _draw(self, far: HowFar) -> None:
        if self._bar is None:
            self._bar = _rich().Progress(
                _rich().TextColumn("{task.description}"),
                _rich().BarColumn(20),
                _rich().TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
                _rich().TextColumn("{task.fields[about]}"),
                console=console(sys.stderr),
                transient=True,
            )
            self._task = self._bar.add_task(far.name, total=far.total, about="")
            self._bar.start()
        about = "  ".join(far.about)
        self._bar.update(self._task, description=far.name, completed=far.done, about=about)


def _rich() -> Any:
    """Import rich's bars where one is shown: they take as long as the rest of a start."""
    from rich import progress

    return progress
