"""The compiled model: what one replication reads, prepared once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sim.agents.membership import Membership
from sim.catalogue.schema import (
    Act,
    Authority,
    Catalogue,
    Chamber,
    Concession,
    Emergency,
    Instrument,
    MeasureClass,
    Member,
)
from sim.engine.kernel.calendar import Calendar
from sim.engine.model.by_sender import (
    bits_by_sender,
    loyalty_by_sender,
    statutes_by_sender,
    tightened_by_sender,
)
from sim.engine.model.class_table import ClassTable
from sim.engine.model.dates import Dates, dates
from sim.engine.model.finder import EVERY, Ids, ReliefFinder, ranks_of
from sim.engine.model.pairs import Pair, pairs
from sim.engine.model.parameters import plain
from sim.engine.model.parts import Accounts, ReliefOption, Tranche
from sim.engine.model.ways import untraded
from sim.engine.model.world import World
from sim.law.routes import ReliefKind
from sim.scenario.schema import Scenario

_UNREAD: Final = frozenset(
    {"amendments", "assumptions", "catalogue", "observed", "questions", "uncertain"}
)
"""Parts of a scenario that no replication reads."""

_MOST_FINDERS: Final = 16
"""Orders of hazards whose finders, and their menus, are kept before they are cleared."""


@dataclass(slots=True, eq=False)
class Model:
    """Everything a replication needs; nothing in it changes but the caches.

    Attributes
    ----------
    world
        What it was compiled from.
    parameters, law
        The scenario, and the catalogue as the law is read in it, as plain objects.
    classes, instruments, concessions, members, chambers, emergencies, acts, authorities
        Entries of the law by id.
    calendar
        Days and dates.
    bit
        Bit of each authority in the masks of layers.
    tranches, measures, layers
        Tranches in force at the start, and for each its measure and the mask of authorities that
        hold it.
    imposable
        Tranches of the measures that the scenario imposes on the way.
    begun
        Mask of the authorities that are there on the first day; the others begin with what is
        first put on them.
    later
        Layers that the catalogue dates after the start: day, tranches, authority.
    hangs
        For each emergency and act the mask of authorities that lapse with it.
    executive, council
        Ids of the senders that bargain and that renew by unanimity, where there is one.
    designation, package
        Authorities of new designations by sender, and of new council packages by class, if any.
    statute, waivable
        Authorities on which new laws put measures, if any can be made: without and with a waiver.
    statutes, statute_names
        Mask of the acts of legislatures, and by sender those that a repeal ends.
    undated
        Mask of the council's authorities that have no expiry.
    barred
        Procedures that are not to be used in a bargain.
    condition
        Bit of each condition that waits for more than a finding of whoever acts.
    by_settlement, by_government, by_concessions
        Masks of those that a settlement, and a government that meets the aims, fulfil; bits with
        the concessions that do.
    sunsets
        Days on which authorities end by a term of their own law, and which they are.
    approvals
        Days on which the legislature approves of relief under review, and of which measures.
    first_class
        Class of the first tranche of each sender that has any.
    targets_of
        Classes in which each sender may tighten, with their weights.
    hazards
        Reversal hazard of each instrument, 1/y.
    finder, finders
        What finds ways of relief, and by how hazards rank (`ranks_of`) those of all models with
        other parameters of the same scenario, which share them.
    checked, latest
        Values of parameters that were found to go together, and the last with the model that has
        them (`with_parameters.settled`): replications that share a draw share a model.
    enactments
        Probabilities that a disapproval is enacted, by what they rest on, kept once worked out.
    pairs
        Who bargains with whom, the executive first.
    bargaining
        Ids of the senders that bargain.
    own
        Tranches of each of them, of the council and of followers at the start.
    loyalty_of
        Mean loyalty, by LP, of the persons that each sender lists at the start.
    price_class
        A number for each tranche, the same for those that differ in nothing that is priced.
    symbols, scale
        Measures that stand for more than they weigh; LP of the simulation per LP of the catalogue.
    """

    world: World
    calendar: Calendar
    bit: dict[str, int]
    tranches: tuple[Tranche, ...]
    layers: tuple[int, ...]
    later: tuple[tuple[float, tuple[int, ...], str], ...]
    hangs: dict[str, int]
    executive: str
    council: str
    scale: float
    designation: dict[str, str]
    declarer: dict[str, str]
    package: dict[str, str]
    statute: str
    waivable: str
    statutes: int
    undated: int
    sunsets: tuple[tuple[float, str], ...]
    approvals: tuple[tuple[float, frozenset[str]], ...]
    imposable: dict[str, tuple[Tranche, ...]]
    begun: int
    accounts: Accounts
    table: ClassTable = field(init=False)
    parameters: Scenario = field(init=False)
    law: Catalogue = field(init=False)
    hazards: dict[str, float] = field(init=False)
    classes: Mapping[str, MeasureClass] = field(init=False)
    instruments: Mapping[str, Instrument] = field(init=False)
    concessions: Mapping[str, Concession] = field(init=False)
    members: Mapping[str, Member] = field(init=False)
    chambers: Mapping[str, Chamber] = field(init=False)
    emergencies: Mapping[str, Emergency] = field(init=False)
    acts: Mapping[str, Act] = field(init=False)
    authorities: Mapping[str, Authority] = field(init=False)
    bits_of: dict[str, tuple[int, ...]] = field(init=False)
    oil_classes: frozenset[str] = field(init=False)
    first_class: dict[str, str] = field(init=False)
    targets_of: dict[str, tuple[tuple[str, float], ...]] = field(init=False)
    concession_names: list[str] = field(init=False)
    pairs: tuple[Pair, ...] = field(init=False)
    bargaining: frozenset[str] = field(init=False)
    own: dict[str, tuple[int, ...]] = field(init=False)
    measures: list[str] = field(init=False)
    symbols: list[str] = field(init=False)
    loyalty_of: dict[str, float] = field(init=False)
    price_class: tuple[int, ...] = field(init=False)
    dates: Dates = field(init=False)
    membership: Membership = field(init=False)
    statute_names: dict[str, tuple[str, ...]] = field(init=False)
    condition: dict[str, int] = field(init=False)
    by_settlement: int = field(init=False)
    by_government: int = field(init=False)
    by_concessions: tuple[tuple[int, tuple[str, ...]], ...] = field(init=False)
    barred: Ids = field(init=False)
    finder: ReliefFinder = field(init=False)
    finders: dict[tuple[int, ...], ReliefFinder] = field(default_factory=dict)
    checked: set[tuple[object, ...]] = field(default_factory=set)
    latest: tuple[Mapping[str, Any], Model] | None = None
    enactments: dict[tuple[object, ...], dict[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        catalogue, scenario = self.world.catalogue, self.world.scenario
        self.parameters, self.law = plain(scenario, left=_UNREAD), plain(catalogue)
        law = self.law
        self.chambers, self.emergencies = law.chambers, law.emergencies
        self.acts, self.authorities = law.acts, law.authorities
        self.bits_of = bits_by_sender(catalogue, self.bit)
        self.first_class = {t.sender: t.class_ for t in reversed(self.tranches)}
        self.condition = {
            name: 1 << i
            for i, name in enumerate(n for n, c in catalogue.conditions.items() if c.waits)
        }
        self.by_settlement, self.by_government = (
            self.conditions(n for n, c in catalogue.conditions.items() if c.met_by == what)
            for what in ("settlement", "government")
        )
        self.by_concessions = tuple(
            (bit, catalogue.conditions[name].concessions)
            for name, bit in self.condition.items()
            if catalogue.conditions[name].met_by == "concessions"
        )
        self.barred = untraded(catalogue) if scenario.rules.wishes else frozenset()
        self.dates = dates(scenario, catalogue, self.calendar)
        self.statute_names = statutes_by_sender(catalogue)
        self.concession_names = list(catalogue.concessions)
        self.measures = [tranche.measure for tranche in self.tranches]
        self.symbols = [name for name, m in catalogue.measures.items() if m.symbol]
        self.loyalty_of = loyalty_by_sender(self.tranches)
        numbers: dict[tuple[object, ...], int] = {}
        self.price_class = tuple(
            numbers.setdefault((t.class_, t.lp, t.benefit, t.loyalty, t.persons), len(numbers))
            for t in self.tranches
        )
        self.table = ClassTable(self.parameters, law)
        self.take_entries(Catalogue.model_fields)
        self.pairs = pairs(self.parameters, law, self.executive, self.tranches)
        self.chambers = self.pairs[0].chambers
        self.bargaining = frozenset(pair.sender for pair in self.pairs)
        self.own = {pair.sender: pair.own for pair in self.pairs}
        for name in (self.council, *self.parameters.agents.followers):
            if name and name not in self.own:
                its = [i for i, t in enumerate(self.tranches) if t.sender == name]
                self.own[name] = tuple(its)

    def take_entries(self, changed: Collection[str]) -> None:
        """Take what follows from those sections of the law of which numbers may be uncertain."""
        law = self.law
        self.classes, self.instruments = law.classes, law.instruments
        self.concessions, self.members = law.concessions, law.members
        if "classes" in changed:
            self.oil_classes = frozenset(name for name, entry in self.classes.items() if entry.oil)
            self.targets_of = tightened_by_sender(law, self.tranches)
        if "members" in changed:
            self.membership = Membership.of(self.members)
        if "instruments" in changed:
            self.hazards = {name: entry.hazard for name, entry in self.instruments.items()}
            self.finder = self._finder(ranks_of(self.hazards))

    def _finder(self, ranks: tuple[int, ...]) -> ReliefFinder:
        found = self.finders.get(ranks)
        if found is None:
            if len(self.finders) >= _MOST_FINDERS:
                self.finders.clear()
            found = ReliefFinder(self.law, self.bit, self.condition, self.barred)
            self.finders[ranks] = found
        return found

    @property
    def scenario(self) -> Scenario:
        """The scenario; the engine reads `parameters`."""
        return self.world.scenario

    @property
    def source(self) -> Catalogue:
        """The catalogue as it was given."""
        return self.world.source

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as the law is read in the scenario; the engine reads `law`."""
        return self.world.catalogue

    def __eq__(self, other: object) -> bool:
        """Models are equal if what they were compiled from is; their caches do not count."""
        if not isinstance(other, Model):
            return NotImplemented
        return self is other or (self.scenario == other.scenario and self.source == other.source)

    def __hash__(self) -> int:
        return hash((self.parameters.title, self.parameters.start, self.parameters.end))

    def mask(self, authorities: list[str]) -> int:
        """Mask of several authorities."""
        total = 0
        for name in authorities:
            total |= self.bit[name]
        return total

    def named(self, mask: int) -> list[str]:
        """Authorities of a mask, in the order of the catalogue."""
        return self.finder.named(mask)

    def conditions(self, names: Iterable[str]) -> int:
        """Mask of those conditions among several that wait for more than a finding."""
        return sum(self.condition.get(name, 0) for name in set(names))  # whole numbers

    def way(self, mask: int, kind: ReliefKind, met: int = EVERY) -> ReliefOption | None:
        """The easiest way to suspend or to end all layers of a mask, see `ReliefFinder.way`."""
        return self.finder.way(mask, kind, met)

    @property
    def leverage_at_start(self) -> float:
        """The executive's leverage at the start, LP."""
        return self.pairs[0].leverage_at_start
