"""Sequential Monte Carlo by replay: which pasts of a scenario agree with a record.

Futures are simulated up to the end of the record, steered to what is a draw, and weighed by each
fact. Where the weights have become so uneven that the futures are worth fewer than half as many,
those that are likely are continued, on luck of their own, in place of those that are not: played
anew up to there, for none of them was kept (Doucet & Johansen 2009; systematic resampling, Kitagawa
1996).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.batch.chunks import Chunk, Span, pack
from sim.batch.pasts import line_of, roots_of, streams_of
from sim.batch.plan import read_world
from sim.engine.kernel.streams import stream_key
from sim.engine.lineage import Lineage
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.outcomes.evidence import Evidence, Witness, evidence_of
from sim.results.identity import made_by
from sim.scenario.facts import Facts
from sim.statistics.weights import effective, pareto_k, systematic

__all__ = ["Cloud", "PastJob", "Step", "follow", "sift", "weights_in"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FEW: Final = 0.5
"""Share of the futures below which they are resampled, once they are worth no more."""


class PastJob(NamedTuple):
    """A chunk of pasts to be simulated.

    Attributes
    ----------
    digest
        What it belongs to.
    world
        Scenario and catalogue, see `sim.batch.plan.Plan.world`.
    facts
        The record, as JSON.
    steer
        Whether chance is asked for what can be asked of it.
    seed
        Master seed.
    days
        On which the likelier were continued in place of others.
    lines
        Of each past of the chunk its slots, the first first: ``(length, days + 1)``.
    span
        Numbers of these pasts.
    """

    digest: str
    world: bytes
    facts: bytes
    steer: bool
    seed: int
    days: tuple[float, ...]
    lines: tuple[tuple[int, ...], ...]
    span: Span


@lru_cache(maxsize=4)
def _ready(world: bytes, facts: bytes, steer: bool) -> tuple[Model, Evidence]:
    model = compile_model(*read_world(world))
    return model, evidence_of(Facts.model_validate_json(facts), model, steer=steer)


def follow(job: PastJob) -> bytes:
    """Simulate a chunk of pasts.

    Returns
    -------
    bytes
        A chunk (`sim.batch.chunks`) whose section ``weights`` are the logs of the weight of each
        piece of the record, minus infinity from where on it is contradicted.
    """
    model, evidence = _ready(job.world, job.facts, job.steer)
    weights = np.full((len(job.lines), len(evidence.pieces)), -inf)
    failed = 0
    streams = streams_of(job.seed, job.days, job.lines)
    for row, (chance, root, forks) in zip(weights, streams, strict=True):
        past = None
        try:
            past = Lineage(model, chance, root, forks, steering=evidence.steering)
            for place, weight in enumerate(Witness(evidence, past).weights()):
                row[place] = weight
        except MemoryError:
            raise
        except Exception:
            row[:] = -inf
            failed += 1
        if past is not None:
            past.run.close()
    file = io.BytesIO()
    np.save(file, weights, allow_pickle=False)
    return pack(Chunk(job.digest, made_by(), job.span, failed, {"weights": file.getvalue()}))


def weights_in(chunk: Chunk) -> Floats:
    """Return the weights in what `follow` handed over, shape (pasts, pieces)."""
    found: Floats = np.load(io.BytesIO(chunk.sections["weights"]), allow_pickle=False)
    return found


class Step(NamedTuple):
    """How a piece of the record fared.

    Attributes
    ----------
    fact
        Number of the fact that was asked after.
    probability
        Log of its probability, given all before it.
    effective
        How many futures those that are left are worth (by their roots).
    """

    fact: int
    probability: float
    effective: float


class Cloud(NamedTuple):
    """Weighted pasts.

    Attributes
    ----------
    days, slots
        See `sim.batch.pasts.Pasts`; without the last list.
    weights
        Of the slots in the end, they add up to 1, shape ``(n,)``.
    steps
        How each piece of the record fared, in order.
    tails
        Shapes of the largest weights (`sim.statistics.weights.pareto_k`), whenever they were
        resampled and in the end; none where they were alike.
    failed
        How many pasts could not be simulated, in all passes.
    """

    days: tuple[float, ...]
    slots: tuple[Numbers, ...]
    weights: Floats
    steps: tuple[Step, ...]
    tails: tuple[float, ...]
    failed: int

    @property
    def by_root(self) -> Floats:
        """The weight of all slots of the same first days, by their number, shape ``(n,)``."""
        return _by_root(roots_of(self.slots, self.weights.size), self.weights)

    @property
    def effective(self) -> float:
        """How many independent futures the pasts are worth."""
        return effective(self.by_root)

    def drawn(self, seed: int) -> Numbers:
        """Return n pasts of equal weight, by the slots that they have."""
        return systematic(self.weights, _offset(seed, "last"))


Pass = Callable[[Sequence[tuple[int, ...]], tuple[float, ...]], tuple[Floats, int]]
"""Has lines of slots simulated that were resampled on some days: weights, and how many failed."""


def sift(evidence: Evidence, n: int, seed: int, simulate: Pass, temper: float = 1.0) -> Cloud:
    """Find the pasts that agree with a record.

    Parameters
    ----------
    evidence
        The record.
    n
        How many pasts to simulate.
    seed
        Master seed.
    simulate
        Has them simulated.
    temper
        Power of the weights, in [0, 1].
    """
    days: tuple[float, ...] = ()
    slots: tuple[Numbers, ...] = ()
    steps: list[Step] = []
    tails: list[float] = []
    at = failed = 0
    while True:
        lines = [(*line_of(slots, slot), slot) for slot in range(n)]
        weights, lost = simulate(lines, days)
        failed += lost
        roots = roots_of(slots, n)
        total = np.zeros(n)
        again = False
        for place, piece in enumerate(evidence.pieces[at:], at):
            before, total = total, total + temper * weights[:, place]
            left, mean = _normal(total)
            roots_left = 0.0 if mean == -inf else effective(_by_root(roots, left))
            steps.append(Step(piece.fact, mean - _normal(before)[1], roots_left))
            if mean == -inf:
                return Cloud(days, slots, left, tuple(steps), tuple(tails), failed)
            last = place + 1 == len(evidence.pieces)
            same = not last and evidence.pieces[place + 1].day == piece.day
            if not last and not same and effective(left) < FEW * n:
                tails += _tail(left)
                number = len(days) + 1
                slots = (*slots, systematic(left, _offset(seed, f"resampling/{number}")))
                days, at, again = (*days, piece.day), place + 1, True
                break
        if not again:
            left = _normal(total)[0]
            return Cloud(days, slots, left, tuple(steps), (*tails, *_tail(left)), failed)


def _tail(weights: Floats) -> list[float]:
    k = pareto_k(weights)
    return [] if k is None else [k]


def _normal(total: Floats) -> tuple[Floats, float]:
    """Return weights that add up to 1 from their logs, and the log of their mean."""
    most = float(total.max())
    if most == -inf:
        return np.zeros(total.size), -inf
    weights = np.exp(total - most)
    whole = float(weights.sum())
    return weights / whole, most + float(np.log(whole / total.size))


def _by_root(roots: Numbers, weights: Floats) -> Floats:
    """Return the weight of all that have a root, of each root."""
    return np.bincount(roots, weights, minlength=roots.size).astype(np.float64)


def _offset(seed: int, name: str) -> float:
    """Return the uniform that a systematic draw begins with."""
    return ((stream_key(seed, f"past/{name}") >> 11) % 2**53 + 0.5) / 2**53
