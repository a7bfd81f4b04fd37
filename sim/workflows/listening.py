"""Who hears how far a call from Python is: nobody, a function, or whoever looks at a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sim.workflows.pace import NOW_AND_THEN, HowFar, Pace
from sim.workflows.reporter import SILENT, Counting, ProgressReporter, Reporter

if TYPE_CHECKING:
    from sim.batch.runner import Progress

__all__ = ["Listener", "listening"]

Listener: TypeAlias = "Callable[[Progress], None] | bool | None"
"""What ``progress=`` takes: a function that is told, True to see it here, None or False."""

_OFTEN: Final = 0.2
"""Seconds between two looks of a bar: more often nobody sees."""


def listening(progress: Listener) -> Reporter:
    """Return who hears how far batches are.

    Parameters
    ----------
    progress
        A function that is told; True for a bar in the cell of a notebook, or a line on stderr
        now and then where there is no notebook; None or False for nobody.

    Raises
    ------
    TypeError
        If it is none of these.
    """
    if progress is None or progress is False:
        return SILENT
    if progress is True:
        return _Onlooker()
    if not callable(progress):
        raise TypeError(f"progress must be True, False or a function, not {progress!r:.80}")
    return ProgressReporter(progress)


class _Onlooker(Reporter):
    """Shows how far batches are to whoever looks at the cell, or at stderr."""

    @contextmanager
    def counting(self, total: int, until: float | None = None) -> Iterator[Counting]:
        """Show how far batches are while they are computed."""
        if (display := _display()) is None:
            yield _Lines(total, until)
            return
        bar = _Bar(total, until, display)
        try:
            yield bar
        finally:
            bar.close()


class _Lines(Pace):
    """Says how far it is on stderr, now and then."""

    def show(self, far: HowFar) -> None:
        if self.due(NOW_AND_THEN):
            sys.stderr.write(f"{far}\n")
            sys.stderr.flush()


class _Bar(Pace):
    """A bar in the cell of a notebook, which is taken away in the end.

    Parameters
    ----------
    total, until
        See `Pace`.
    display
        ``IPython.display.display``.
    """

    def __init__(self, total: int, until: float | None, display: Callable[..., Any]) -> None:
        super().__init__(total, until)
        self._display = display
        self._handle: Any = None

    def show(self, far: HowFar) -> None:
        if self._handle is None:
            self._handle = self._display(_seen(far), raw=True, display_id=True)
        elif self.due(_OFTEN):
            self._handle.update(_seen(far), raw=True)

    def close(self) -> None:
        """Take it away."""
        if self._handle is not None:
            self._handle.update({"text/html": "", "text/plain": ""}, raw=True)


def _seen(far: HowFar) -> dict[str, str]:
    """Return how far it is in the forms of which a notebook shows the one it can."""
    bar = f'<progress value="{far.done}" max="{far.total}" style="width:16em"></progress>'
    beside = escape(str(far))
    return {"text/html": f'<div class="thaw">{bar} {beside}</div>', "text/plain": str(far)}


def _display() -> Callable[..., Any] | None:
    """Return what displays in the cell that runs; None where no notebook listens.

    IPython is never imported for it: where a notebook listens it has been. A terminal with
    IPython has no kernel, and could not take a bar away.
    """
    shell_of = getattr(sys.modules.get("IPython"), "get_ipython", None)
    if shell_of is None or getattr(shell_of(), "kernel", None) is None:
        return None
    display: Callable[..., Any] | None = getattr(
        sys.modules.get("IPython.display"), "display", None
    )
    return display
