"""What a teller needs to know of a record: names, dates, causes, and the parts of measures."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import fsum, inf
from typing import Any

from sim.engine.state.record import Record
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.packages import deal_name
from sim.events.road_maps import STAGE
from sim.events.talks import DEAL
from sim.scenario.paths import find
from sim.scenario.schema import Scenario
from sim.wording import words

__all__ = ["Tale"]


class Tale:
    """A record with everything by which its events can be put into words.

    Parameters
    ----------
    record
        The record of one replication.

    Attributes
    ----------
    catalogue
        What the names stand for.
    title
        Title of the scenario.
    executive, legislature, target, council
        What the scenario calls the agents.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.catalogue = record.model.catalogue
        self.title = record.model.scenario.title
        agents = record.model.scenario.agents
        self.executive = agents.executive.name
        self.legislature = agents.congress.name
        self.target = agents.target.name
        self.council = agents.council.name
        self._senders = {"": self.executive} | {
            name: sender.name or self.catalogue.senders[name].name
            for name, sender in agents.senders.items()
        }
        self._points = {self._senders[pair.name]: pair.points for pair in record.model.pairs} | {
            self.target: "LP"
        }

    # -- tables --------------------------------------------------------------------------

    def sender_at(self, table: str) -> str:
        """Return who bargains with the target at a table, by the name of the table."""
        return self._senders[table]

    def points(self, agent: str, value: float) -> str:
        """Return what something is worth to an agent, in its points."""
        return words.points(value, self._points.get(agent, "points"))

    # -- events --------------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        """The events, by number."""
        return self.record.entries

    @cached_property
    def _followers(self) -> dict[int, list[Entry]]:
        followers: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if 0 <= entry.cause < entry.id:
                followers.setdefault(entry.cause, []).append(entry)
        return followers

    def following(self, entry: Entry, *kinds: Kind[Any]) -> list[Entry]:
        """Return what an event caused directly, in order; only of some kinds if any are named."""
        followers = self._followers.get(entry.id, [])
        if not kinds:
            return followers
        names = [kind.name for kind in kinds]
        return [other for other in followers if other.kind in names]

    def cause(self, entry: Entry) -> Entry | None:
        """Return what caused an event, if the log knows."""
        return self.entries[entry.cause] if 0 <= entry.cause < entry.id else None

    def origin(self, entry: Entry, *kinds: Kind[Any]) -> Entry | None:
        """Return the nearest cause of one of these kinds."""
        names = [kind.name for kind in kinds]
        cause = self.cause(entry)
        while cause is not None and cause.kind not in names:
            cause = self.cause(cause)
        return cause

    @cached_property
    def _of_kind(self) -> dict[str, list[Entry]]:
        of_kind: dict[str, list[Entry]] = {}
        for entry in self.entries:
            of_kind.setdefault(entry.kind, []).append(entry)
        return of_kind

    def earlier(
        self, entry: Entry, kind: Kind[Any], *, agent: str = "", days: float = inf
    ) -> Entry | None:
        """Return the last earlier event of a kind, of an agent, within so many days."""
        for other in reversed(self._of_kind.get(kind.name, [])):
            if other.id < entry.id and other.agent == (agent or other.agent):
                return other if entry.day - other.day <= days else None
        return None

    def with_it(self, entry: Entry, kind: Kind[Any]) -> bool:
        """Whether there is an event of a kind on the day of an event."""
        others = self._of_kind.get(kind.name, [])
        return any(self.same_day(entry.day, other.day) for other in others)

    def deal(self, entry: Entry) -> str:
        """Return what an event goes back to: a deal, a stage of the road-map, or nothing."""
        origin = self.origin(entry, DEAL, STAGE)
        if origin is None:
            return ""
        if origin.kind == STAGE.name:
            return f"stage {STAGE.of(origin)['stage']} of the road-map"
        return deal_name(origin.subject)

    def date(self, day: float) -> dt.date:
        """Return the date of a moment."""
        return self.record.model.calendar.date(day)

    def same_day(self, one: float, other: float) -> bool:
        """Whether two moments are on the same date."""
        return self.date(one) == self.date(other)

    def date_in_words(self, day: float) -> str:
        """Return the date of a moment in words."""
        return words.date(self.date(day))

    # -- names ---------------------------------------------------------------------------

    def who(self, agent: str) -> str:
        """Return an agent as a sentence names it."""
        if agent in self.catalogue.members:
            return words.the(self.catalogue.members[agent].name)
        if agent in self.catalogue.senders:
            return words.the(self.catalogue.senders[agent].name)
        return agent

    def sender(self, name: str) -> str:
        """Return a sender by its id."""
        sender = self.catalogue.senders.get(name)
        return words.the(sender.name) if sender else name

    def class_(self, name: str) -> str:
        """Return a class of measures by its id, inside a sentence."""
        class_ = self.catalogue.classes.get(name)
        return words.lower(words.brief(class_.name)) if class_ else name

    def instrument(self, name: str) -> str:
        """Return an instrument of relief by its id, inside a sentence."""
        instrument = self.catalogue.instruments.get(name)
        return words.lower(instrument.name) if instrument else name

    def concession(self, name: str) -> str:
        """Return a concession by its id, inside a sentence."""
        concession = self.catalogue.concessions.get(name)
        return words.lower(concession.name) if concession else name

    def concessions(self, names: Sequence[str]) -> str:
        """Return several concessions; some names hold an "and" of their own."""
        parts = [self.concession(name) for name in names]
        return (
            " plus ".join(parts) if any(" and " in part for part in parts) else words.joined(parts)
        )

    def authority(self, name: str) -> str:
        """Return an authority by its id."""
        authority = self.catalogue.authorities.get(name)
        return words.brief(authority.name) if authority else name

    def emergency(self, name: str) -> str:
        """Return a national emergency by its id: ``the emergency of EO 14024``."""
        emergency = self.catalogue.emergencies.get(name)
        if emergency is None:
            return f"the emergency {name}"
        short = words.brief(emergency.name)
        return f"the {words.lower(short)}" if short.startswith("Emergency") else short

    def act(self, name: str) -> str:
        """Return a council act by its id: the one authority that hangs on it, or its own name."""
        hanging = [a for a in self.catalogue.authorities.values() if a.act == name]
        if len(hanging) == 1:
            return words.brief(hanging[0].name)
        act = self.catalogue.acts.get(name)
        return words.brief(act.name) if act else name

    def chamber(self, name: str) -> str:
        """Return a chamber: the House, the Senate."""
        known = name in ("house", "senate")
        return f"the {name.capitalize()}" if known else name or self.legislature

    def parameter(self, path: str, value: object) -> str:
        """Return what a parameter of the scenario is from now on, by what its field is about."""
        field = find(Scenario, path.split(".")).info
        about = re.split("[.:;(]", field.description or "")[0].strip() if field is not None else ""
        return f"{words.lower(about)} is {value} ({path})" if about else f"{path} is {value}"

    # -- measures ------------------------------------------------------------------------

    def in_force_at_start(self) -> tuple[int, Mapping[str, float]]:
        """Return the number of measures in force at the start, and their LP by sender."""
        tranches = self.record.model.tranches
        held: dict[str, float] = {}
        for tranche in tranches:
            held[tranche.sender] = held.get(tranche.sender, 0.0) + tranche.lp
        return len({tranche.measure for tranche in tranches}), held

    @cached_property
    def _parts(self) -> Counter[str]:
        return Counter(tranche.measure for tranche in self.record.tranches)

    @cached_property
    def _measure_names(self) -> dict[str, str]:
        names = {key: words.brief(m.name) for key, m in self.catalogue.measures.items()}
        twice = {name for name, n in Counter(names.values()).items() if n > 1}
        for key, name in names.items():
            if name in twice:
                names[key] = self.catalogue.measures[key].name
        for tranche in self.record.tranches:
            if tranche.measure in names:
                continue
            what = f"{self.date_in_words(tranche.since)} ({self.class_(tranche.class_)})"
            if tranche.sender == self.record.model.executive:
                names[tranche.measure] = f"the designations of {what}"
            elif tranche.sender == self.record.model.council:
                names[tranche.measure] = f"the package of {what}"
            else:
                names[tranche.measure] = f"the measures of {self.sender(tranche.sender)} of {what}"
        return names

    def measure(self, name: str, parts: int = 0) -> str:
        """Return a measure by its id; with how many of its parts, unless these are all."""
        full = self._measure_names.get(name, name)
        whole = self._parts.get(name, 0)
        if not 0 < parts < whole:
            return full
        measure = self.catalogue.measures.get(name)
        if measure is not None and measure.names:
            some = words.about(measure.names * parts / whole)
            return f"{full} (about {some} of {measure.names:,} names)"
        return f"{full} ({words.fraction(parts, whole)})"

    def measures(self, parts: Mapping[str, int], most: int = 0) -> str:
        """Return several measures with their parts."""
        return words.listed([self.measure(name, n) for name, n in parts.items()], most)

    def subjects(self, subject: str, most: int = 3) -> str:
        """Return the measures of a subject that names several, separated by commas."""
        names = [name for name in subject.split(",") if name]
        return words.listed([self.measure(name) for name in names], most)

    def held_by(self, names: Sequence[str]) -> str:
        """Return authorities by their full names, each with what makes it outlive an emergency."""
        by_name = {entry.name: entry for entry in self.catalogue.authorities.values()}
        parts = []
        for name in names:
            authority = by_name.get(name)
            kind = ""
            if authority is not None and authority.codified:
                kind = ", codified"
            elif authority is not None and authority.statute:
                kind = ", a statute"
            parts.append(f"{words.brief(name)}{kind}")
        return "; ".join(parts)

    def restored(self, entry: Entry) -> float:
        """Return LP that came back into force with an event, of the measures it names."""
        wanted = set(entry.subject.split(","))
        tranches = self.record.tranches
        return fsum(
            tranches[change.tranche].lp
            for change in self.record.changes
            if change.on and change.day == entry.day and tranches[change.tranche].measure in wanted
        )
