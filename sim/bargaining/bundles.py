"""Tranches that may be eased, those that are alike in one bundle, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.arrays import ints, last_at_most

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class Bundles:
    """Tranches that may be eased; those that are alike make one bundle.

    All rows (see `sim.bargaining.arrays`) have one entry a bundle; LP and UP are those of one
    tranche of it. Tranches are numbered through, bundle by bundle.

    Attributes
    ----------
    lp
        Legal weight, LP.
    lasting
        Leverage given up by easing it with its instrument, LP.
    worth
        Worth to the target, LP.
    gain
        Gain of the sender (economic, wedge, socialisation), UP.
    coded
        1 if relief is reviewed by the legislature, else 0.
    count
        Tranches in the bundle.
    first
        Number of its first tranche.
    reviewed
        LP of a tranche if it is reviewed by the legislature, else 0.
    """

    __slots__ = ("coded", "count", "first", "gain", "lasting", "lp", "reviewed", "worth")

    def __init__(
        self,
        lp: vec[float],
        lasting: vec[float],
        worth: vec[float],
        gain: vec[float],
        coded: vec[float],
        count: list[int] | None = None,
        like: Bundles | None = None,
    ) -> None:
        self.lp = lp
        self.lasting = lasting
        self.worth = worth
        self.gain = gain
        self.coded = coded
        self.count: vec[i64]
        self.first: vec[i64]
        self.reviewed: vec[float]
        if like is not None:
            self.count, self.first, self.reviewed = like.count, like.first, like.reviewed
            return
        self.count = ints([1] * len(lp) if count is None else count)
        self.first = first = ints([0] * (len(lp) + 1))
        for b, tranches in enumerate(self.count):
            first[b + 1] = first[b] + tranches
        self.reviewed = reviewed = lp[:]
        for b, share in enumerate(coded):
            reviewed[b] *= share

    def priced(self, lasting: vec[float], worth: vec[float], gain: vec[float]) -> Bundles:
        """Return the same tranches at other prices."""
        return Bundles(self.lp, lasting, worth, gain, self.coded, None, self)

    def __len__(self) -> int:
        return len(self.lp)

    def sums(self, tranches: tuple[int, ...]) -> Sums:
        """Return what these tranches add up to."""
        total = Sums()
        for i in tranches:
            total.add(self, self.of(i))
        return total

    def of(self, tranche: int) -> i64:
        """Return the bundle of a tranche."""
        return last_at_most(self.first, tranche)


class Sums:
    """What tranches add up to: LP, leverage given up, worth, gain, LP under review."""

    __slots__ = ("coded", "gain", "lasting", "lp", "worth")

    def __init__(self) -> None:
        self.lp = self.lasting = self.worth = self.gain = self.coded = 0.0

    def add(self, bundles: Bundles, b: i64) -> None:
        """Add a tranche of a bundle."""
        self.lp += bundles.lp[b]
        self.lasting += bundles.lasting[b]
        self.worth += bundles.worth[b]
        self.gain += bundles.gain[b]
        self.coded += bundles.reviewed[b]
