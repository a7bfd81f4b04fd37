"""How far futures are, how fast they come, and how long the rest may take: counted and in words."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.workflows.reporter import Counting

if TYPE_CHECKING:
    from sim.batch.runner import Progress

__all__ = ["NOW_AND_THEN", "HowFar", "Pace"]

NOW_AND_THEN: Final = 30.0
"""Seconds between two lines where nobody may be reading along."""


class HowFar(NamedTuple):
    """How far the batches of a call are together.

    Attributes
    ----------
    name
        The batch that is computed.
    done, total
        Futures of all batches: those that are there, and all.
    speed
        Futures a second, in words; nothing if it is not known.
    rest
        How long the rest may take, or how narrow intervals are and should be; nothing if that
        is not known.
    failed
        How many futures of the batch failed, in words; nothing if none did.
    """

    name: str
    done: int
    total: int
    speed: str
    rest: str
    failed: str

    @property
    def about(self) -> list[str]:
        """What there is to say beside the count."""
        return [part for part in (self.speed, self.rest, self.failed) if part]

    def __str__(self) -> str:
        said = [f"{self.done:,} of {self.total:,} futures", *self.about]
        return f"{self.name}: {', '.join(said)}"


class Pace(Counting):
    """Counts the futures of a call, whatever the number of its batches, and shows how far it is.

    Parameters
    ----------
    total
        Futures of all batches together.
    until
        The half-width at which a batch is to stop, if any.
    """

    def __init__(self, total: int, until: float | None) -> None:
        self._total = total
        self._until = until
        self._finished = 0
        self._simulated = 0
        self._began: float | None = None
        self._spoke = 0.0

    @abstractmethod
    def show(self, far: HowFar) -> None:
        """Show how far it is."""

    def of(self, name: str) -> Callable[[Progress], None]:
        """Return what is told how far the batch of a name is."""
        earlier, simulated = self._finished, self._simulated

        def tell(progress: Progress) -> None:
            self._finished = earlier + progress.done
            self._simulated = simulated + progress.done - progress.before
            self.show(self._how_far(name, progress))

        return tell

    def skip(self, n: int) -> None:
        """Count futures as done that were there already."""
        self._finished += n

    def due(self, seconds: float) -> bool:
        """Return whether so much time has passed since the last time this was so, or the start."""
        now = time.monotonic()
        if now - self._spoke < seconds:
            return False
        self._spoke = now
        return True

    def _how_far(self, name: str, progress: Progress) -> HowFar:
        now = time.monotonic()
        if self._began is None:
            self._began = self._spoke = now
        seconds = now - self._began
        rate = self._simulated / seconds if seconds > 0.0 else 0.0
        speed = f"{_per_second(rate)}/s" if rate > 0.0 else ""
        rest = _time_left((self._total - self._finished) / rate) if rate > 0.0 else ""
        if self._until is not None and progress.half_width is not None:
            rest = f"± {progress.half_width:.3g}, wanted {self._until:g}"
        failed = f"{progress.failed:,} failed" if progress.failed else ""
        return HowFar(name, self._finished, self._total, speed, rest, failed)


def _per_second(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10.0 else f"{rate:.2g}"


def _time_left(seconds: float) -> str:
    if seconds < 100.0:
        return f"{seconds:.0f} s left"
    if seconds < 6000.0:
        return f"{seconds / 60.0:.0f} min left"
    return f"{seconds / 3600.0:.1f} h left"
