"""What was observed in the futures of a batch, gathered from the workers that looked at them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.batch.branch import Design
from sim.batch.chunks import Chunk, Span, missing
from sim.batch.dispatch import dispatch
from sim.batch.observing import FAILED, Forced, Look, Window, observe
from sim.batch.plan import CHUNK, Plan
from sim.batch.pool import Workers
from sim.batch.work import Progress, received
from sim.outcomes.observables import Observable, place
from sim.results.files import digest

__all__ = ["Observed", "gather"]


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
    came: NDArray[np.bool_]
    answers: tuple[bool, ...]
    day: NDArray[np.float64]
    failed: int


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
    good = day != FAILED
    return Observed(
        replications=np.concatenate(numbers)[good],
        what=tuple(what),
        came=np.concatenate(parts)[good],
        answers=tuple(answers[one] for one in what),
        day=day[good],
        failed=int(np.count_nonzero(~good)),
    )
