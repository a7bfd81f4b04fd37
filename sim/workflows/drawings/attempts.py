"""Figures one by one: one that fails loses only itself, and what libraries warn of stays inside."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sim.errors import ThawError

__all__ = ["Attempts"]


class Attempts:
    """Figures that are drawn and kept, and what could not be.

    Attributes
    ----------
    missed
        Figures that these results have nothing for, each with the reason.
    failed
        Figures that failed, each with the reason: faults of ours.
    lacking
        Letters on the figures that their font does not have.
    """

    def __init__(self) -> None:
        self.missed: list[str] = []
        self.failed: list[str] = []
        self.lacking: set[str] = set()

    def draw(self, name: str, make: Callable[[], Any], *, strict: bool = False) -> Any:
        """Draw a figure; None if it fails, whatever the reason.

        Raises
        ------
        ThawError
            If it fails and that is an error to the caller.
        """
        try:
            with _quietly():
                return make()
        except Exception as error:
            self._miss(name, error, strict=strict)
            return None

    def add(self, others: Attempts) -> None:
        """Count what was tried elsewhere."""
        self.missed += others.missed
        self.failed += others.failed
        self.lacking |= others.lacking

    def warnings(self) -> list[str]:
        """Say which figures failed, and which letters the others lack."""
        lines = [
            f"thaw: a figure failed and is left out, all else is kept: {text}"
            for text in self.failed
        ]
        if self.lacking:
            some = sorted(self.lacking)
            letters = " ".join(some[:10]) + (" …" if len(some) > 10 else "")
            lines.append(
                f"thaw: the font of figures lacks {letters}: a PNG shows boxes instead, an SVG "
                "leaves them to the viewer"
            )
        return lines

    def _miss(self, name: str, error: Exception, *, strict: bool) -> None:
        if isinstance(error, ThawError):
            if strict:
                raise error
            self.missed.append(f"{name} ({error})")
            return
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        if strict:
            raise ThawError(f"{name} cannot be drawn: {reason}") from error
        self.failed.append(f"{name} ({reason})")


@contextmanager
def _quietly() -> Iterator[None]:
    """Let libraries warn of nothing: what matters is put in our own words."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
