"""A brief as data: a first screen, sections of blocks and charts, and how to make it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sim.workflows.page import Block, StoryLine, Table

__all__ = ["Brief", "Chart", "Made", "Part", "Section", "Sheet", "Sheets", "Timeline"]


@dataclass(frozen=True)
class Chart:
    """A chart, with the numbers that it draws as a table behind it.

    Attributes
    ----------
    name
        Unlike that of any other chart of the brief, in letters, digits and ``-``.
    finding
        What it shows, in a sentence.
    about
        What is drawn, and its unit.
    spec
        The chart, in the grammar of Vega-Lite.
    table
        Its numbers.
    """

    name: str
    finding: str
    about: str
    spec: Mapping[str, Any]
    table: Table


@dataclass(frozen=True)
class Timeline:
    """A chart of a future over time, and its story beside it.

    Attributes
    ----------
    chart
        The chart; its parameter ``day`` is the moment that is pointed at.
    lines
        The story.
    days
        When each line happens, days from the start.
    dates
        The same as ISO dates.
    first, last
        First and last day of the scenario, ISO dates.
    """

    chart: Chart
    lines: Sequence[StoryLine]
    days: Sequence[float]
    dates: Sequence[str]
    first: str
    last: str


class Sheet(NamedTuple):
    """What the law says of a measure.

    Attributes
    ----------
    measure
        Its id.
    name
        Its name.
    sender
        Whose it is.
    kind
        Its class.
    lifted_by
        Who can suspend it, in a word or two.
    blocks
        All of it, to be read.
    """

    measure: str
    name: str
    sender: str
    kind: str
    lifted_by: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Sheets:
    """Sheets of the law, which a reader may filter by sender, class, who lifts, and words.

    Attributes
    ----------
    name
        Before the ids of their measures, where links call them.
    sheets
        The sheets.
    """

    name: str
    sheets: Sequence[Sheet]


Part: TypeAlias = Block | Chart | Timeline | Sheets


@dataclass(frozen=True)
class Section:
    """A part of a brief under a heading.

    Attributes
    ----------
    name
        What links call it.
    title
        Its heading.
    parts
        What is in it.
    """

    name: str
    title: str
    parts: Sequence[Part]


class Made(NamedTuple):
    """How a result was made.

    Attributes
    ----------
    call
        The command; nothing if it is not known.
    version
        Of thaw.
    digest
        Hash of what decides the result; nothing if it is not kept.
    seed
        The master seed.
    folder
        Name of the folder that it is kept in; nothing if it is only in memory.
    """

    call: str
    version: str
    digest: str
    seed: str
    folder: str


@dataclass(frozen=True)
class Brief:
    """What there is to know of a result, to be sent.

    Attributes
    ----------
    kind
        What the result is: run, batch, comparison, …
    title
        What it is of.
    question
        What is asked; nothing if the scenario asks nothing.
    answer
        The answer in a sentence, with its interval.
    first
        What stands on the first screen below the answer.
    sections
        The rest.
    made
        How it was made.
    values
        The result as plain values, as ``--json`` of its command has it.
    """

    kind: str
    title: str
    question: str
    answer: str
    first: Sequence[Part]
    sections: Sequence[Section]
    made: Made
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def charts(self) -> list[Chart]:
        """All its charts, in the order in which they are read."""
        parts = [*self.first, *(part for section in self.sections for part in section.parts)]
        found = [part.chart if isinstance(part, Timeline) else part for part in parts]
        return [part for part in found if isinstance(part, Chart)]
