"""The law on a day of a run: what holds each measure then, and what relief it has."""

from __future__ import annotations

from typing import Final, NamedTuple

from simpy.events import EventPriority

from sim.engine.state.state import Run
from sim.events.law import ACT_LAPSE, EMERGENCY_ENDED, EMERGENCY_LAPSE
from sim.law.standing import Eased, Standing

_ENDS: Final = (EMERGENCY_LAPSE.name, EMERGENCY_ENDED.name, ACT_LAPSE.name)


class Standings(NamedTuple):
    """How the law stands at the end of a day of a run.

    Attributes
    ----------
    measures
        Where each measure stands, by id in the order in which they came.
    lapsed
        Emergencies and council acts that have ended.
    fulfilled
        Conditions of relief that are fulfilled.
    """

    measures: dict[str, Standing]
    lapsed: frozenset[str]
    fulfilled: frozenset[str]


def standings(run: Run, day: float) -> Standings:
    """Simulate a replication up to the end of a day, and see how the law stands.

    Parameters
    ----------
    run
        The replication, begun.
    day
        Days from the start to the beginning of the day asked about.
    """
    # Before anything of the next day: not even what comes first then has happened.
    run.clock.reach(day + 1.0, EventPriority(0))
    run.close()
    register, met = run.register, run.conditions_met()
    # One on which nothing hangs ends too, and only the log knows of it.
    lapsed = {entry.subject for entry in run.log if entry.kind in _ENDS}
    lapsed |= {name for name, mask in run.model.hangs.items() if mask and not mask & ~register.gone}
    return Standings(
        measures={
            measure: _standing(run, numbers)
            for measure, numbers in register.by_measure(range(len(register.tranches))).items()
        },
        lapsed=frozenset(lapsed),
        fulfilled=frozenset(name for name, bit in run.model.condition.items() if met & bit),
    )


def _standing(run: Run, numbers: list[int]) -> Standing:
    """Where a measure of these tranches stands now."""
    register, date = run.register, run.calendar.date
    mask = 0
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
        ended=None if mask else date(_last_off(run, numbers)),
    )


def _last_off(run: Run, numbers: list[int]) -> float:
    """The day on which the last of these tranches went off."""
    changes = run.register.changes
    return max((c.day for c in changes if c.tranche in numbers and not c.on), default=0.0)
