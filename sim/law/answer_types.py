"""The shape of an answer: what the law says about one measure on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.law.routes import ReliefKind, Route


@dataclass(frozen=True, slots=True)
class ConditionAnswer:
    """A condition of a procedure.

    Attributes
    ----------
    condition
        Its id.
    text
        What must be the case.
    section
        Where the law says so.
    met_by
        What fulfils it in the model: see `sim.catalogue.schema.Condition`.
    party
        Whose acceptance it takes besides, if anybody's.
    waits
        Whether it takes more than a finding of whoever acts, and is not known to be fulfilled.
    sources, confidence, note
        Where that is known from, how well, and what else there is to know.
    """

    condition: str
    text: str
    section: str
    met_by: str
    concessions: tuple[str, ...]
    party: str
    waits: bool
    sources: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class ProcedureAnswer:
    """One way to suspend or end one authority.

    Attributes
    ----------
    earliest
        Day of effect if it is asked for on the day of the question; None if conditions stand in
        the way of which it is not known that they are fulfilled, and for an act of the
        legislature, for which no law sets a term.
    days
        Days that it takes from the day on which it is asked for and its conditions are fulfilled.
    conditions
        All conditions, those among them that wait being what `earliest` lacks.
    scope
        Whether it frees a person, goods or transactions, or ends the authority as a whole.
    approval, introduced_by
        Whether an approval may end a review early, and who may introduce a disapproval.
    """

    kind: ReliefKind
    procedure: str
    name: str
    who: str
    instrument: str
    scope: str
    section: str
    earliest: dt.date | None
    days: int
    conditions: tuple[ConditionAnswer, ...]
    approval: bool
    introduced_by: str
    silence: str
    then_held_by: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class LayerAnswer:
    """One authority that holds the measure.

    Attributes
    ----------
    lapses_on, lapses_unless, window_opens
        When it lapses if nobody acts, what would stop that, and from when on; what nothing but a
        new act stops has no `lapses_unless`.
    lapse_section, lapse_sources, lapse_confidence
        Where the law says so, and where that is known from.
    """

    authority: str
    name: str
    section: str
    since: dt.date
    lapses_on: dt.date | None
    lapses_unless: str
    lapse_section: str
    lapse_sources: tuple[str, ...]
    lapse_confidence: str
    window_opens: dt.date | None
    options: tuple[ProcedureAnswer, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the law says about a measure on a day.

    Attributes
    ----------
    suspend, end
        The easiest way for the whole measure.
    suspend_earliest, end_earliest
        Its day of effect; None if there is no way, if it waits for conditions, or if it takes an
        act of the legislature, for which no law sets a term.
    suspend_days, end_days
        Days that it takes from when it is asked for and its conditions are fulfilled.
    suspend_conditions, end_conditions
        All its conditions.
    lapsed
        Authorities that have ended by a term of their own law by that day.
    survives
        Authorities that would hold it even if every dated layer lapsed; none if the measure has a
        last day of its own.
    as_of, beyond
        Day up to which the catalogue is kept, and whether the question is about a later one.
    """

    measure: str
    name: str
    sender: str
    on: dt.date
    in_force: bool
    layers: tuple[LayerAnswer, ...]
    lapsed: tuple[str, ...]
    suspend: Route | None
    suspend_earliest: dt.date | None
    suspend_days: int
    suspend_conditions: tuple[ConditionAnswer, ...]
    end: Route | None
    end_earliest: dt.date | None
    end_days: int
    end_conditions: tuple[ConditionAnswer, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str
    survives: tuple[str, ...]
    as_of: dt.date | None
    beyond: bool

    def cited(self) -> tuple[str, ...]:
        """Return the sources of all its claims, each once."""
        sources: dict[str, None] = dict.fromkeys(self.sources)
        for layer in self.layers:
            sources.update(dict.fromkeys((*layer.sources, *layer.lapse_sources)))
            for option in layer.options:
                sources.update(dict.fromkeys(option.sources))
                for condition in option.conditions:
                    sources.update(dict.fromkeys(condition.sources))
        return tuple(sources)
