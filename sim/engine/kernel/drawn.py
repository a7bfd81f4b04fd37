"""Moments that were drawn, and are drawn anew where futures branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from simpy.events import EventPriority

    from sim.engine.kernel.streams import Draw

__all__ = ["Ahead", "Drawn"]


@final
class Drawn:
    """A moment that was drawn, as a process yields it in a future that is to branch.

    Attributes
    ----------
    day
        Days from the start; infinity for never.
    order
        Its turn among what happens at the same time.
    """

    __slots__ = ("day", "order")

    def __init__(self, day: float, order: EventPriority) -> None:
        self.day = day
        self.order = order


@final
class Ahead:
    """Uniforms that are drawn before the moment at which they decide something.

    A stream of its own order has them drawn early; where the future has branched since, they are
    drawn anew, for what they decide was still to come.

    Parameters
    ----------
    draw
        The stream.
    count
        How many.
    """

    __slots__ = ("_branched", "_count", "_draw", "_values")

    def __init__(self, draw: Draw, count: int) -> None:
        self._draw = draw
        self._count = count
        self._branched = draw.branched
        self._values = _drawn(draw, count)

    def values(self) -> list[float]:
        """Return them: always the same, but for a branch in between."""
        draw = self._draw
        if draw.branched != self._branched:
            self._branched = draw.branched
            self._values = _drawn(draw, self._count)
        return self._values


def _drawn(draw: Draw, count: int) -> list[float]:
    values: list[float] = []
    while len(values) < count:  # compiled, quicker than to count in a comprehension
        values.append(draw.next())
    return values
