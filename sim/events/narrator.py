"""What a sentence asks of whoever tells a story: names, causes, and the parts of measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING, Any, Protocol

from sim.catalogue.schema import Catalogue
from sim.events.log import Entry

if TYPE_CHECKING:
    from sim.events.kind import Kind

__all__ = ["Narrator"]


class Narrator(Protocol):
    """Knows a record with everything by which its events can be put into words.

    Attributes
    ----------
    catalogue
        What the names stand for.
    title
        Title of the scenario.
    executive, legislature, target
        What the scenario calls the agents.
    """

    catalogue: Catalogue
    title: str
    executive: str
    legislature: str
    target: str

    # -- events --------------------------------------------------------------------------

    def in_force_at_start(self) -> tuple[int, Mapping[str, float]]:
        """Return the number of measures in force at the start, and their LP by sender."""
        ...

    def following(self, entry: Entry, *kinds: Kind[Any]) -> list[Entry]:
        """Return what an event caused directly; only of some kinds if any are named."""
        ...

    def cause(self, entry: Entry) -> Entry | None:
        """Return what caused an event, if the log knows."""
        ...

    def origin(self, entry: Entry, *kinds: Kind[Any]) -> Entry | None:
        """Return the nearest cause of one of these kinds."""
        ...

    def earlier(
        self, entry: Entry, kind: Kind[Any], *, agent: str = "", days: float = inf
    ) -> Entry | None:
        """Return the last earlier event of a kind, of an agent, within so many days."""
        ...

    def with_it(self, entry: Entry, kind: Kind[Any]) -> bool:
        """Whether there is an event of a kind on the day of an event."""
        ...

    def deal(self, entry: Entry) -> str:
        """Return what an event goes back to: a deal, a stage of the road-map, or nothing."""
        ...

    def same_day(self, one: float, other: float) -> bool:
        """Whether two moments are on the same date."""
        ...

    def date_in_words(self, day: float) -> str:
        """Return the date of a moment in words."""
        ...

    def restored(self, entry: Entry) -> float:
        """Return the LP that came back into force with an event, of the measures it names."""
        ...

    # -- names ---------------------------------------------------------------------------

    def who(self, agent: str) -> str:
        """Return an agent as a sentence names it."""
        ...

    def sender_at(self, table: str) -> str:
        """Return who bargains with the target at a table, by the name of the table."""
        ...

    def points(self, agent: str, value: float) -> str:
        """Return what something is worth to an agent, in its points."""
        ...

    def sender(self, name: str) -> str:
        """Return the name of a sender."""
        ...

    def class_(self, name: str) -> str:
        """Return the name of a class of measures, inside a sentence."""
        ...

    def instrument(self, name: str) -> str:
        """Return the name of an instrument of relief, inside a sentence."""
        ...

    def concession(self, name: str) -> str:
        """Return the name of a concession, inside a sentence."""
        ...

    def concessions(self, names: Sequence[str]) -> str:
        """Return the names of several concessions."""
        ...

    def authority(self, name: str) -> str:
        """Return the name of an authority."""
        ...

    def emergency(self, name: str) -> str:
        """Return the name of a national emergency."""
        ...

    def act(self, name: str) -> str:
        """Return the name of a council act."""
        ...

    def chamber(self, name: str) -> str:
        """Return the name of a chamber."""
        ...

    def parameter(self, path: str, value: object) -> str:
        """Return what a parameter of the scenario is from now on, in words."""
        ...

    def measure(self, name: str, parts: int = 0) -> str:
        """Return the name of a measure; with how many of its parts, unless these are all."""
        ...

    def measures(self, parts: Mapping[str, int], most: int = 0) -> str:
        """Return the names of several measures with their parts."""
        ...

    def subjects(self, subject: str, most: int = 3) -> str:
        """Return the names of the measures of a subject that has several."""
        ...

    def held_by(self, names: Sequence[str]) -> str:
        """Return authorities by their full names, each with what makes it outlive others."""
        ...
