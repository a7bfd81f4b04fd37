"""What relief costs the sender: leverage given up, quarrels with its legislature, its audience."""

from __future__ import annotations

from math import exp, pow

from sim.bargaining.bundles import Sums
from sim.bargaining.leverage import leverage


class SenderCost:
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
        Cost of provoking a bill times the probability that a filed one moves, UP. It is feared at
        its level: a package is charged the whole probability that something is filed against it,
        not what it adds to a legislature that files in any case.
    blame
        What it is worth to the sender to refuse all that Congress can be blamed for, UP; a
        package forgoes as much of it as it gives away of what is reviewed.
    reviewed
        All that relief would have to be reviewed for, LP.
    maximalism
        What the target dislikes in any package without a road to full relief, LP.
    gift
        As much of it as a package that asks nothing is spared, LP.
    held
        Worth to the sender of all its leverage, UP.
    unfiled
        P(a disapproval is filed) of a package of next to nothing.
    """

    __slots__ = (
        "_bill_slope",
        "_weight",
        "audience",
        "blame",
        "blocked",
        "fight_bill",
        "fight_blocked",
        "filing_base",
        "filing_slope",
        "gift",
        "held",
        "initial",
        "maximalism",
        "power",
        "remaining",
        "reviewed",
        "unfiled",
        "w_lev",
    )

    def __init__(
        self,
        remaining: float,
        initial: float,
        power: float,
        w_lev: float,
        audience: float,
        filing_base: float = -2.0,
        filing_slope: float = 12.0,
        blocked: tuple[float, float, float] = (0.0, 0.0, 1.0),
        fight_blocked: float = 0.0,
        fight_bill: float = 0.0,
        blame: float = 0.0,
        reviewed: float = 1.0,
        maximalism: float = 0.0,
        gift: float = 0.0,
    ) -> None:
        self.remaining = remaining
        self.initial = initial
        self.power = power
        self.w_lev = w_lev
        self.audience = audience
        self.filing_base = filing_base
        self.filing_slope = filing_slope
        self.blocked = blocked
        self.fight_blocked = fight_blocked
        self.fight_bill = fight_bill
        self.blame = blame
        self.reviewed = reviewed
        self.maximalism = maximalism
        self.gift = gift
        self._bill_slope = filing_slope / initial
        self._weight = 100.0 * w_lev
        self.held = leverage(remaining, initial, power, self._weight)
        self.unfiled = self._filed(0.0)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SenderCost):
            return NotImplemented
        return self._all() == other._all()

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> tuple[object, ...]:
        return (
            self.remaining,
            self.audience,
            self.blocked,
            self.blame,
            self.reviewed,
            self.maximalism,
            self.gift,
            self.initial,
            self.power,
            self.w_lev,
            self.filing_base,
            self.filing_slope,
            self.fight_blocked,
            self.fight_bill,
        )

    def marginal(self) -> float:
        """Return the marginal cost of leverage at present, UP per LP."""
        rest = max(self.remaining, 1e-9) / self.initial
        return self.w_lev * 100.0 * self.power * pow(rest, self.power - 1.0) / self.initial

    def least(self, lp: float, lasting: float) -> tuple[float, float, float]:
        """Return the rates at which the cost rises at the least, UP per LP.

        Three linear bounds on `cost`, each by the tangent at no relief where the cost is convex:
        leverage counts for ``power <= 1``, a bill for sizes at which it is more likely not to
        be filed. A bill counts by what any relief has to fear besides, spread over the most.

        Parameters
        ----------
        lp, lasting
            Most LP eased and leverage given up for which the bounds must hold.

        Returns
        -------
        tuple of float
            Rates per LP eased, per LP of leverage given up, and per LP reviewed.
        """
        convex = self.power <= 1.0 and lasting <= self.remaining * (1.0 + 1e-9)
        slope = self._bill_slope
        bill = self.unfiled / lp if lp > 1e-9 else 0.0
        if slope > 0.0 and self.filing_base + slope * lp <= 0.0:
            bill += slope * self.unfiled * (1.0 - self.unfiled)
        bill *= self.fight_bill
        return bill, self.marginal() if convex else 0.0, self.blame / self.reviewed

    def cost(self, lp: float, lasting: float, coded: float) -> float:
        """Return the cost of relief to the sender apart from its audience, UP.

        Parameters
        ----------
        lp
            LP eased.
        lasting
            Leverage given up, LP.
        coded
            LP that the legislature reviews.
        """
        rest = max(self.remaining - lasting, 0.0)
        total = self.held - leverage(rest, self.initial, self.power, self._weight)
        if lp > 0.0:
            total += self.fight_bill * self._filed(lp)
        if coded > 0.0:
            low, high, size = self.blocked
            enacted = min(max(low + (high - low) * coded / size, 0.0), 1.0)
            total += self.fight_blocked * self._filed(coded) * enacted
            total += self.blame * coded / self.reviewed
        return total

    def net(self, sums: Sums) -> float:
        """Return what relief brings the sender, less what it costs but for the audience, UP."""
        return sums.gain - self.cost(sums.lp, sums.lasting, sums.coded)

    def own(self, net: float, value: float, lp: float, cost: float) -> float:
        """Return the utility of a package to the sender, UP.

        Parameters
        ----------
        net
            What the relief brings it, see `net`, UP.
        value, cost
            What the concessions are worth to it (UP) and cost the target (LP).
        lp
            LP eased: for what the concessions do not make up the audience is paid.
        """
        free = lp - cost
        return net + value - self.audience * free if free > 0.0 else net + value

    def _filed(self, lp: float) -> float:
        # `logistic`, rounded as always: which of two packages worth the same is best hangs on it.
        logit = self.filing_base + lp * self._bill_slope
        return 1.0 / (1.0 + exp(-logit)) if logit > -700.0 else 0.0
