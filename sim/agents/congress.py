"""The legislature: disapprovals, roll calls, the agenda gate, elections (R11-R15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import erfc, sqrt
from typing import Final, Literal

from sim.agents.bill import Bill
from sim.agents.party import Party
from sim.agents.rollcall import bloc_probability, draw_ayes
from sim.bargaining.acceptance import logistic
from sim.catalogue.schema import Chamber
from sim.scenario.agents import Congress as Parameters

Stance = Literal["opposed", "neutral", "asking"]
STANCES: Final[tuple[Stance, ...]] = ("opposed", "neutral", "asking")
"""Where a president may stand on laws of new sanctions, the softest first."""

Kind = Literal["house", "senate"]
NAMES: Final[tuple[Kind, ...]] = ("house", "senate")
"""A lower and an upper house. Chambers of other names vote and swing as one of the two."""

# Five-point Gauss-Hermite rule for a standard normal (Abramowitz & Stegun 1964, 25.4.46).
_NODES = (
    (-2.8569700138728056, 0.011257411327720691),
    (-1.3556261799742657, 0.22207592200561266),
    (0.0, 0.5333333333333333),
    (1.3556261799742657, 0.22207592200561266),
    (2.8569700138728056, 0.011257411327720691),
)


class Climate:
    """What moves votes on relief or sanctions (R11).

    Attributes
    ----------
    share
        The package's LP as a share of the executive's leverage at the start.
    war
        Intensity of the war W.
    violation
        1 within 90 days of a violation.
    concessions
        Worth of the live concessions over 60 UP.
    """

    __slots__ = ("concessions", "share", "violation", "war")

    def __init__(self, share: float, war: float, violation: float, concessions: float) -> None:
        self.share = share
        self.war = war
        self.violation = violation
        self.concessions = concessions


class Bench:
    """A chamber as it sits: how many seats the president's party has, and what it takes."""

    __slots__ = ("alpha", "chamber", "own", "swing")

    def __init__(
        self, chamber: Chamber, alpha: tuple[float, float], swing: tuple[float, float]
    ) -> None:
        self.chamber = chamber
        self.own = chamber.presidents_party
        self.alpha = alpha
        self.swing = swing

    def passes(self, ayes: int) -> bool:
        """Whether so many ayes pass a bill, debate having been ended if need be."""
        return ayes >= max(self.chamber.majority, self.chamber.cloture)

    def majority(self, ayes: int) -> bool:
        """Whether so many ayes are a simple majority."""
        return ayes >= self.chamber.majority

    def overrides(self, ayes: int) -> bool:
        """Whether so many ayes override a veto."""
        return ayes >= self.chamber.override


