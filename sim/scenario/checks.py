"""Whether a scenario fits together and fits its catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from pydantic import BaseModel

from sim.catalogue.checks import unknown
from sim.catalogue.fields import month_day
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.asked import of_question, of_record
from sim.scenario.distributions import Choice, Distribution, LogNormal, Normal
from sim.scenario.kinds import KINDS
from sim.scenario.paths import IN_CATALOGUE, replaced
from sim.scenario.schema import Scenario
from sim.scenario.settable import settable

LONGEST_YEARS = 120
LAST_YEAR = 9900
"""Calendars end with the year 9999, and deadlines may lie beyond the last day."""
CHANGEABLE = ("agents", "talks", "compliance", "world")
"""Parts of a scenario that an intervention may change."""

_PAIRS = (
    ("agents", "executive", "grit_lp"),
    ("agents", "executive", "notice_days"),
    ("agents", "executive", "designation_lp"),
    ("agents", "executive", "oil_licence_lag"),
    ("agents", "executive", "oil_licence_gap"),
    ("agents", "congress", "bill_lp"),
    ("agents", "council", "names_demanded"),
    ("agents", "council", "package_delay"),
    ("talks", "implementation_days"),
    ("compliance", "wind_down_days"),
)
"""Fields that give a range: two numbers, not negative, in order."""


def misfits(scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    """Everything in a scenario that does not fit with itself or with its catalogue."""
    yield from _dates(scenario)
    yield from _ranges(scenario)
    yield from _names(scenario, catalogue)
    yield from _decisions(scenario, catalogue)
    yield from _interventions(scenario, catalogue)
    for i, question in enumerate(scenario.questions):
        yield from of_question(("questions", i), question, scenario, catalogue)
    yield from _unique(("questions",), [question.id for question in scenario.questions])
    for i, entry in enumerate(scenario.observed):
        yield from of_record(("observed", i), entry, scenario, catalogue)
    yield from _unique(("observed",), [entry.id for entry in scenario.observed])
    yield from _uncertain(scenario, catalogue)


def _dates(scenario: Scenario) -> Iterator[Misfit]:
    if scenario.end <= scenario.start:
        yield Misfit(("end",), "it ends before it starts", allowed=f"after {scenario.start}")
    elif (scenario.end - scenario.start).days > LONGEST_YEARS * 366:
        yield Misfit(("end",), "too long", allowed=f"at most {LONGEST_YEARS} years")
    elif scenario.end.year > LAST_YEAR:
        yield Misfit(("end",), "too late", allowed=f"a date up to the year {LAST_YEAR}")
    if scenario.world.next_term < scenario.start.year:
        yield Misfit(
            ("world", "next_term"), "the term is over before the start",
            allowed=f"{scenario.start.year} or later",
        )  # fmt: skip
    try:
        month, day = month_day(scenario.world.terms_begin)
        dt.date(2023, month, day)
    except ValueError:
        yield Misfit(("world", "terms_begin"), "no day of the year", allowed="MM-DD like 01-20")


def _ranges(scenario: Scenario) -> Iterator[Misfit]:
    for path in _PAIRS:
        value: Any = scenario
        for step in path:
            value = getattr(value, step)
        if not 0 <= value[0] <= value[1]:
            yield Misfit(path, "not a range", allowed="two numbers, 0 <= low <= high")
    low, mode, high = scenario.agents.executive.options_days
    if not 0 <= low <= mode <= high:
        yield Misfit(
            ("agents", "executive", "options_days"), "not a triangle",
            allowed="three numbers, 0 <= low <= mode <= high",
        )  # fmt: skip
    for name, follower in scenario.agents.followers.items():
        for key in ("persons_days", "sectoral_days", "ease_days"):
            median, sigma = getattr(follower, key)
            if not (median > 0 and sigma >= 0):
                yield Misfit(
                    ("agents", "followers", name, key), "not a lognormal",
                    allowed="a median above 0 and a log-sd of at least 0",
                )  # fmt: skip
    for at, (mean, sd) in (
        (("agents", "congress", "house_swing"), scenario.agents.congress.house_swing),
        (("agents", "congress", "senate_swing"), scenario.agents.congress.senate_swing),
        (("world", "oil", "jump"), scenario.world.oil.jump),
    ):
        if sd < 0:
            yield Misfit(at, f"mean {mean:g} with a negative spread", allowed="sd of at least 0")
    if min(scenario.agents.council.price) <= 0:
        yield Misfit(("agents", "council", "price"), "not a beta", allowed="two numbers above 0")
    for key, wanted in (("gate", ("opposed", "neutral", "asking")), ("alpha", ("house", "senate"))):
        for name in wanted:
            if name not in getattr(scenario.agents.congress, key):
                yield Misfit(("agents", "congress", key), f"`{name}` is missing")


def _names(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    agents = scenario.agents
    for name, follower in agents.followers.items():
        followers = [key for key, sender in c.senders.items() if sender.role == "follower"]
        yield from unknown(("agents", "followers", name), "follower", name, followers)
        yield from unknown(
            ("agents", "followers", name, "leader"), "sender", follower.leader, c.senders
        )
    for where, wanted, role in (
        (("agents", "executive", "designation_authority"),
         agents.executive.designation_authority, "executive"),
        (("agents", "council", "package_authority"), agents.council.package_authority, "council"),
    ):  # fmt: skip
        if wanted is not None:
            own = [k for k, a in c.authorities.items() if c.senders[a.sender].role == role]
            yield from unknown(where, "authority", wanted, own)
    written = "baby_instruments" in scenario.talks.model_fields_set
    for i, name in enumerate(scenario.talks.baby_instruments if written else ()):
        yield from unknown(("talks", "baby_instruments", i), "instrument", name, c.instruments)
    own = [
        key for key, measure in c.measures.items() if c.senders[measure.sender].role == "executive"
    ]
    for i, stage in enumerate(scenario.talks.stages):
        for j, name in enumerate(stage.concessions):
            path = ("talks", "stages", i, "concessions", j)
            yield from unknown(path, "concession", name, c.concessions)
        for kind, what, names, known in (
            ("classes", "class", stage.classes, list(c.classes)),
            ("measures", "measure of the executive", stage.measures, own),
            ("instruments", "instrument", stage.instruments, list(c.instruments)),
        ):
            for j, name in enumerate(names):
                at = ("talks", "stages", i, kind, j)
                yield from unknown(at, what, name, known)
    for i, name in enumerate(scenario.at_start.concessions):
        path2 = ("at_start", "concessions", i)
        yield from unknown(path2, "concession", name, c.concessions)
        if name in c.concessions and c.concessions[name].kind != "standing":
            yield Misfit(path2, "only a standing concession can be in force at the start")
    yield from _unique(("at_start", "concessions"), scenario.at_start.concessions, whole=True)
    yield from _unique(("agents", "bystanders"), [who.id for who in agents.bystanders])


def _decisions(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    for name, years in scenario.decisions.emergencies.items():
        at = ("decisions", "emergencies", name)
        yield from unknown(at, "emergency", name, c.emergencies)
        for year in years:
            if not (year.isdigit() and scenario.start.year <= int(year) <= scenario.end.year):
                yield Misfit(
                    (*at, year), "no year of the scenario",
                    allowed=f"a year from {scenario.start.year} to {scenario.end.year}",
                )  # fmt: skip
    for name, dates in scenario.decisions.acts.items():
        at = ("decisions", "acts", name)
        yield from unknown(at, "council act", name, c.acts)
        if name not in c.acts:
            continue
        days = c.acts[name].expiries
        for date in dates:
            if f"{date:%m-%d}" not in days:
                yield Misfit(
                    (*at, str(date)), f"{name} does not expire on that day",
                    allowed=f"a date on {' or '.join(days)}",
                )  # fmt: skip


def _interventions(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    yield from _unique(("interventions",), [change.id for change in scenario.interventions])
    imposed: set[str] = set()
    for i, change in enumerate(scenario.interventions):
        at = ("interventions", i)
        if change.on is not None and not scenario.start <= change.on <= scenario.end:
            yield Misfit(
                (*at, "on"), "outside the scenario",
                allowed=f"a date from {scenario.start} to {scenario.end}",
            )  # fmt: skip
        if change.when is not None and change.when.event is not None:
            yield from unknown((*at, "when", "event"), "kind of event", change.when.event, KINDS)
        for path, value in change.set.items():
            yield from settable(scenario, (*at, "set", path), path, value, CHANGEABLE)
        for j, name in enumerate(change.impose):
            path2 = (*at, "impose", j)
            yield from unknown(path2, "measure", name, c.measures)
            if name in imposed:
                yield Misfit(path2, f"{name} is imposed twice")
            imposed.add(name)
            if name in c.measures and c.measures[name].in_force(scenario.start):
                yield Misfit(path2, f"{name} is in force at the start already")
            elif name in c.measures and change.on is not None:
                earliest = c.measures[name].imposed
                if change.on < earliest:
                    yield Misfit(
                        path2, f"no layer holds {name} on {change.on}",
                        allowed=f"on {earliest} or later",
                    )  # fmt: skip
                until = c.measures[name].until
                if until is not None and change.on > until:
                    yield Misfit(
                        path2, f"{name} has its last day before {change.on}",
                        allowed=f"on {until} or earlier",
                    )  # fmt: skip
        for j, name in enumerate(change.end):
            yield from unknown((*at, "end", j), "authority", name, c.authorities)


def _uncertain(scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    for path, distribution in scenario.uncertain.items():
        at = ("uncertain", path)
        model: BaseModel = scenario
        inner, parts = path, (*CHANGEABLE, "values", IN_CATALOGUE)
        if path.startswith(f"{IN_CATALOGUE}."):
            model, inner = catalogue, path.removeprefix(f"{IN_CATALOGUE}.")
            parts = ("classes", "instruments", "procedures", "concessions", "members", "measures")
        for value in _extremes(distribution):
            found = next(settable(model, at, inner, value, parts), None) or next(
                _together(model, at, inner, value), None
            )
            if found is not None:
                yield found
                break


def _together(
    model: BaseModel, at: tuple[str | int, ...], path: str, value: Any
) -> Iterator[Misfit]:
    """What does not go together once a field has a value that it may take by itself."""
    if isinstance(model, Scenario):  # a catalogue has such rules in its schema
        changed = replaced(model, path.split("."), value)
        for misfit in chain(_dates(changed), _ranges(changed)):
            yield Misfit(at, misfit.message, found=str(value), allowed=misfit.allowed)


def _extremes(distribution: Distribution) -> list[Any]:
    """Values that a distribution can be counted on to reach: they must all be allowed."""
    if isinstance(distribution, Choice):
        return list(distribution.values)
    if isinstance(distribution, Normal):
        return [distribution.mean]
    if isinstance(distribution, LogNormal):
        return [distribution.median]
    return [distribution.low, distribution.high]


def _unique(
    at: tuple[str | int, ...], names: Iterable[str], *, whole: bool = False
) -> Iterator[Misfit]:
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        if name in seen:
            path = (*at, i) if whole else (*at, i, "id")
            yield Misfit(path, f"'{name}' is there twice", hint=f"first as item {seen[name]}")
        else:
            seen[name] = i
