"""What follows from which ways of easing are open: kinds and layouts, kept for all replications."""

from __future__ import annotations

from sim.engine.model.parts import ReliefOption
from sim.engine.model.relief_groups import Layout, ReliefGroup, RouteChoice


class MenuCache:
    """What follows from which ways of easing are open, kept once worked out.

    Attributes
    ----------
    kinds
        By authorities and class, both in one number; None if it cannot be eased.
    layouts
        By the authorities that hold each of the executive's tranches, by number.
    """

    __slots__ = ("_choices", "kinds", "layouts")

    def __init__(self) -> None:
        self.kinds: dict[int, ReliefGroup | None] = {}
        self.layouts: dict[tuple[int, ...], Layout] = {}
        self._choices: dict[tuple[object, ...], RouteChoice] = {}

    def kind(self, class_: int, ways: tuple[ReliefOption, ...]) -> ReliefGroup:
        """A kind; those that leave the same choice share it."""
        instruments: list[str] = [way.route.instrument for way in ways]
        choice = self._choices.setdefault((class_, *instruments), RouteChoice(class_, instruments))
        return ReliefGroup(class_, ways, choice)


Ways = tuple[bool, int, tuple[str, ...] | None]
"""Which ways of easing are open: whether a settlement has held, the conditions that are fulfilled,
and the instruments of baby steps if only these are open."""

Outlooks = dict[Ways, MenuCache]
"""By which ways are open."""