class Congress(Party[Parameters]):
    """A legislature of chambers with two blocs each; it never waits and keeps no clock.

    Attributes
    ----------
    elected
        How often its seats have changed.
    benches
        The chambers as they sit, by name, the lower house first.
    lower
        Name of the lower house; empty if there is none.
    given, shift
        The stances that the scenario gives while talks go on and when they have stalled, and the
        steps by which the president has moved from them since.
    docket
        Bills of new sanctions that have a chance and are pending.
    """

    __slots__ = (
        "benches",
        "docket",
        "elected",
        "filing_base",
        "filing_slope",
        "given",
        "hawkishness",
        "lower",
        "presidential_opposition",
        "shift",
        "vote_concessions",
        "vote_share",
        "vote_share_at",
        "vote_violation",
        "vote_violation_days",
        "vote_war",
        "vote_war_at",
    )

    def __init__(self, parameters: Parameters, chambers: Mapping[str, Chamber]) -> None:
        self.shift = 0
        self.given: tuple[Stance, Stance] = (parameters.stance, parameters.stance_stalled)
        super().__init__(parameters, "ratifier")
        self.elected = 0
        self.docket: list[Bill] = []
        alpha = parameters.alpha
        swing = {"house": parameters.house_swing, "senate": parameters.senate_swing}
        names: list[str] = [name for name in NAMES if name in chambers]
        names += [name for name in chambers if name not in NAMES]
        self.benches: dict[str, Bench] = {}
        for place, name in enumerate(names):
            kind: Kind = (
                "house" if name == "house" or (not place and name != "senate") else "senate"
            )
            self.benches[name] = Bench(chambers[name], alpha[kind], swing[kind])
        first = names[0] if names else "senate"
        self.lower = "" if first == "senate" else first

    def _note(self, p: Parameters) -> None:
        self.vote_share: float = p.vote_share
        self.vote_share_at: float = p.vote_share_at
        self.vote_war: float = p.vote_war
        self.vote_war_at: float = p.vote_war_at
        self.vote_violation: float = p.vote_violation
        self.vote_violation_days: float = p.vote_violation_days
        self.vote_concessions: float = p.vote_concessions
        self.hawkishness: float = p.hawkishness
        self.filing_base: float = p.filing_base
        self.filing_slope: float = p.filing_slope
        self.presidential_opposition: float = p.presidential_opposition
        given = p.stance, p.stance_stalled
        if given != self.given:  # an intervention says where he stands now
            self.given = given
            self.shift = 0

    def pull(self, climate: Climate) -> float:
        """The common part of every bloc's logit, before shocks and the president (R11)."""
        return (
            self.vote_share * (climate.share - self.vote_share_at)
            + self.vote_war * (climate.war - self.vote_war_at)
            + self.vote_violation * climate.violation
            - self.vote_concessions * climate.concessions
            + self.hawkishness
        )

    def filing_probability(self, share: float) -> float:
        """P(a disapproval is filed) for a package of this share of leverage (R12)."""
        return logistic(self.filing_base + self.filing_slope * share)

    def vote(
        self, bench: Bench, pull: float, shock: float, u: tuple[float, float], opposition: float
    ) -> int:
        """Ayes for a disapproval, or for new sanctions, in a chamber (R11).

        Parameters
        ----------
        bench
            The chamber.
        pull
            What moves all members alike, from `pull`.
        shock
            Standard normal draw of the shock common to all members.
        u
            Two uniforms, one for each bloc.
        opposition
            How hard the president opposes it, 0 to 1.
        """
        z = pull + self.p.shock_sd * shock
        others = bloc_probability(bench.alpha[0], z)
        own = bloc_probability(bench.alpha[1], z - self.p.vote_president * opposition)
        total = bench.chamber.seats
        return draw_ayes(total - bench.own, others, u[0]) + draw_ayes(bench.own, own, u[1])

    def enactment_probability(self, pull: float, opposition: float) -> float:
        """P(a filed disapproval is enacted over a veto), as the executive reckons it.

        Blocs are taken as normal about their expected ayes and the common shock is averaged
        over five Gauss-Hermite nodes: a forecast for decisions, not the roll call itself.
        """
        if not self.benches:
            return 0.0
        total = 0.0
        for node, weight in _NODES:
            product = weight
            for bench in self.benches.values():
                z = pull + self.p.shock_sd * node
                n_own, n_others = bench.own, bench.chamber.seats - bench.own
                p = bloc_probability(bench.alpha[0], z)
                q = bloc_probability(bench.alpha[1], z - self.p.vote_president * opposition)
                mean = n_others * p + n_own * q
                sd = sqrt(n_others * p * (1.0 - p) + n_own * q * (1.0 - q)) + 1e-9
                product *= 0.5 * erfc((bench.chamber.override - 0.5 - mean) / sd / sqrt(2.0))
            total += product
        return total

    def moved(self, stance: Stance) -> Stance:
        """Return a stance that the scenario gives as the president has moved it since (R28)."""
        if not self.shift:
            return stance
        return STANCES[min(max(STANCES.index(stance) + self.shift, 0), len(STANCES) - 1)]

    def expected(self, bench: Bench, z: float, opposition: float) -> float:
        """Return the ayes to be expected in a chamber (R11), `z` moving all members alike."""
        others = bloc_probability(bench.alpha[0], z)
        own = bloc_probability(bench.alpha[1], z - self.p.vote_president * opposition)
        return (bench.chamber.seats - bench.own) * others + bench.own * own

    def has_votes(self, z: float, opposition: float, names: Iterable[str] = ()) -> bool:
        """Return whether a bill is to be expected to pass some chambers, all if none is named."""
        for name in names or self.benches:
            bench = self.benches[name]
            if not bench.passes(int(self.expected(bench, z, opposition) + 0.5)):
                return False
        return True

    def accepted(self, pull: float, opposition: float) -> float:
        """Return the share of leverage up to which a disapproval is not to be expected to succeed.

        Parameters
        ----------
        pull
            What moves all members alike for a package of no size.
        opposition
            How hard the president opposes it: if he does, both chambers must over-ride a veto.
        """
        if not self.benches:
            return 1.0
        if self.vote_share <= 0.0:
            return 0.0 if self._barred(pull, opposition) else 1.0
        low, high = 0.0, 1.0
        if self._barred(pull, opposition):
            return 0.0
        if not self._barred(pull + self.vote_share, opposition):
            return 1.0
        for _ in range(12):
            share = 0.5 * (low + high)
            if self._barred(pull + self.vote_share * share, opposition):
                high = share
            else:
                low = share
        return low

    def _barred(self, z: float, opposition: float) -> bool:
        """Whether a disapproval is to be expected to become law."""
        for bench in self.benches.values():
            ayes = int(self.expected(bench, z, opposition) + 0.5)
            if not (bench.overrides(ayes) if opposition >= 0.5 else bench.passes(ayes)):
                return False
        return True

    def gate_probability(self, stance: Stance) -> float:
        """P(a bill with the votes gets floor time in a month), by the president's stance (R13)."""
        return self.p.gate[stance]

    def swing(self, name: str, z: float) -> int:
        """Elect a chamber (R14): move the seats of the president's party; return their number.

        Part of the distance to an even split is closed before the swing, if the scenario says
        so: without that the seats of a long history are a random walk.
        """
        self.elected += 1
        bench = self.benches[name]
        mean, sd = bench.swing
        even = 0.5 * bench.chamber.seats
        seats = bench.own + self.p.seats_revert * (even - bench.own)
        bench.own = min(max(round(seats + mean + sd * z), 0), bench.chamber.seats)
        return bench.own

    def change_party(self) -> None:
        """The presidency changes party: what was opposition is now the president's party."""
        self.elected += 1
        for bench in self.benches.values():
            bench.own = bench.chamber.seats - bench.own
