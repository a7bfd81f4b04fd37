"""A package, relief against concessions, and how large it may be."""

from __future__ import annotations

from math import inf


class Limits:
    """How large a package may be.

    Attributes
    ----------
    max_lp, max_count
        Most LP and most tranches.
    breadth
        Tranches that are combined exhaustively.
    whole_order
        Whether prefixes beyond the core are tried too (packages without a small limit).
    match
        What may be eased beyond these, in LP of worth to the target, for each LP that the
        concessions cost it (R23).
    """

    __slots__ = ("breadth", "match", "max_count", "max_lp", "whole_order")

    def __init__(
        self,
        max_lp: float = inf,
        max_count: int = 1_000,
        breadth: int = 10,
        whole_order: bool = False,
        match: float = 0.0,
    ) -> None:
        self.max_lp = max_lp
        self.max_count = max_count
        self.breadth = breadth
        self.whole_order = whole_order
        self.match = match


class Package:
    """A package on the frontier.

    Attributes
    ----------
    tranches
        Indices into the bundles.
    concessions
        Indices of the concessions.
    own, other
        Utility of the sender (UP) and of the target (LP).
    lp
        LP eased.
    """

    __slots__ = ("concessions", "lp", "other", "own", "tranches")

    def __init__(
        self,
        tranches: tuple[int, ...],
        concessions: tuple[int, ...],
        own: float,
        other: float,
        lp: float,
    ) -> None:
        self.tranches = tranches
        self.concessions = concessions
        self.own = own
        self.other = other
        self.lp = lp

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Package):
            return NotImplemented
        return (self.tranches, self.concessions, self.own, self.other, self.lp) == (
            other.tranches,
            other.concessions,
            other.own,
            other.other,
            other.lp,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"Package(tranches={self.tranches}, concessions={self.concessions}, "
            f"own={self.own}, other={self.other}, lp={self.lp})"
        )
