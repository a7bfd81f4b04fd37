"""What is observed within a window in each future of a batch, and what its question answers.

Futures are simulated again for it, as long as the question needs, by the workers of batches. They
may be ones in which something is made to happen, or kept from happening.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import ceil, inf
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.batch.branch import Design, begun
from sim.batch.chunks import Chunk, Span, missing, pack
from sim.batch.dispatch import dispatch
from sim.batch.plan import CHUNK, Plan, read_world
from sim.batch.pool import Workers
from sim.batch.work import Progress, received
from sim.engine.forcing import forcing
from sim.engine.kernel.clock import URGENT, Order
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.replication import Begun, begin
from sim.engine.state.filter import Filter, matches
from sim.engine.state.state import Run
from sim.engine.state.steering import Steering
from sim.events.log import Entry
from sim.outcomes.answers import ReadyQuestion, answered, ready_questions
from sim.outcomes.observables import Observable, observables_of, place
from sim.results.files import digest
from sim.results.identity import made_by

__all__ = ["Forced", "Look", "Observed", "Window", "force", "gather", "observe"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


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


class Observed(NamedTuple):
    """What was observed in n futures, those that failed left out.

    Attributes
    ----------
    replications
        Their numbers, shape ``(n,)``.
    what
        All that was observed in any of them, in the order of `sim.outcomes.observables.place`.
    came
        Whether it was, shape ``(n, len(what))``.
    answers
        Which of these are nothing but events that the question asks for.
    day
        When the question came true, days from the start; infinity for never, shape ``(n,)``.
    failed
        How many futures failed.
    """

    replications: NDArray[np.int64]
    what: tuple[Observable, ...]
    came: Bools
    answers: tuple[bool, ...]
    day: Floats
    failed: int


_FAILED: Final = -1.0
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
    day = np.full(look.span.length, _FAILED)
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
    failed = int(np.count_nonzero(day == _FAILED))
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
    if look.forced is None:
        return begun(model, look.design, number, max(until, look.window.last))
    steering = force(model, look.window, look.forced)
    return begin(model, look.design.chance(number, 1), number, steering=steering)


def force(model: Model, window: Window, forced: Forced) -> Steering | None:
    """Return what makes something happen within a window; None if it is not up to any draw."""
    kind, subject, sender = forced.what
    event = Filter(
        kinds=(kind,),
        agent=None,
        subjects=frozenset((subject,)) if subject else None,
        sender=sender or None,
        classes=(),
        instruments=None,
    )
    return forcing(model, event, *window, absent=forced.absent)


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


def gather(
    plan: Plan,
    design: Design,
    window: Window,
    question: str,
    n: int,
    workers: Workers,
    *,
    forced: Forced | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Observed:
    """Look at the first n futures of a batch.

    Parameters
    ----------
    plan, design
        Of the batch; of the plan only scenario and catalogue count.
    window, question, forced
        See `Look`.
    n
        How many futures.
    workers
        Who simulates.
    progress
        Is told how far it is, after each chunk.

    Raises
    ------
    BatchError
        If it cannot be computed.
    """
    decisive = [plan.fingerprint, design.model_dump(mode="json"), window, question, forced]
    name = digest({"look": decisive})
    size = min(CHUNK, ceil(n / (4 * workers.jobs)))
    looks = [
        Look(name, plan.world, design, window, question, forced, span)
        for span in missing((), n, size)
    ]
    chunks: dict[Span, Chunk] = {}
    done = failed = 0

    def take(look: Look, data: bytes) -> bool:
        nonlocal done, failed
        chunk = chunks[look.span] = received(data, look.digest, look.span)
        done, failed = done + look.span.length, failed + chunk.failed
        if progress is not None:
            progress(Progress(done, n, failed, 0))
        return False

    dispatch(looks, partial(workers.lent, len(looks)), take, observe)
    return _together([chunks[span] for span in sorted(chunks)])


def _together(chunks: Sequence[Chunk]) -> Observed:
    """Return what chunks of one batch say, in their order."""
    lists = [
        [(Observable(*one[:3]), bool(one[3])) for one in json.loads(chunk.sections["what"])]
        for chunk in chunks
    ]
    answers: dict[Observable, bool] = {}
    for listed in lists:
        for one, direct in listed:
            answers[one] = answers.get(one, True) and direct
    what = sorted(answers, key=place)
    column = {one: k for k, one in enumerate(what)}
    parts, days, numbers = [], [], []
    for chunk, listed in zip(chunks, lists, strict=True):
        length, wide = chunk.span.length, len(listed)
        bits = np.frombuffer(chunk.sections["came"], np.uint8)
        came = np.zeros((length, len(what)), dtype=np.bool_)
        own = np.unpackbits(bits, count=length * wide).reshape(length, wide)
        came[:, [column[one] for one, _ in listed]] = own
        parts.append(came)
        days.append(np.frombuffer(chunk.sections["day"], np.float64))
        numbers.append(np.arange(chunk.span.first, chunk.span.end))
    day = np.concatenate(days)
    good = day != _FAILED
    return Observed(
        replications=np.concatenate(numbers)[good],
        what=tuple(what),
        came=np.concatenate(parts)[good],
        answers=tuple(answers[one] for one in what),
        day=day[good],
        failed=int(np.count_nonzero(~good)),
    )
