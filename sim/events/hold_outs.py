"""What members that hold out get, in words: names dropped from the lists, by year and member."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.wording import words

__all__ = ["Bought", "dropped", "renewed_in_a_year"]


class Bought(NamedTuple):
    """A hold-out that is settled.

    Attributes
    ----------
    who
        The member.
    asked
        Names that it wanted dropped.
    price
        Share of them that it gets.
    """

    who: str
    asked: int
    price: float


def dropped(price: float, asked: int) -> int:
    """Return how many names are dropped of those that were asked for."""
    return round(price * asked)


def renewed_in_a_year(renewals: int, bought: Sequence[Bought]) -> str:
    """Return the renewals of a year as a phrase, with who held out and for how much.

    Parameters
    ----------
    renewals
        How many acts were renewed.
    bought
        The hold-outs among them.
    """
    renewed = f"{words.count(renewals, 'council act')} renewed"
    if not bought:
        return renewed
    times: dict[str, int] = {}
    for hold_out in bought:
        times[hold_out.who] = times.get(hold_out.who, 0) + 1
    after = words.joined([f"{who} ({n})" if n > 1 else who for who, n in times.items()])
    names = sum(hold_out.asked for hold_out in bought)
    fewer = sum(dropped(hold_out.price, hold_out.asked) for hold_out in bought)
    return (
        f"{renewed}, {len(bought)} of them after {after} had held out ({fewer} of "
        f"{words.count(names, 'name')} dropped)"
    )
