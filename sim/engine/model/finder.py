"""Ways of relief, kept once worked out: what the law provides hangs on no number but one order.

Of the numbers in a catalogue only the hazards of instruments bear on it, and of these only which
is larger: a route counts by its step that is most easily undone. So all models that differ in
parameters share what was worked out under the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.catalogue.schema import Catalogue
from sim.engine.model.menu_cache import Outlooks
from sim.engine.model.pairs import Pair
from sim.engine.model.parts import ReliefOption
from sim.engine.model.ways import way_of
from sim.law.routes import ReliefKind, route_by, steps_of, waits_for

__all__ = ["EVERY", "Ids", "PairCache", "ReliefFinder", "ranks_of"]

EVERY: Final = -1
"""Mask of all conditions there may be."""

Ids = frozenset[str]

NOTHING: Final[Ids] = frozenset()

_KINDS: Final[tuple[ReliefKind, ...]] = ("suspend", "end")


class PairCache:
    """What follows from the law for a sender and the target, kept once worked out.

    Attributes
    ----------
    outlooks, easy
        The menu by how the law stands, and ways of easing.
    majorities
        By authorities, whether a qualified majority is enough to ease what they hold.
    held
        Authorities under its tranches at the start, and the numbers of those of them that hold.
    masks
        Masks of authorities that hold a tranche, by their numbers.
    """

    __slots__ = ("_numbers", "easy", "held", "majorities", "masks", "outlooks")

    def __init__(self) -> None:
        self.outlooks: Outlooks = {}
        self.easy: dict[tuple[int, int, tuple[str, ...] | None], tuple[ReliefOption, ...]] = {}
        self.majorities: dict[int, bool] = {}
        self.held: tuple[list[int], list[int]] | None = None
        self.masks: list[int] = [0]
        self._numbers: dict[int, int] = {0: 0}

    def number(self, mask: int) -> int:
        """Return the number of a mask, as small as it can be; that of no authority is 0."""
        found = self._numbers.get(mask)
        if found is None:
            found = self._numbers[mask] = len(self.masks)
            self.masks.append(mask)
        return found


class _Known:
    """What is known of the layers that some authorities make up.

    Attributes
    ----------
    waits
        Mask of the conditions that any procedure of theirs waits for: no other ones matter.
    ways
        The easiest ways, by these conditions, what is to be done, and whether it is traded.
    """

    __slots__ = ("waits", "ways")

    def __init__(self, waits: int) -> None:
        self.waits = waits
        self.ways: dict[int, ReliefOption | None] = {}


class ReliefFinder:
    """Finds the ways in which the layers of measures could be eased.

    Parameters
    ----------
    law
        The catalogue as the law is read.
    bit, condition
        Bits of authorities, and of the conditions that wait for more than a finding.
    barred
        Procedures that are not to be used in a bargain.

    Attributes
    ----------
    pairs
        What is kept for each table, by its name.
    """

    __slots__ = ("_barred", "_bit", "_condition", "_known", "_law", "pairs")

    def __init__(
        self, law: Catalogue, bit: dict[str, int], condition: dict[str, int], barred: Ids
    ) -> None:
        self._law = law
        self._bit = bit
        self._condition = condition
        self._barred = barred
        self._known: dict[int, _Known] = {}
        self.pairs: dict[str, PairCache] = {}

    def of(self, pair: str) -> PairCache:
        """Return what is kept for the table of a name."""
        found = self.pairs.get(pair)
        if found is None:
            found = self.pairs[pair] = PairCache()
        return found

    def way(
        self, mask: int, kind: ReliefKind, met: int = EVERY, *, traded: bool = False
    ) -> ReliefOption | None:
        """Return the easiest way to suspend or to end all layers of a mask.

        Parameters
        ----------
        mask
            The authorities.
        kind
            ``"suspend"`` or ``"end"``.
        met
            Mask of the conditions that are fulfilled; by default all, as if asked what the law
            provides and not what is open.
        traded
            Whether it is to be given for something else, see `sim.engine.model.ways.untraded`.
        """
        held = self._of_mask(mask)
        met &= held.waits
        key = 4 * met + 2 * (kind == "end") + traded
        if key in held.ways:
            return held.ways[key]
        way = held.ways[key] = self._found(mask, kind, met, self._barred if traded else NOTHING)
        return way

    def _of_mask(self, mask: int) -> _Known:
        """Return what is known of the layers of a mask."""
        found = self._known.get(mask)
        if found is None:
            waits = 0
            for name in self.named(mask):
                entry = self._law.authorities[name]
                for procedure in (*entry.suspend, *entry.end):
                    for wanted in waits_for(self._law, self._law.procedures[procedure]):
                        waits |= self._condition.get(wanted, 0)
            found = self._known[mask] = _Known(waits)
        return found

    def named(self, mask: int) -> list[str]:
        """Return the ids of the authorities of a mask, in the order of the catalogue."""
        return [name for name, bit in self._bit.items() if mask & bit]

    def easy_ways(
        self, pair: Pair, mask: int, met: int, instruments: tuple[str, ...] | None
    ) -> tuple[ReliefOption, ...]:
        """Return the ways open to a sender to ease all layers of a mask.

        Parameters
        ----------
        pair
            The pair to which the sender belongs.
        mask
            The authorities.
        met
            Mask of the conditions that are fulfilled.
        instruments
            Instruments of baby steps if only these are open, else None.
        """
        key = (mask, met & self._of_mask(mask).waits, instruments)
        known = self.of(pair.name).easy
        found = known.get(key)
        if found is None:
            ways = [self.way(mask, kind, met, traded=True) for kind in _KINDS]
            open_ = [way for way in ways if way is not None and pair.open_to(way, instruments)]
            found = known[key] = tuple(open_)
        return found

    def _found(self, mask: int, kind: ReliefKind, met: int, barred: Ids) -> ReliefOption | None:
        known = {name for name, bit in self._condition.items() if bit & met}
        steps = steps_of(self._law, self.named(mask), kind, known, barred)
        if not steps:
            return None
        return way_of(route_by(self._law, steps, kind), self._law, self._bit, self._condition)


def ranks_of(hazards: Mapping[str, float]) -> tuple[int, ...]:
    """Return for each instrument how many different hazards are smaller than its own."""
    order = {hazard: rank for rank, hazard in enumerate(sorted(set(hazards.values())))}
    return tuple([order[hazard] for hazard in hazards.values()])
