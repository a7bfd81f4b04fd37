"""Which question is asked, and in which days it is looked for signs of its answer."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sim.batch.branch import Branch
from sim.batch.observing import Window
from sim.documents import did_you_mean
from sim.engine.model.model import Model
from sim.errors import InputError
from sim.scenario.events import Question

__all__ = ["Asked", "asked_of"]


class Asked(NamedTuple):
    """What is asked.

    Attributes
    ----------
    question
        The question.
    first, last
        First and last day of the window.
    window
        The same as moments.
    earliest
        The first day on which it could begin.
    """

    question: Question
    first: dt.date
    last: dt.date
    window: Window
    earliest: dt.date


def asked_of(
    model: Model, branch: Branch | None, question: str | None, days: int, on: dt.date | None
) -> Asked:
    """Return the question and the window that are meant.

    Parameters
    ----------
    model
        The model.
    branch
        Where its futures branch off another one, if they do.
    question
        Id of the question; None for the first yes-or-no question that is still open when the
        window is over.
    days
        How many days the window has; it ends with the scenario at the latest.
    on
        Its first day; None for the first on which futures differ.

    Raises
    ------
    InputError
        If there is no such question, it is decided by the end of the window, or the day lies
        outside of the futures.
    """
    scenario, calendar = model.scenario, model.calendar
    earliest = scenario.start
    if branch is not None:
        earliest = calendar.date(branch.day)
    elif scenario.conditioned is not None:
        earliest = scenario.conditioned.facts.until + dt.timedelta(days=1)
    first = earliest if on is None else on
    if not earliest <= first <= scenario.end:
        allowed = f"a day from {earliest} to {scenario.end}"
        raise InputError.of("--on", found=str(first), allowed=allowed)
    last = min(first + dt.timedelta(days=days - 1), scenario.end)
    window = Window(calendar.day(first), calendar.day(last) + 1.0)
    return Asked(_meant(model, question, last), first, last, window, earliest)


def _meant(model: Model, name: str | None, last: dt.date) -> Question:
    """Return the question that is meant, if it is open when the window is over."""
    every = {question.id: question for question in model.scenario.questions}
    still = [q.id for q in every.values() if q.by is None or q.by > last]
    allowed = ", ".join(still) or f"none of its questions is open after {last}: fewer --days"
    if name is None:
        dated = [q for q in every.values() if q.by is not None and q.by > last]
        if not dated and len(still) != 1:
            message = f"which question? None of yes or no is open after {last}"
            raise InputError.of("--question", message=message, allowed=allowed)
        return dated[0] if dated else every[still[0]]
    if name not in every:
        raise InputError.of(
            "--question",
            message="the scenario asks no such question",
            found=name[:60],
            allowed=allowed,
            hint=did_you_mean(name, list(every)),
        )
    if name not in still:
        raise InputError.of(
            "--question",
            message=f"it is decided by {every[name].by}, within the window or before it",
            found=name,
            allowed=allowed,
        )
    return every[name]
