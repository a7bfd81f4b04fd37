"""Who draws: processes that have nothing else to do, or this one where there are none."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from sim.batch.processes import expendable
from sim.figures.base.medium import Medium
from sim.workflows.drawings.asked import Asked
from sim.workflows.drawings.subject import Names, Picture, Subject
from sim.workflows.reporter import Steps

__all__ = ["Drawers"]

_WARMED: Final = 2
"""Processes that list the figures of batches, which are many, and so import what draws."""


class Drawers:
    """Draw figures, and give them as bytes of files: the same wherever they are drawn.

    Parameters
    ----------
    subject
        What the figures are of.
    idle
        Processes that have nothing else to do; None if there are none. If they are lost the rest
        is drawn here.
    """

    def __init__(self, subject: Subject, idle: Executor | None) -> None:
        self._subject = subject
        self._idle = idle
        self._data = b"" if idle is None else pickle.dumps(subject)

    def names(self, asked: Asked) -> Names:
        """Return which figures there may be, and which are asked for."""
        names: Names = self._one(_WARMED if self._subject.batches else 1, "names_of", asked)
        return names

    def sheet(self, pictures: Mapping[str, Path], name: str) -> Picture:
        """Draw a contact sheet of PNG files, by the names of their figures."""
        sheet: Picture = self._one(1, "sheet_of", pictures, name)
        return sheet

    def pictures(
        self, names: Sequence[str], forms: Sequence[str], medium: Medium, steps: Steps
    ) -> Iterator[Picture]:
        """Draw figures in some forms, and yield each when it is there.

        Parameters
        ----------
        names
            Their names.
        forms
            ``png``, ``svg`` or both.
        medium
            What they are made for.
        steps
            Hears which one is drawn.
        """
        left = dict.fromkeys(names)
        if self._idle is not None:
            try:
                for picture in self._elsewhere(self._idle, names, forms, medium, steps):
                    del left[picture.name]
                    yield picture
            except BrokenExecutor:
                self._idle = None
        for name in left:
            steps.step(f"drawing {name}")
            yield _pictures().picture_of(self._subject, name, forms, medium)

    def _elsewhere(
        self,
        idle: Executor,
        names: Sequence[str],
        forms: Sequence[str],
        medium: Medium,
        steps: Steps,
    ) -> Iterator[Picture]:
        drawing: dict[Future[Picture], str] = {}
        for name in names:
            task = idle.submit(_for_owner, self._data, "picture_of", name, forms, medium)
            drawing[task] = name
        while drawing:
            steps.step(f"drawing {next(iter(drawing.values()))}")
            done = next(iter(wait(drawing, return_when=FIRST_COMPLETED).done))
            del drawing[done]
            yield done.result()

    def _one(self, times: int, task: str, *args: object) -> Any:
        """Have something done by several at the same time, and return what the first says."""
        if self._idle is not None:
            try:
                asked = [
                    self._idle.submit(_for_owner, self._data, task, *args) for _ in range(times)
                ]
                return next(iter(wait(asked, return_when=FIRST_COMPLETED).done)).result()
            except BrokenExecutor:
                self._idle = None
        return getattr(_pictures(), task)(self._subject, *args)


def _pictures() -> ModuleType:
    """Import what draws, in the process that draws: matplotlib takes a second."""
    from sim.workflows.drawings import pictures

    return pictures


def _for_owner(data: bytes, task: str, *args: object) -> Any:
    """Do a piece of work in a worker process, which may be dismissed meanwhile."""
    with expendable():
        return getattr(_pictures(), task)(_read(data), *args)


@lru_cache(maxsize=1)
def _read(data: bytes) -> Subject:
    """Read what figures are drawn of; the same is drawn of many times."""
    subject: Subject = pickle.loads(data)
    return subject
