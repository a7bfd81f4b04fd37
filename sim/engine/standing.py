"""The law on a day of a run: what holds each measure then, and what relief it has."""

from __future__ import annotations

from typing import Final

from simpy.events import EventPriority

from sim.engine.model import Model
from sim.engine.replication import begin
from sim.engine.run import Run
from sim.engine.streams import Chance
from sim.law.standing import Eased, Standing

_ENDS: Final = ("emergency_lapse", "emergency_ended", "act_lapse")


def standings(
    model: Model, chance: Chance, replication: int, day: float
) -> tuple[dict[str, Standing], frozenset[str]]:
    """Simulate a replication up to the end of a day, and see how the law stands.

    Parameters
    ----------
    model
        The compiled model.
    chance
        Uniforms of a chunk of replications.
    replication
        Number of the replication, within the chunk.
    day
        Days from the start to the beginning of the day asked about.

    Returns
    -------
    tuple
        Where each measure stands, by id in the order in which they came; and the emergencies and
        council acts that have ended.
    """
    run = _at_the_end_of(model, chance, replication, day)
    register = run.register
    found = {
        measure: _standing(run, numbers)
        for measure, numbers in register.by_measure(range(len(register.tranches))).items()
    }
    # One on which nothing hangs ends too, and only the log knows of it.
    lapsed = {entry.subject for entry in run.log if entry.kind in _ENDS}
    lapsed |= {name for name, mask in run.model.hangs.items() if mask and not mask & ~register.gone}
    return found, frozenset(lapsed)


def fulfilled(model: Model, chance: Chance, replication: int, day: float) -> frozenset[str]:
    """Conditions of relief that are fulfilled in a replication at the end of a day."""
    met = _at_the_end_of(model, chance, replication, day).conditions_met()
    return frozenset(name for name, bit in model.condition.items() if met & bit)


def _at_the_end_of(model: Model, chance: Chance, replication: int, day: float) -> Run:
    """A replication, simulated up to the end of a day."""
    run = begin(model, chance, replication).run
    # Before anything of the next day: not even what comes first then has happened.
    run.clock.let_pass(day + 1.0, EventPriority(0))
    run.clock.close()
    run.listeners.clear()
    return run


def _standing(run: Run, numbers: list[int]) -> Standing:
    """Where a measure of these tranches stands now."""
    register, date = run.register, run.calendar.date
    mask = 0
    off = max((c.day for c in register.changes if c.tranche in numbers and not c.on), default=0.0)
    eased: dict[tuple[str, float, str, bool], int] = {}
    for i in numbers:
        mask |= register.holding(i)
        relief = register.relief[i]
        if relief is not None and not register.on[i]:
            key = (relief.instrument, relief.since, relief.via, relief.permanent)
            eased[key] = eased.get(key, 0) + 1
    first = register.tranches[numbers[0]]
    return Standing(
        sender=first.sender,
        class_=first.class_,
        held_by=tuple(run.model.named(mask)),
        since=date(max(first.since, 0.0)),
        tranches=len(numbers),
        on=sum(register.on[i] for i in numbers),  # whole numbers
        eased=tuple(
            Eased(instrument, date(since), via, count, permanent)
            for (instrument, since, via, permanent), count in eased.items()
        ),
        ended=None if mask else date(off),
    )
