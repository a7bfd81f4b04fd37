"""Whether a scenario fits together and fits its catalogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from sim.catalogue.checks import unknown
from sim.catalogue.fields import month_day
from sim.catalogue.schema import Catalogue
from sim.catalogue.terms import expiries
from sim.documents import Misfit
from sim.scenario.asked import of_question, of_record
from sim.scenario.costs import costs
from sim.scenario.drawn import uncertain
from sim.scenario.intervention_checks import interventions
from sim.scenario.lawmaking_checks import lawmaking
from sim.scenario.party_checks import of_talks, parties
from sim.scenario.ranges import dates, ranges
from sim.scenario.schema import Scenario
from sim.scenario.threat_checks import threats

_YEAR = re.compile(r"[0-9]{4}")


def misfits(scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    """Everything in a scenario that does not fit with itself or with its catalogue."""
    yield from _settled(scenario, catalogue)
    yield from uncertain(scenario, catalogue, lambda changed: _settled(changed, catalogue))


def _settled(scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    """Everything but what is wrong with what is uncertain."""
    yield from dates(scenario)
    yield from ranges(scenario)
    yield from costs(scenario, catalogue)
    yield from _names(scenario, catalogue)
    yield from parties(scenario, catalogue)
    yield from lawmaking(scenario, catalogue)
    yield from threats(scenario, catalogue)
    yield from _decisions(scenario, catalogue)
    yield from _unique(("interventions",), [change.id for change in scenario.interventions])
    yield from interventions(scenario, catalogue)
    for i, question in enumerate(scenario.questions):
        yield from of_question(("questions", i), question, scenario, catalogue)
    yield from _unique(("questions",), [question.id for question in scenario.questions])
    yield from _answers([question.id for question in scenario.questions])
    for i, entry in enumerate(scenario.observed):
        yield from of_record(("observed", i), entry, scenario, catalogue)
    yield from _unique(("observed",), [entry.id for entry in scenario.observed])


def _names(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    agents = scenario.agents
    for name, follower in agents.followers.items():
        followers = [key for key, sender in c.senders.items() if sender.role == "follower"]
        yield from unknown(("agents", "followers", name), "follower", name, followers)
        yield from unknown(
            ("agents", "followers", name, "leader"), "sender", follower.leader, c.senders
        )
    for where, wanted, role in (
        (
            ("agents", "executive", "designation_authority"),
            agents.executive.designation_authority,
            "executive",
        ),
        (("agents", "council", "package_authority"), agents.council.package_authority, "council"),
    ):
        if wanted is not None:
            own = [k for k, a in c.authorities.items() if c.senders[a.sender].role == role]
            yield from unknown(where, "authority", wanted, own)
    own = [
        key for key, measure in c.measures.items() if c.senders[measure.sender].role == "executive"
    ]
    yield from of_talks(("talks",), scenario.talks, own, "measure of the executive", c)
    for i, name in enumerate(scenario.at_start.concessions):
        path2 = ("at_start", "concessions", i)
        yield from unknown(path2, "concession", name, c.concessions)
        if name in c.concessions and c.concessions[name].kind != "standing":
            yield Misfit(path2, "only a standing concession can be in force at the start")
    yield from _unique(("at_start", "concessions"), scenario.at_start.concessions, whole=True)
    for i, name in enumerate(scenario.at_start.conditions):
        yield from unknown(("at_start", "conditions", i), "condition", name, c.conditions)
    yield from _relief(scenario, c)
    yield from _unique(("agents", "bystanders"), [who.id for who in agents.bystanders])


def _relief(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Licences in force on the first day."""
    used: dict[str, int] = {}
    for i, entry in enumerate(scenario.at_start.relief):
        at = ("at_start", "relief", i)
        yield from unknown((*at, "measure"), "measure", entry.measure, c.measures)
        yield from unknown((*at, "instrument"), "instrument", entry.instrument, c.instruments)
        instrument, measure = c.instruments.get(entry.instrument), c.measures.get(entry.measure)
        if instrument is not None and instrument.permanent:
            yield Misfit(
                (*at, "instrument"),
                "what was ended for good is not in force any more",
                allowed="an instrument that suspends, such as licence",
            )
        if entry.until is not None and entry.until < scenario.start:
            yield Misfit(
                (*at, "until"),
                "it has run out before the start",
                allowed=f"{scenario.start} or later",
            )
        if measure is None:
            continue
        bargains = measure.sender in scenario.agents.senders
        if c.senders[measure.sender].role != "executive" and not bargains:
            yield Misfit((*at, "measure"), f"{entry.measure} is no measure of the executive")
        if not measure.in_force(scenario.start):
            yield Misfit((*at, "measure"), f"{entry.measure} is not in force on the first day")
        used[entry.measure] = used.get(entry.measure, 0) + entry.tranches
        if used[entry.measure] > measure.tranches:
            yield Misfit(
                (*at, "tranches"),
                f"more than {entry.measure} has",
                allowed=f"at most {measure.tranches} over all its licences",
            )


