"""What a package is made of, and what it costs the sender: tranches, concessions, terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bundles:
    """Tranches that may be eased, one entry each; all arrays have the shape (n,).

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
    """

    lp: Floats
    lasting: Floats
    worth: Floats
    gain: Floats
    coded: Floats


@dataclass(frozen=True, slots=True)
class ConcessionSets:
    """Sets of concessions that may be asked for; arrays have the shape (m,).

    Attributes
    ----------
    members
        Indices of the concessions of each set.
    value
        Worth to the sender, UP.
    cost
        Cost to the target, LP.
    """

    members: Sequence[tuple[int, ...]]
    value: Floats
    cost: Floats

    def undominated(self, audience: float) -> ConcessionSets:
        """The sets that could be part of a best package.

        A set is dominated by one that costs the target no more and is worth so much more to
        the sender that it makes up for the audience cost which the dearer set would spare it.

        Parameters
        ----------
        audience
            Audience cost per LP given without an equivalent, UP/LP.
        """
        order = np.lexsort((-self.value, self.cost))
        merit = (self.value + audience * self.cost)[order]
        best = np.maximum.accumulate(merit)
        fresh = np.ones(len(order), dtype=bool)
        np.greater(merit[1:], best[:-1], out=fresh[1:])
        kept = order[fresh]
        return ConcessionSets(
            [self.members[i] for i in kept.tolist()], self.value[kept], self.cost[kept]
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender pays for relief (R3).

    Attributes
    ----------
    remaining, initial
        Its leverage now and at the start, LP.
    power
        eta of ``100 * (rem/rem0)**eta``.
    w_lev
        Weight of leverage given up.
    audience
        Audience cost per LP given without an equivalent, UP/LP.
    filing_base, filing_slope
        Logit of a disapproval being filed, in the share of the initial leverage.
    blocked
        P(a filed disapproval is enacted) for a package of no size, the same for one of a size
        that matters, and that size in LP; straight in between and beyond.
    fight_blocked
        Cost of being blocked, UP.
    fight_bill
        Cost of provoking a bill times the probability that a filed one moves, UP.
    blame
        What it is worth to the sender to refuse all that Congress can be blamed for, UP; a
        package forgoes as much of it as it gives away of what is reviewed.
    reviewed
        All that relief would have to be reviewed for, LP.
    maximalism
        What the target dislikes in any package without a road to full relief, LP.
    """

    remaining: float
    initial: float
    power: float
    w_lev: float
    audience: float
    filing_base: float = -2.0
    filing_slope: float = 12.0
    blocked: tuple[float, float, float] = (0.0, 0.0, 1.0)
    fight_blocked: float = 0.0
    fight_bill: float = 0.0
    blame: float = 0.0
    reviewed: float = 1.0
    maximalism: float = 0.0

    def marginal(self) -> float:
        """Marginal cost of leverage at the present, UP per LP."""
        rest = max(self.remaining, 1e-9) / self.initial
        return float(self.w_lev * 100.0 * self.power * rest ** (self.power - 1.0) / self.initial)

    def cost(self, lp: Floats, lasting: Floats, coded: Floats) -> Floats:
        """Cost of relief to the sender apart from its audience, UP; arrays of one shape."""
        rest = np.maximum(self.remaining - lasting, 0.0)
        rest /= self.initial
        if self.power == 0.5:
            np.sqrt(rest, out=rest)
        else:
            np.power(rest, self.power, out=rest)
        scale = 100.0 * self.w_lev
        total: Floats = scale * (self.remaining / self.initial) ** self.power - scale * rest
        if self.fight_bill:
            total += self.fight_bill * (self._filed(lp) - 1.0 / (1.0 + np.exp(-self.filing_base)))
        reviewed = coded > 0.0
        if reviewed.any():
            low, high, size = self.blocked
            enacted = np.clip(low + (high - low) * coded / size, 0.0, 1.0)
            total += reviewed * self.fight_blocked * self._filed(coded) * enacted
            total += self.blame * coded / self.reviewed
        return total

    def _filed(self, lp: Floats) -> Floats:
        logit = lp * (-self.filing_slope / self.initial)
        logit -= self.filing_base
        np.exp(logit, out=logit)
        logit += 1.0
        filed: Floats = np.reciprocal(logit, out=logit)
        return filed


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be."""

    max_lp: float = float("inf")
    max_count: int = 1_000
    breadth: int = 10
    whole_order: bool = False
    """Whether prefixes beyond the core are tried too (packages without a small limit)."""


@dataclass(frozen=True, slots=True)
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

    tranches: tuple[int, ...]
    concessions: tuple[int, ...]
    own: float
    other: float
    lp: float
