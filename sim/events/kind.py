"""A kind of event: everything there is to say about it, said once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, TypeVar, cast

from sim.events.log import Entry, Log
from sim.events.narrator import Narrator
from sim.events.subjects import NOTHING, Subject
from sim.wording import words

__all__ = ["Kind", "Tone", "caused_by", "in_log_words"]

Tone = Literal["relief", "pressure", "law", ""]
"""What an event means for the target: relief, pressure, a matter of law; else nothing."""

T = TypeVar("T", bound=Mapping[str, object])


class Kind(Generic[T]):
    """A kind of event.

    Its entries carry the fields of a `TypedDict`, by which their names and types are checked
    where they are logged and where they are read.

    Parameters
    ----------
    name
        What logs, questions and triggers call it.
    meaning
        What happens, in a few words.
    fields
        What its entries carry; several if they are not all of one form.
    about
        What its subject names.
    tone
        What it means for the target.
    root
        Why it happens, as a sentence, where no other event causes it.
    odds
        What the field ``probability`` says, as a sentence with ``{p}``.
    routine
        How often it has happened in a year, as a phrase; kinds that have one, or put their
        events into a phrase (`in_sum`), are routine.
    notable
        Which events of a routine kind are more than routine; none if it is not given.
    part_of_another
        Which events are told in the line of another event and need none of their own.
    joins
        Whether an event shares the sentence of an earlier one of its agent and day; else it does
        if both go back to the same cause at the same moment.
    deliberate
        Whether it says what the sides do; other events follow from that, or from chance.
    public
        Whether everybody learns of it when it happens, or of which events that is true.
    seen_as
        Name of the kind that everybody takes it for; its own if it is not given.
    """

    def __init__(
        self,
        name: str,
        meaning: str,
        *fields: type[T],
        about: Subject = NOTHING,
        tone: Tone = "",
        root: str = "",
        odds: str = "It had a probability of {p}.",
        routine: Callable[[int], str] | None = None,
        notable: Callable[[Narrator, Entry, T], bool] | None = None,
        part_of_another: Callable[[Narrator, Entry], bool] | None = None,
        joins: Callable[[Narrator, Entry, Entry], bool] | None = None,
        deliberate: bool = False,
        public: bool | Callable[[T], bool] = True,
        seen_as: str = "",
    ) -> None:
        self.name = name
        self.meaning = meaning
        self.fields: tuple[type[T], ...] = fields
        self.about = about
        self.tone: Tone = tone
        self.root = root
        self.odds = odds
        self.routine = routine
        self.deliberate = deliberate
        self.seen_as = seen_as or name
        self._public = public
        self._notable = notable
        self._part_of_another = part_of_another
        self._joins = joins
        self._sentence: Callable[[Narrator, Entry, T], str] | None = None
        self._shared_sentence: Callable[[Narrator, list[Entry]], str] | None = None
        self._sum: Callable[[Narrator, list[Entry]], str] | None = None

    # -- events of this kind -----------------------------------------------------------

    def log(self, run: Log, agent: str, fields: T, subject: str = "", cause: int = -1) -> int:
        """Log an event of this kind and return its number.

        Parameters
        ----------
        run
            The replication, which has the log.
        agent
            Who acted.
        fields
            What the event carries; they are logged as they are and must not change afterwards.
        subject
            To what it happened.
        cause
            Number of the event that caused it.
        """
        return run.log_event(agent, self.name, subject, cause, cast("dict[str, object]", fields))

    def of(self, entry: Entry) -> T:
        """Return the fields of an event of this kind."""
        return cast(T, entry.numbers)

    def is_public(self, entry: Entry) -> bool:
        """Whether everybody learns of an event of this kind when it happens."""
        return self._public(self.of(entry)) if callable(self._public) else self._public

    # -- how it is told ----------------------------------------------------------------

    def sentence(
        self, function: Callable[[Narrator, Entry, T], str]
    ) -> Callable[[Narrator, Entry, T], str]:
        """Declare the function that puts an event of this kind into a sentence."""
        self._sentence = function
        return function

    def shared_sentence(
        self, function: Callable[[Narrator, list[Entry]], str]
    ) -> Callable[[Narrator, list[Entry]], str]:
        """Declare the function that puts events of one moment and cause into one sentence."""
        self._shared_sentence = function
        return function

    def in_sum(
        self, function: Callable[[Narrator, list[Entry]], str]
    ) -> Callable[[Narrator, list[Entry]], str]:
        """Declare the function that puts the routine events of a year into a phrase."""
        self._sum = function
        return function

    def summed(self, tale: Narrator, entries: list[Entry]) -> str:
        """Return the routine events of a year as a phrase."""
        if self._sum is not None:
            return self._sum(tale, entries)
        return self.routine(len(entries)) if self.routine is not None else ""

    def tell(self, tale: Narrator, *entries: Entry) -> str:
        """Return an event of this kind as a sentence; or several, if they may share one."""
        if self._shared_sentence is not None:
            return words.capital(self._shared_sentence(tale, list(entries)))
        if self._sentence is not None:
            return words.capital(self._sentence(tale, entries[0], self.of(entries[0])))
        return in_log_words(entries[0])

    @property
    def shares_sentence(self) -> bool:
        """Whether events of one moment and cause are put into one sentence."""
        return self._shared_sentence is not None

    def is_joined(self, tale: Narrator, one: Entry, other: Entry) -> bool:
        """Whether an event shares the sentence of an earlier one, whatever their causes."""
        return self._joins is not None and self._joins(tale, one, other)

    def is_notable(self, tale: Narrator, entry: Entry) -> bool:
        """Whether an event of this kind is more than routine."""
        if self.routine is None and self._sum is None:
            return True
        return self._notable is not None and self._notable(tale, entry, self.of(entry))

    def is_part_of_another(self, tale: Narrator, entry: Entry) -> bool:
        """Whether an event of this kind is told in the line of another."""
        return self._part_of_another is not None and self._part_of_another(tale, entry)


def caused_by(tale: Narrator, entry: Entry, *kinds: Kind[Any]) -> bool:
    """Whether the cause of an event is of one of these kinds."""
    cause = tale.cause(entry)
    return cause is not None and any(cause.kind == kind.name for kind in kinds)


def in_log_words(entry: Entry) -> str:
    """Return an event in the words of the log, for want of better ones."""
    return words.capital(f"{entry.agent}: {entry.kind} {entry.subject}".strip()) + "."