def _decisions(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    first, last = scenario.start.year, scenario.end.year
    for name, years in scenario.decisions.emergencies.items():
        at = ("decisions", "emergencies", name)
        yield from unknown(at, "emergency", name, c.emergencies)
        for year in years:
            if not (_YEAR.fullmatch(year) and first <= int(year) <= last):
                yield Misfit(
                    (*at, year),
                    "no year of the scenario",
                    found=repr(year),
                    allowed=f"a year from {first} to {last}",
                )
            elif name in c.emergencies:
                month, day = month_day(c.emergencies[name].anniversary)
                date = dt.date(int(year), month, day)
                yield from _due((*at, year), date, scenario, c.emergencies[name].declared)
        yield from _over(at, years)
    for name, decided in scenario.decisions.acts.items():
        at = ("decisions", "acts", name)
        yield from unknown(at, "council act", name, c.acts)
        if name not in c.acts:
            continue
        due = list(expiries(c.acts[name], scenario.start, scenario.end, scenario.start))
        for date in decided:
            if date not in due:
                yield Misfit(
                    (*at, str(date)),
                    f"{name} does not expire on that day",
                    allowed=f"one of: {', '.join(map(str, due[:8]))}" if due else "none",
                )
            else:
                yield from _due((*at, str(date)), date, scenario, c.acts[name].adopted)
        yield from _over(at, {str(date): decision for date, decision in decided.items()})


def _over(at: tuple[str | int, ...], decided: Mapping[str, str]) -> Iterator[Misfit]:
    """Misfits of decisions about what another decision has ended before."""
    lapsed = min((when for when, what in decided.items() if what == "lapse"), default=None)
    for when in decided:
        if lapsed is not None and when > lapsed:
            yield Misfit(
                (*at, when),
                f"it has lapsed in {lapsed} by then",
                found="",
                allowed="nothing after a lapse",
            )


def _due(
    at: tuple[str | int, ...], date: dt.date, scenario: Scenario, since: dt.date
) -> Iterator[Misfit]:
    """A misfit if nothing is due on a date that a decision is about: it would go unheard."""
    first = max(scenario.start, since) + dt.timedelta(days=1)
    if not first <= date <= scenario.end:
        yield Misfit(
            at,
            f"nothing falls due on {date}",
            found="",
            allowed=f"what falls due from {first} to {scenario.end}",
        )


def _answers(names: list[str]) -> Iterator[Misfit]:
    """Misfits of questions whose answers would be kept under the same name as another's days."""
    for i, name in enumerate(names):
        if name.endswith("_days") and name.removesuffix("_days") in names:
            other = name.removesuffix("_days")
            yield Misfit(
                ("questions", i, "id"),
                f"the days of question '{other}' are kept under this name",
                found=repr(name),
                allowed=f"any other id than '{other}' followed by '_days'",
            )


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
