"""What is observed within a window in some futures, and what their question answers.

They are simulated again for it, as long as the question needs; perhaps with something made to
happen, or kept from happening.
"""

from __future__ import annotations

import json
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

import numpy as np

from sim.batch.branch import Design, begun
from sim.batch.chunks import Chunk, Span, pack
from sim.batch.continuing import ends_of
from sim.batch.plan import read_world
from sim.engine.forcing import forcing
from sim.engine.kernel.clock import URGENT, Order
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.replication import Begun
from sim.engine.state.filter import Filter, matches
from sim.engine.state.state import Run
from sim.engine.state.steering import Steering
from sim.events.log import Entry
from sim.outcomes.answers import ReadyQuestion, answered, ready_questions
from sim.outcomes.observables import Observable, observables_of, place
from sim.results.identity import made_by

__all__ = ["FAILED", "Forced", "Look", "Window", "force", "observe"]


class Window(NamedTuple):
    """The time in which is looked: from one moment on and before another, days from the start."""

    first: float
    last: float


class Forced(NamedTuple):
    """What is made to happen within the window.

    Attributes
    ----------
    what
        The events.
    absent
        Whether they are kept from happening instead.
    """

    what: Observable
    absent: bool


class Look(NamedTuple):
    """A chunk of futures that are looked at.

    Attributes
    ----------
    digest
        Hash of all of it but the span.
    world
        Scenario and catalogue, see `sim.batch.plan.Plan.world`.
    design
        Which future a number stands for.
    window
        The time in which is looked.
    question
        Id of the question.
    forced
        What is made to happen; None for nothing.
    span
        Numbers of the futures.
    """

    digest: str
    world: bytes
    design: Design
    window: Window
    question: str
    forced: Forced | None
    span: Span


FAILED: Final = -1.0
"""Day of the answer of a future that failed."""


@lru_cache(maxsize=4)
def _model(world: bytes) -> Model:
    return compile_model(*read_world(world))


def observe(look: Look) -> bytes:
    """Look at a chunk of futures.

    Returns
    -------
    bytes
        What `sim.batch.chunks.unpack` reads: ``what`` (JSON), ``came`` (packed bits), ``day``.
    """
    model = _model(look.world)
    question = _question(model, look.question)
    rows: list[set[Observable]] = []
    others: set[Observable] = set()
    day = np.full(look.span.length, FAILED)
    for row, number in enumerate(range(look.span.first, look.span.end)):
        seen: set[Observable] = set()
        try:
            run = _played(model, look, number, question.end)
            _collect(model, run, look.window, question, seen, others)
            found = answered(run.register.tranches, question, _asked(run, question))
            day[row] = inf if found is None else found
        except MemoryError:
            raise
        except Exception:
            seen.clear()
        rows.append(seen)
    what = sorted(set().union(*rows), key=place)
    came = np.array([[one in seen for one in what] for seen in rows], dtype=np.bool_)
    listed = [[*one, one not in others] for one in what]
    sections = {
        "what": json.dumps(listed).encode(),
        "came": np.packbits(came).tobytes(),
        "day": day.tobytes(),
    }
    failed = int(np.count_nonzero(day == FAILED))
    return pack(Chunk(look.digest, made_by(), look.span, failed, sections))


def _question(model: Model, name: str) -> ReadyQuestion:
    return next(question for question in ready_questions(model) if question.id == name)


def _played(model: Model, look: Look, number: int, until: float) -> Run:
    """Play a future until its question is answered one way or the other."""
    now, horizon = _begun(model, look, number, until), model.calendar.horizon
    run, end = now.run, max(until, look.window.last)
    if end < horizon:
        run.clock.reach(end, URGENT)
    else:
        run.clock.reach(horizon, Order.WATCH, now.number)
    run.close()
    return run


def _begun(model: Model, look: Look, number: int, until: float) -> Begun:
    steering = None if look.forced is None else force(model, look.window, look.forced)
    return begun(model, look.design, number, max(until, look.window.last), steering)


def force(model: Model, window: Window, forced: Forced) -> Steering | None:
    """Return what makes something happen within a window; None if it is not up to any draw.

    Of a conditioned scenario it is made to happen once its pasts have ended.
    """
    kind, subject, sender = forced.what
    event = Filter(
        kinds=(kind,),
        agent=None,
        subjects=frozenset((subject,)) if subject else None,
        sender=sender or None,
        classes=(),
        instruments=None,
    )
    first = window.first
    if model.scenario.conditioned is not None:
        first = max(first, ends_of(model))
    if first >= window.last:
        return None
    return forcing(model, event, first, window.last, absent=forced.absent)


def _collect(
    model: Model,
    run: Run,
    window: Window,
    question: ReadyQuestion,
    seen: set[Observable],
    others: set[Observable],
) -> None:
    """Add what is observed in a future, and what of it is not what the question asks for."""
    tranches, wanted = run.register.tranches, question.wanted
    for entry in run.log:
        if not window.first <= entry.day < window.last:
            continue
        found = list(observables_of(model, tranches, entry))
        seen.update(found)
        asked = (
            question.at_least == 1
            and question.first <= entry.day < question.end
            and entry.kind in wanted.kinds
            and matches(tranches, wanted, entry)
        )
        if not asked:
            others.update(found)


def _asked(run: Run, question: ReadyQuestion) -> list[Entry]:
    return [entry for entry in run.log if entry.kind in question.wanted.kinds]
