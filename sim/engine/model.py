"""The compiled model: what one replication reads, prepared once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    Procedure,
)
from sim.engine.clock import Calendar
from sim.law.routes import Deliverer, Kind, Route, route
from sim.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Tranche:
    """The part of a measure that one step eases.

    Attributes
    ----------
    measure
        Id of the measure.
    sender, class_
        Ids of its sender and class.
    lp
        Weight, LP: all tranches in force at the start add up to 100.
    benefit
        Size relative to the average tranche of the measure.
    loyalty
        Loyalty of the listed persons, in [0, 1]; 1 for other measures.
    since
        Day from which it is in force; not positive for what was there at the start.
    """

    measure: str
    sender: str
    class_: str
    lp: float
    benefit: float = 1.0
    loyalty: float = 1.0
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class Way:
    """A route of relief with what the engine needs of it.

    Attributes
    ----------
    route
        The route.
    delay
        Least and most days from decision, or from the end of a review, to effect.
    review
        Procedure whose review clock applies, if any.
    lead
        Days of consultation before it.
    needs_settlement
        Whether it presupposes a settlement.
    """

    route: Route
    delay: tuple[float, float]
    review: Procedure | None
    lead: float
    needs_settlement: bool

    @property
    def deliverer(self) -> Deliverer:
        """Who must act."""
        return self.route.deliverer


@dataclass(slots=True)
class Model:
    """Everything a replication needs; nothing in it changes but the caches.

    Attributes
    ----------
    scenario, catalogue
        What it was compiled from; the catalogue as the law is read in the scenario.
    calendar
        Days and dates.
    bit
        Bit of each authority in the masks of layers.
    tranches, layers
        Tranches in force at the start, and for each the mask of authorities that hold it.
    later
        Layers that the catalogue dates after the start: day, tranches, authority.
    hangs
        For each emergency and act the mask of authorities that lapse with it.
    executive, council
        Ids of the senders that bargain and that renew by unanimity, where there is one.
    us_total
        The executive's leverage at the start, LP.
    designation, package
        Authorities of new designations and of new council packages, if any.
    statute
        Authority on which new laws put measures, if the legislature can make any.
    undated
        Mask of the council's authorities that have no expiry.
    scale
        LP of the simulation per LP of the catalogue.
    """

    scenario: Scenario
    catalogue: Catalogue
    calendar: Calendar
    bit: dict[str, int]
    tranches: tuple[Tranche, ...]
    layers: tuple[int, ...]
    later: tuple[tuple[float, tuple[int, ...], str], ...]
    hangs: dict[str, int]
    executive: str
    council: str
    us_total: float
    scale: float
    designation: str
    package: str
    statute: str
    undated: int
    _ways: dict[tuple[int, Kind], Way | None] = field(default_factory=dict)

    @property
    def classes(self) -> Mapping[str, MeasureClass]:
        """Classes of measures by id."""
        return self.catalogue.classes

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Instruments of relief by id."""
        return self.catalogue.instruments

    @property
    def concessions(self) -> Mapping[str, Concession]:
        """Concessions by id."""
        return self.catalogue.concessions

    @property
    def members(self) -> Mapping[str, Member]:
        """Members of the council by id."""
        return self.catalogue.members

    @property
    def chambers(self) -> Mapping[str, Chamber]:
        """Chambers by id."""
        return self.catalogue.chambers

    @property
    def emergencies(self) -> Mapping[str, Emergency]:
        """Emergencies by id."""
        return self.catalogue.emergencies

    @property
    def acts(self) -> Mapping[str, Act]:
        """Council acts by id."""
        return self.catalogue.acts

    @property
    def authorities(self) -> Mapping[str, Authority]:
        """Authorities by id."""
        return self.catalogue.authorities

    def mask(self, authorities: list[str]) -> int:
        """Mask of several authorities."""
        total = 0
        for name in authorities:
            total |= self.bit[name]
        return total

    def named(self, mask: int) -> list[str]:
        """Authorities of a mask, in the order of the catalogue."""
        return [name for name, bit in self.bit.items() if mask & bit]

    def way(self, mask: int, kind: Kind) -> Way | None:
        """The easiest way to suspend or to end all layers of a mask (kept once worked out)."""
        key = (mask, kind)
        try:
            return self._ways[key]
        except KeyError:
            found = route(self.catalogue, self.named(mask), kind)
            way = self._ways[key] = None if found is None else self._way(found)
            return way

    def _way(self, found: Route) -> Way:
        procedures = [self.catalogue.procedures[step.procedure] for step in found.steps]
        reviewed = [p for p in procedures if p.review_days > 0]
        return Way(
            route=found,
            delay=(
                float(max(p.delay_days[0] - _concurrent(p) for p in procedures)),
                float(max(p.delay_days[1] - _concurrent(p) for p in procedures)),
            ),
            review=max(reviewed, key=lambda p: p.review_days, default=None),
            lead=float(max(p.consult_days for p in procedures)),
            needs_settlement=any(p.needs_settlement for p in procedures),
        )


def _concurrent(procedure: Procedure) -> int:
    """Days of the delay that pass during the review: a certification's run at once."""
    if procedure.form != "certification":
        return 0
    return min(procedure.review_days, procedure.delay_days[0])
