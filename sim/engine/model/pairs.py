"""Who bargains with whom, and over what: what a table needs of the catalogue, prepared once."""

from __future__ import annotations

import datetime as dt
from math import fsum

from sim.catalogue.forms import DELIVERERS
from sim.catalogue.schema import Catalogue, Chamber, Concession
from sim.engine.kernel.clock import YEAR
from sim.engine.model.parts import ConcessionTable, ReliefOption, Tranche
from sim.scenario.agents import Congress, Target
from sim.scenario.parties import Agents, FurtherSender
from sim.scenario.schema import Scenario


class Pair:
    """A sender and the target, and what they have to bargain over.

    Parameters
    ----------
    name
        Name of the table, empty for the first one: streams, series and columns of the others
        have it in theirs.
    sender
        Id of the sender.
    scenario, catalogue
        The scenario and its catalogue.
    tranches
        Tranches in force at the start, of all senders.

    Attributes
    ----------
    chambers
        Chambers of the sender's legislature.
    own, own_persons
        Tranches of the sender at the start, and those of them that list persons.
    leverage_at_start
        LP of these.
    age
        How old they are at the start: years since each was first imposed, weighted by LP.
    undoable
        Instruments of relief that suspend and do not end.
    deliverers
        By what sort of procedure it can keep what it promises.
    points
        In what the sender reckons: UP, or EP of a council.
    entries
        Concessions by id, each at what it is worth to this sender.
    order
        Number of each concession that may be asked for at this table.
    numbers
        These numbers.
    ceasefires, supplies
        Ids of those that are a ceasefire, and of those that bring oil to the market.
    offers
        All concessions as columns.
    seated
        Parameters of those who sit there where they follow from several, and which they follow
        from; kept once worked out.
    """

    __slots__ = (
        "age",
        "ceasefires",
        "chambers",
        "deliverers",
        "entries",
        "leverage_at_start",
        "name",
        "numbers",
        "offers",
        "order",
        "own",
        "own_persons",
        "points",
        "seated",
        "sender",
        "supplies",
        "undoable",
    )

    def __init__(
        self,
        name: str,
        sender: str,
        scenario: Scenario,
        catalogue: Catalogue,
        tranches: tuple[Tranche, ...],
    ) -> None:
        self.name = name
        self.sender = sender
        main = catalogue.senders[sender].role == "executive"
        self.chambers: dict[str, Chamber] = {
            key: chamber
            for key, chamber in catalogue.chambers.items()
            if chamber.sender == sender or (chamber.sender is None and main)
        }
        self.own = tuple([i for i, t in enumerate(tranches) if t.sender == sender])
        self.own_persons = tuple([i for i in self.own if tranches[i].persons])
        self.leverage_at_start: float = fsum([tranches[i].lp for i in self.own])
        self.age = _age(scenario.start, catalogue, [tranches[i] for i in self.own])
        role = catalogue.senders[sender].role
        self.undoable = frozenset(
            [key for key, entry in catalogue.instruments.items() if not entry.permanent]
        )
        self.deliverers = tuple([name for name, row in DELIVERERS.items() if role in row.offered])
        self.points = "EP" if role == "council" else "UP"
        named = scenario.agents.senders[name].concessions if name else {}
        if role == "council" and not named:
            named = {key: entry.council_value for key, entry in catalogue.concessions.items()}
        self.entries: dict[str, Concession] = dict(catalogue.concessions)
        self.order = {key: i for i, key in enumerate(self.entries)}
        if named:
            for key, entry in catalogue.concessions.items():
                worth = named.get(key, 0.0)
                self.entries[key] = entry.model_copy(update={"value": worth})
            self.order = {key: i for key, i in self.order.items() if key in named}
        self.numbers = list(self.order.values())
        self.ceasefires = tuple([key for key in self.order if self.entries[key].ceasefire])
        self.supplies = tuple([key for key in self.order if self.entries[key].oil > 0.0])
        self.offers = ConcessionTable(list(self.entries.values()))
        self.seated: tuple[Agents, FurtherSender, Target, Congress] | None = None

    def open_to(self, way: ReliefOption, instruments: tuple[str, ...] | None) -> bool:
        """Whether the sender could promise a way, with these instruments if not with all."""
        if instruments is not None and way.route.instrument not in instruments:
            return False
        return way.deliverer in self.deliverers


def _age(start: dt.date, catalogue: Catalogue, own: list[Tranche]) -> float:
    """Return the mean age of measures, years, by LP; each counts from its first layer."""
    total = fsum([tranche.lp for tranche in own])
    if not total:
        return 0.0
    days: list[float] = []
    for tranche in own:
        first = min([layer.since for layer in catalogue.measures[tranche.measure].layers])
        days.append(tranche.lp * max((start - first).days, 0))
    return fsum(days) / total / YEAR


def pairs(
    scenario: Scenario,
    catalogue: Catalogue,
    executive: str,
    tranches: tuple[Tranche, ...],
) -> tuple[Pair, ...]:
    """Return who bargains: the executive first, then the further senders of the scenario."""
    names = {"": executive, **{name: name for name in scenario.agents.senders}}
    return tuple(
        [Pair(name, sender, scenario, catalogue, tranches) for name, sender in names.items()]
    )
