"""What a workflow tells while it works: to nobody unless a command, or a notebook, listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sim.batch.runner import Progress

__all__ = ["SILENT", "Counting", "ProgressReporter", "Reporter", "Steps"]


class Steps:
    """Hears of the steps of a workflow."""

    def step(self, what: str) -> None:
        """Hear that the next step begins."""


class Counting:
    """Hears how many futures are done."""

    def of(self, name: str) -> Callable[[Progress], None]:
        """Return what is told how far a batch is; a batch begins after another ended."""
        return lambda progress: None

    def skip(self, n: int) -> None:
        """Hear that futures were there already."""


class Reporter:
    """Hears what a workflow tells; this one passes nothing on.

    Attributes
    ----------
    quiet
        Whether only warnings are wanted.
    """

    quiet: bool = True

    def warn(self, text: str) -> None:
        """Hear of something that whoever started the workflow must know."""

    def mention(self, text: str) -> None:
        """Hear of something that is good to know."""

    @contextmanager
    def steps(self, total: int) -> Iterator[Steps]:
        """Hear of a number of steps."""
        yield Steps()

    @contextmanager
    def counting(self, total: int, until: float | None = None) -> Iterator[Counting]:
        """Hear how far batches are.

        Parameters
        ----------
        total
            Futures of all batches together.
        until
            The half-width at which a batch is to stop, if any.
        """
        yield Counting()


SILENT: Final = Reporter()
"""Nobody listens."""


class ProgressReporter(Reporter):
    """Passes on how far each batch is, and nothing else.

    Parameters
    ----------
    progress
        Is told.
    """

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self._progress = progress

    @contextmanager
    def counting(self, total: int, until: float | None = None) -> Iterator[Counting]:
        """Pass on how far batches are."""
        yield _PassedOn(self._progress)


class _PassedOn(Counting):
    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self._progress = progress

    def of(self, name: str) -> Callable[[Progress], None]:
        return self._progress
