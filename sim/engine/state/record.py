"""What one replication leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche
from sim.engine.state.agreements import Deal
from sim.engine.state.relief import Change
from sim.events.log import Entry


@dataclass(slots=True, init=False)
class Reluctance:
    """From a day on, overcompliance of a class relaxes from a level towards a target."""

    day: float
    class_: str
    level: float
    target: float

    def __init__(self, day: float, class_: str, level: float, target: float) -> None:
        self.day = day
        self.class_ = class_
        self.level = level
        self.target = target


@dataclass(slots=True, init=False)
class Point:
    """From a day on, a series has a value."""

    day: float
    series: str
    value: float

    def __init__(self, day: float, series: str, value: float) -> None:
        self.day = day
        self.series = series
        self.value = value


class Node(NamedTuple):
    """The moment of a future at which others branch off it.

    Attributes
    ----------
    replication
        Number of the future.
    day
        Days from the start: all before that day is as it was, all on it and after it is open.
    event, kind
        Number and kind of an event right after which the branch begins, on that day; -1 and
        empty if it begins with the day.
    """

    replication: int
    day: float
    event: int = -1
    kind: str = ""

    @property
    def place(self) -> str:
        """What tells its streams from those of other nodes, see `sim.engine.kernel.streams`."""
        return f"branch/{self.replication}/{self.day!r}/{self.event}/"


@dataclass(frozen=True, slots=True)
class Record:
    """The trajectory of one replication: change points, not a grid.

    Attributes
    ----------
    model
        What was simulated.
    drawn
        Values of the uncertain parameters, by path.
    seed, replication
        Which future it is.
    entries
        The log of events.
    tranches
        All tranches, those added on the way last.
    changes
        When tranches went off and came on.
    reluctance
        How overcompliance moved, by class.
    points
        War intensity ``war``, oil price ``oil``, ``alignment``, beliefs ``trust_executive`` and
        ``trust_target``, aspirations ``aspiration_executive`` (UP) and ``aspiration_target`` (LP),
        leverage left ``leverage`` (0-100).
    deals
        Agreed packages, stages of a road-map among them.
    gestures
        Unilateral steps.
    balance
        LP eased + in force - at the start - added: zero but for rounding.
    events
        Events that the simulation kernel processed.
    node
        Where it has branched off another future under the same seed; None if it has not. Its
        `replication` is then its number among those that branch there.
    """

    model: Model
    drawn: dict[str, Any]
    seed: int
    replication: int
    entries: list[Entry]
    tranches: list[Tranche]
    changes: list[Change]
    reluctance: list[Reluctance]
    points: list[Point]
    deals: list[Deal]
    gestures: list[Deal]
    balance: float
    events: int
    node: Node | None = None

    @property
    def horizon(self) -> float:
        """Days simulated."""
        return self.model.calendar.horizon
