"""What a teller needs to know of a record: names, dates, causes, and the parts of measures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import fsum
from typing import Any

from sim.engine.state.record import Record
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.packages import deal_name
from sim.events.road_maps import STAGE
from sim.events.talks import DEAL
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

    # -- tables --------------------------------------------------------------------------

    def sender_at(self, table: str) -> str:
        """Who bargains with the target at a table, by the name of the table."""
        return self._senders[table]

    def points(self, agent: str, value: float) -> str:
        """What something is worth to an agent, in its points."""
        if agent in self._senders.values():
            return words.up(value)
        return words.lp(value) if agent == self.target else words.points(value)

    # -- events --------------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        """The events, by number."""
        return self.record.entries

    @cached_property
    def _followers(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if 0 <= entry.cause < entry.id:
                found.setdefault(entry.cause, []).append(entry)
        return found

    def following(self, entry: Entry, *kinds: Kind[Any]) -> list[Entry]:
        """What an event caused directly, in order; only of some kinds if any are named."""
        found = self._followers.get(entry.id, [])
        if not kinds:
            return found
        names = [kind.name for kind in kinds]
        return [other for other in found if other.kind in names]

    def cause(self, entry: Entry) -> Entry | None:
        """What caused an event, if the log knows."""
        return self.entries[entry.cause] if 0 <= entry.cause < entry.id else None

    def origin(self, entry: Entry, *kinds: Kind[Any]) -> Entry | None:
        """The nearest cause of one of these kinds."""
        names = [kind.name for kind in kinds]
        cause = self.cause(entry)
        while cause is not None and cause.kind not in names:
            cause = self.cause(cause)
        return cause

    def deal(self, entry: Entry) -> str:
        """What an event goes back to: a deal, a stage of the road-map, or nothing."""
        origin = self.origin(entry, DEAL, STAGE)
        if origin is None:
            return ""
        if origin.kind == STAGE.name:
            return f"stage {STAGE.of(origin)['stage']} of the road-map"
        return deal_name(origin.subject)

    def date(self, day: float) -> dt.date:
        """The date of a moment."""
        return self.record.model.calendar.date(day)

    def same_day(self, one: float, other: float) -> bool:
        """Whether two moments are on the same date."""
        return self.date(one) == self.date(other)

    def date_in_words(self, day: float) -> str:
        """The date of a moment in words."""
        return words.date(self.date(day))

    # -- names ---------------------------------------------------------------------------

    def who(self, agent: str) -> str:
        """An agent as a sentence names it."""
        if agent in self.catalogue.members:
            return words.the(self.catalogue.members[agent].name)
        if agent in self.catalogue.senders:
            return words.the(self.catalogue.senders[agent].name)
        return agent

    def sender(self, name: str) -> str:
        """A sender by its id."""
        found = self.catalogue.senders.get(name)
        return words.the(found.name) if found else name

    def class_(self, name: str) -> str:
        """A class of measures by its id, inside a sentence."""
        found = self.catalogue.classes.get(name)
        return words.lower(words.brief(found.name)) if found else name

    def instrument(self, name: str) -> str:
        """An instrument of relief by its id, inside a sentence."""
        found = self.catalogue.instruments.get(name)
        return words.lower(found.name) if found else name

    def concession(self, name: str) -> str:
        """A concession by its id, inside a sentence."""
        found = self.catalogue.concessions.get(name)
        return words.lower(found.name) if found else name

    def concessions(self, names: Sequence[str]) -> str:
        """Several concessions; some names hold an "and" of their own."""
        said = [self.concession(name) for name in names]
        return " plus ".join(said) if any(" and " in name for name in said) else words.joined(said)

    def authority(self, name: str) -> str:
        """An authority by its id."""
        found = self.catalogue.authorities.get(name)
        return words.brief(found.name) if found else name

    def emergency(self, name: str) -> str:
        """A national emergency by its id: ``the emergency of EO 14024``."""
        found = self.catalogue.emergencies.get(name)
        if found is None:
            return f"the emergency {name}"
        short = words.brief(found.name)
        return f"the {words.lower(short)}" if short.startswith("Emergency") else short

    def act(self, name: str) -> str:
        """A council act by its id: the one authority that hangs on it, or its own name."""
        hanging = [a for a in self.catalogue.authorities.values() if a.act == name]
        if len(hanging) == 1:
            return words.brief(hanging[0].name)
        found = self.catalogue.acts.get(name)
        return words.brief(found.name) if found else name

    def chamber(self, name: str) -> str:
        """A chamber: the House, the Senate."""
        known = name in ("house", "senate")
        return f"the {name.capitalize()}" if known else name or self.legislature

    # -- measures ------------------------------------------------------------------------

    def in_force_at_start(self) -> tuple[int, Mapping[str, float]]:
        """The number of measures in force at the start, and their LP by sender."""
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
        """A measure by its id; with how many of its parts, unless these are all."""
        found = self._measure_names.get(name, name)
        whole = self._parts.get(name, 0)
        if 0 < parts < whole:
            return f"{found} ({parts} of {whole} parts)"
        return found

    def measures(self, parts: Mapping[str, int], most: int = 0) -> str:
        """Several measures with their parts."""
        return words.listed([self.measure(name, n) for name, n in parts.items()], most)

    def subjects(self, subject: str, most: int = 3) -> str:
        """The measures of a subject that names several, separated by commas."""
        names = [name for name in subject.split(",") if name]
        return words.listed([self.measure(name) for name in names], most)

    def held_by(self, names: Sequence[str]) -> str:
        """Authorities by their full names, each with what makes it outlive an emergency."""
        by_name = {entry.name: entry for entry in self.catalogue.authorities.values()}
        parts = []
        for name in names:
            found = by_name.get(name)
            kind = ""
            if found is not None and found.codified:
                kind = ", codified"
            elif found is not None and found.statute:
                kind = ", a statute"
            parts.append(f"{words.brief(name)}{kind}")
        return "; ".join(parts)

    def restored(self, entry: Entry) -> float:
        """LP that came back into force at the moment of an event, of the measures it names."""
        wanted = set(entry.subject.split(","))
        tranches = self.record.tranches
        return fsum(
            tranches[change.tranche].lp
            for change in self.record.changes
            if change.on and change.day == entry.day and tranches[change.tranche].measure in wanted
        )
