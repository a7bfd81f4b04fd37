"""First steps and wishes: what is eased and demanded first, what repeats, what the law binds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import fsum
from typing import Final, cast

from sim.engine.model.ways import untraded
from sim.engine.model.world import World
from sim.events.compliance import SETTLEMENT
from sim.events.log import Entry
from sim.events.packages import Terms
from sim.events.relief import EASED
from sim.events.talks import DEAL, DEMAND, OFFER
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()

BANKS: Final = frozenset({"bank", "correspondent"})
"""Classes that are relief to banks."""

CAPITAL: Final = frozenset({"capital"})

_SETTLED_DAYS: Final = 180.0
"""Days for which a settlement must hold before it fulfils a condition."""


@measures(
    Column("first_package_banks", "bool", "", "the first package agreed eases banks or accounts"),
    Column("second_demand_capital", "bool", "", "the first demand of a package has capital in it"),
)
def first_steps(history: History) -> tuple[bool | None, bool | None]:
    """Return what the first package eases, and what is demanded after the demand for show."""
    classes = {t.measure: t.class_ for t in history.record.tranches}
    agreed = _first(history.entries(DEAL))
    demanded = _first(history.entries(DEMAND))
    return _touches(agreed, classes, BANKS), _touches(demanded, classes, CAPITAL)


def _first(entries: Sequence[Entry]) -> Entry | None:
    """Return the first of these that is a package; a demand for everything is none."""
    return next((entry for entry in entries if "measures" in entry.numbers), None)


def _touches(entry: Entry | None, classes: dict[str, str], wanted: frozenset[str]) -> bool | None:
    if entry is None or wanted.isdisjoint(classes.values()):
        return None
    return any(classes.get(name) in wanted for name in cast("Terms", entry.numbers)["measures"])


@measures(
    Column("proposals", "int", "", "packages offered and demanded, demands for everything too"),
    Column("proposals_repeated", "int", "", "of these, the same as the side's last, word for word"),
    Column("proposals_moved", "int", "", "of these, said to follow from something that moved"),
)
def repeats(history: History) -> tuple[int, int, int]:
    """Return how many proposals there are, and how many repeat the one before."""
    total = repeated = moved = 0
    for kind in (OFFER, DEMAND):
        before: object = None
        for entry in history.entries(kind):
            fields = entry.numbers
            if "stages" in fields:
                continue
            what = fields.get("measures"), fields.get("instruments"), fields.get("concessions")
            total += 1
            repeated += what == before
            moved += bool(fields.get("moved"))
            before = what
    return total, repeated, moved


@measures(
    Column("agreed_lp", "float", "LP", "relief in the packages agreed"),
    Column("agreed_lp_late", "float", "LP", "of that, imposed after the start"),
)
def bargained_back(history: History) -> tuple[float, float]:
    """Return how much relief was agreed, and how much of it was imposed after the start."""
    tranches = history.record.tranches
    numbers = [i for deal in history.deals() for _, some in deal.relief_by_option for i in some]
    late = [i for i in numbers if tranches[i].since > 0.0]
    return fsum([tranches[i].lp for i in numbers]), fsum([tranches[i].lp for i in late])


@measures(Column("symbols_eased", "int", "", "times a measure was eased that is a symbol"))
def symbols_eased(history: History) -> int:
    """Return how often a measure was eased that the target's opening demand names as a symbol."""
    symbols = history.record.model.symbols
    if not symbols:
        return 0
    return sum(entry.subject in symbols for entry in history.entries(EASED))  # whole numbers


@measures(
    Column("eased_unmet", "int", "", "times relief came though conditions of its law were not met")
)
def conditions_unmet(history: History) -> int:
    """Return how often a measure was eased that its law holds until conditions are fulfilled."""
    record = history.record
    world, calendar = record.model.world.base, record.model.calendar
    bound = _bound(world, tuple(record.model.parameters.at_start.conditions))
    if not bound:
        return 0
    by_repeal = _by_repeal(world)
    settlements = [entry.day + _SETTLED_DAYS for entry in history.entries(SETTLEMENT)]
    unmet = 0
    for entry in history.entries(EASED):
        fields = EASED.of(entry)
        if fields["via"] == "statute" or fields["instrument"] in by_repeal:
            continue
        settled = any(day <= entry.day for day in settlements)
        traded = fields["via"] in ("bargain", "gesture")
        for since, by_settlement, by_finding in bound.get(entry.subject, ()):
            open_ = (by_settlement and settled) or (by_finding and not traded)
            unmet += calendar.day(since) <= entry.day and not open_
    return unmet


@lru_cache(maxsize=8)
def _bound(world: World, at_start: tuple[str, ...]) -> dict[str, list[tuple[dt.date, bool, bool]]]:
    """Measures under authorities whose law sets conditions for any way out.

    Of each such layer: its first day, whether a settlement opens a way, and whether a finding
    does that is not made for something else.
    """
    catalogue, fulfilled = world.catalogue, {*at_start, *_fulfilled(world)}
    not_traded = untraded(catalogue)
    bound: dict[str, list[tuple[dt.date, bool, bool]]] = {}
    for name, measure in catalogue.measures.items():
        for layer in measure.layers:
            authority = catalogue.authorities[layer.authority]
            ways = [
                (procedure, [c for c in entry.conditions if c not in fulfilled])
                for procedure in (*authority.suspend, *authority.end)
                if (entry := catalogue.procedures[procedure]).form != "repeal"
            ]
            waits = [[c for c in unmet if catalogue.conditions[c].waits] for _, unmet in ways]
            if not ways or any(
                not some and procedure not in not_traded
                for (procedure, _), some in zip(ways, waits, strict=True)
            ):
                continue
            settles = any(
                some and all(catalogue.conditions[c].met_by == "settlement" for c in some)
                for some in waits
            )
            finds = any(not some for some in waits)
            bound.setdefault(name, []).append((layer.since, settles, finds))
    return bound


def _fulfilled(world: World) -> Iterator[str]:
    """Conditions that are fulfilled on the way, or that the target may fulfil."""
    for change in world.scenario.interventions:
        yield from change.fulfil
    for name, entry in world.catalogue.conditions.items():
        if entry.fulfilled or entry.met_by in ("concessions", "government", "date"):
            yield name


@lru_cache(maxsize=8)
def _by_repeal(world: World) -> frozenset[str]:
    """Instruments of an act of the legislature."""
    procedures = world.catalogue.procedures.values()
    return frozenset(entry.instrument for entry in procedures if entry.form == "repeal")
