"""Whether the parts of a catalogue fit together: every name known, every calendar possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from typing import TYPE_CHECKING, Final

from sim.catalogue.forms import FORMS, delivery
from sim.documents import Misfit, did_you_mean, did_you_mean_one_of

if TYPE_CHECKING:
    from sim.catalogue.schema import Act, Catalogue

Path = tuple[str | int, ...]

MADE: Final = re.compile(
    r"(designation(_[A-Za-z]\w*)?|bill(_[A-Za-z]\w*)?|law(_[A-Za-z]\w*)?|package|deal)_\d+"
    r"|NEW_STATUTE|NEW_STATUTE_WITH_WAIVER"
)
"""Names that a run gives to what is made on the way."""

MOST_MISFITS: Final = 200
"""Misfits after which looking for more ends: nobody reads them all."""


def misfits(catalogue: Catalogue) -> Iterator[Misfit]:
    """Everything in a catalogue that does not fit with the rest of it."""
    yield from _reserved(catalogue)
    yield from _senders(catalogue)
    yield from _conditions(catalogue)
    yield from _procedures(catalogue)
    yield from _acts(catalogue)
    yield from _authorities(catalogue)
    yield from _measures(catalogue)
    yield from _concessions(catalogue)
    yield from _chambers(catalogue)
    yield from _vehicles(catalogue)


def unknown(path: Path, what: str, name: str, known: Iterable[str]) -> Iterator[Misfit]:
    """A misfit if an id is not among the known ones; entries that have names are found by them."""
    names = list(known)
    if name not in names:
        listed = ", ".join(names[:24]) + (", ..." if len(names) > 24 else "")
        yield Misfit(
            path,
            f"unknown {what}",
            allowed=f"one of: {listed}" if names else f"no {what} is defined",
            hint=_hint(name, known) or None,
        )


def _hint(name: str, known: Iterable[str]) -> str:
    if isinstance(known, Mapping):
        names = {key: entry.name for key, entry in known.items() if hasattr(entry, "name")}
        if names:
            return did_you_mean_one_of(name, names)
    return did_you_mean(name, known)


def _reserved(c: Catalogue) -> Iterator[Misfit]:
    for section in ("measures", "authorities", "concessions", "acts", "emergencies"):
        for name in getattr(c, section):
            if MADE.fullmatch(name):
                yield Misfit(
                    (section, name),
                    "a name that a run gives to what is made on the way",
                    found=repr(name),
                    allowed="any other name",
                )


def _senders(c: Catalogue) -> Iterator[Misfit]:
    for role in ("executive", "council"):
        holders = [name for name, sender in c.senders.items() if sender.role == role]
        for name in holders[1:]:
            yield Misfit(
                ("senders", name, "role"),
                f"a second {role}: only one sender may have this role",
                hint=f"'{holders[0]}' has it",
            )
    if not any(sender.role == "executive" for sender in c.senders.values()):
        yield Misfit(("senders",), "no sender has the role 'executive'")


def _conditions(c: Catalogue) -> Iterator[Misfit]:
    for name, condition in c.conditions.items():
        at: Path = ("conditions", name)
        for i, concession in enumerate(condition.concessions):
            yield from unknown((*at, "concessions", i), "concession", concession, c.concessions)
        if (condition.met_by == "concessions") != bool(condition.concessions):
            yield Misfit(
                (*at, "concessions"),
                f"met by {condition.met_by}, with other concessions than so",
                allowed="one or more if it is met by concessions, else none",
            )
        if (condition.met_by == "date") != (condition.until is not None):
            yield Misfit(
                (*at, "until"),
                f"met by {condition.met_by}, with another last day than so",
                allowed="a date if it is met by a date, else none",
            )


def _procedures(c: Catalogue) -> Iterator[Misfit]:
    for name, procedure in c.procedures.items():
        at: Path = ("procedures", name)
        yield from unknown((*at, "instrument"), "instrument", procedure.instrument, c.instruments)
        for i, condition in enumerate(procedure.conditions):
            yield from unknown((*at, "conditions", i), "condition", condition, c.conditions)
        if procedure.approval and not procedure.review_days:
            yield Misfit((*at, "approval"), "an approval of what is not reviewed")
        low, high = procedure.delay_days
        if not 0 <= low <= high:
            yield Misfit(
                (*at, "delay_days"), "an impossible delay", allowed="two numbers, 0 <= low <= high"
            )
        if FORMS[procedure.form].reported and not procedure.review_days:
            yield Misfit((*at, "review_days"), "a review without `review_days`")
        if procedure.review_days_recess and procedure.recess is None:
            yield Misfit((*at, "recess"), "a recess clock without `recess` days")


def _acts(c: Catalogue) -> Iterator[Misfit]:
    for name, act in c.acts.items():
        yield from _renewals(name, act)
        if name in c.emergencies:
            yield Misfit(("acts", name), "an act and an emergency of the same id")


def _renewals(name: str, act: Act) -> Iterator[Misfit]:
    last = act.adopted
    for i, renewal in enumerate(act.renewals):
        if not last <= renewal.adopted < renewal.until:
            yield Misfit(
                ("acts", name, "renewals", i),
                "a renewal out of order",
                allowed=f"adopted on {last} or later, and before it expires",
            )
        last = renewal.adopted


def _authorities(c: Catalogue) -> Iterator[Misfit]:
    for name, authority in c.authorities.items():
        at: Path = ("authorities", name)
        yield from unknown((*at, "sender"), "sender", authority.sender, c.senders)
        if authority.emergency is not None:
            path = (*at, "emergency")
            yield from unknown(path, "emergency", authority.emergency, c.emergencies)
        if authority.act is not None:
            yield from unknown((*at, "act"), "act", authority.act, c.acts)
        if (
            authority.sunset is not None
            and authority.since is not None
            and authority.sunset.date < authority.since
        ):
            yield Misfit(
                (*at, "sunset", "date"),
                "it ends before it begins",
                allowed=f"{authority.since} or later",
            )
        for kind in ("suspend", "end"):
            for i, procedure in enumerate(getattr(authority, kind)):
                yield from unknown((*at, kind, i), "procedure", procedure, c.procedures)
        if not authority.end:
            yield Misfit(
                at,
                "an authority without holder: nobody may end it",
                allowed="at least one procedure under `end`",
            )


def _measures(c: Catalogue) -> Iterator[Misfit]:
    for name, measure in c.measures.items():
        at: Path = ("measures", name)
        yield from unknown((*at, "sender"), "sender", measure.sender, c.senders)
        yield from unknown((*at, "class"), "class", measure.class_, c.classes)
        seen: set[str] = set()
        for i, layer in enumerate(measure.layers):
            path = (*at, "layers", i, "authority")
            yield from unknown(path, "authority", layer.authority, c.authorities)
            if layer.authority in seen:
                yield Misfit(path, "the same authority twice under one measure")
            seen.add(layer.authority)
            authority = c.authorities.get(layer.authority)
            if authority is None:
                continue
            if authority.sender != measure.sender and measure.sender in c.senders:
                yield Misfit(
                    path,
                    f"an authority of {authority.sender} under a measure of {measure.sender}",
                    allowed=f"an authority of {measure.sender}",
                )
            if authority.sunset is not None and layer.since >= authority.sunset.date:
                yield Misfit(
                    (*at, "layers", i, "since"),
                    f"a layer younger than the end of its authority {layer.authority}",
                    allowed=f"before {authority.sunset.date}",
                )
            starts = [authority.since]
            if authority.emergency in c.emergencies:
                starts.append(c.emergencies[authority.emergency].declared)
            if authority.act in c.acts:
                starts.append(c.acts[authority.act].adopted)
            earliest = max((date for date in starts if date is not None), default=None)
            if earliest is not None and layer.since < earliest:
                yield Misfit(
                    (*at, "layers", i, "since"),
                    f"a layer older than its authority {layer.authority}",
                    allowed=f"{earliest} or later",
                )
        for key in ("loyalty", "benefit"):
            values = getattr(measure, key)
            if values and len(values) != measure.tranches:
                yield Misfit(
                    (*at, key),
                    f"not one value for each tranche: {len(values)} values",
                    allowed=f"{measure.tranches} values or none",
                )
        if measure.benefit and min(measure.benefit) <= 0:
            yield Misfit((*at, "benefit"), "a tranche of no benefit", allowed="numbers above 0")
        if measure.until is not None and measure.until < measure.imposed:
            yield Misfit(
                (*at, "until"),
                "it ends before it is imposed",
                allowed=f"{measure.imposed} or later",
            )


def _concessions(c: Catalogue) -> Iterator[Misfit]:
    for name, concession in c.concessions.items():
        if concession.kind == "dated" and not concession.term_days:
            yield Misfit(("concessions", name), "a dated concession without `term_days`")
    parts = [entry.settlement for entry in c.concessions.values() if entry.settlement]
    if parts and abs(fsum(parts) - 1.0) > 1e-6:
        yield Misfit(
            ("concessions",), f"the parts of a settlement add up to {fsum(parts):g}", allowed="1"
        )


def _chambers(c: Catalogue) -> Iterator[Misfit]:
    for name, chamber in c.chambers.items():
        at: Path = ("chambers", name)
        if chamber.sender is not None:
            yield from unknown((*at, "sender"), "sender", chamber.sender, c.senders)
        for key in ("presidents_party", "majority", "cloture", "override"):
            if getattr(chamber, key) > chamber.seats:
                yield Misfit(
                    (*at, key), "more votes than seats", allowed=f"at most {chamber.seats}"
                )
        if chamber.override < chamber.majority:
            yield Misfit(
                (*at, "override"),
                "a veto is harder to override than a bill is to pass",
                allowed=f"at least {chamber.majority}",
            )
    if not c.chambers and any(delivery(p.form).legislature for p in c.procedures.values()):
        yield Misfit(("chambers",), "procedures need a legislature, but there are no chambers")


def _vehicles(c: Catalogue) -> Iterator[Misfit]:
    for name, vehicle in c.vehicles.items():
        at: Path = ("vehicles", name)
        if vehicle.sender is not None:
            yield from unknown((*at, "sender"), "sender", vehicle.sender, c.senders)
        if (vehicle.on is None) == (vehicle.rate == 0.0):
            yield Misfit(
                at, "it has a day and a rate, or neither", found="", allowed="either `on` or `rate`"
            )
    if c.vehicles and not c.chambers:
        yield Misfit(("vehicles",), "acts of a legislature, but there are no chambers")
