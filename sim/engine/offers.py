"""The executive's menu: which tranches could be eased now, how, and what each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.packages import Bundles
from sim.engine.clock import YEAR
from sim.engine.parts import Way
from sim.engine.reluctance import Overcompliance
from sim.engine.run import Run
from sim.engine.table import Floats

_NOTHING: Floats = np.empty(0)
_EMPTY = Bundles(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


@dataclass(frozen=True, slots=True)
class _Columns:
    """All tranches of the executive, in force or not; arrays of one shape."""

    number: NDArray[np.intp]
    kind: NDArray[np.intp]
    lp: Floats
    since: Floats
    benefit: Floats
    disloyal: Floats
    persons: NDArray[np.bool_]


class Menu:
    """Prices every tranche that the executive could ease.

    Tranches that rest on the same authorities and are of one class make a *kind*: what easing
    one LP of a kind means is worked out once for all of them.

    Attributes
    ----------
    numbers
        Number of the tranche behind each bundle.
    ways
        How each kind would be eased.
    bundles
        The bundles as columns.
    gains
        The executive's gain by motive, UP: economic, wedge, socialisation; one array each.
    """

    __slots__ = (
        "_all",
        "_benefit",
        "_choices",
        "_class",
        "_delisted",
        "_disloyal",
        "_hazard",
        "_kind",
        "_late",
        "_lp",
        "_merits",
        "_outlook",
        "_persons",
        "_review",
        "_since",
        "_sorted",
        "_version",
        "bundles",
        "gains",
        "numbers",
        "reviewed",
        "reviewed_lp",
        "run",
        "ways",
    )

    def __init__(self, run: Run) -> None:
        self.run = run
        self._version = self._sorted = -1
        # The ways chosen, for as long as memory, settlement and the year of the term stay.
        self._outlook: tuple[float, bool, int, int] = (-1.0, False, 0, 0)
        self._choices: dict[tuple[int, str], Way | None] = {}
        self._merits: dict[tuple[float, float], float] = {}
        self._late: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._persons: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self.numbers: list[int] = []
        self.ways: list[Way] = []
        self.bundles = _EMPTY
        self.gains: tuple[Floats, Floats, Floats] = (_NOTHING, _NOTHING, _NOTHING)
        self.reviewed_lp = 0.0
        """LP on the menu whose relief would be reviewed."""
        self.reviewed = False
        """Whether anything on the menu would be reviewed by the legislature."""

    def way(self, bundle: int) -> Way:
        """How the tranche behind a bundle would be eased."""
        return self.ways[self._kind.item(bundle)]

    def instruments(self, bundles: Sequence[int]) -> list[str]:
        """Instruments by which these bundles would be eased, without repetition."""
        kinds = set(self._kind[list(bundles)].tolist())
        return sorted({self.ways[kind].route.instrument for kind in kinds})

    def refresh(self, overcompliance: Overcompliance) -> None:
        """Bring the menu up to date: what is on it if the law moved, and every price."""
        run = self.run
        memory = run.kremlin.memory()
        outlook = (memory, run.settlement_held(), ceil(run.years_left()), id(run.talks))
        if outlook != self._outlook:
            self._outlook = outlook
            self._choices.clear()
            self._merits.clear()
            self._sorted = -1
        register = run.register
        if self._sorted != register.layer_version:
            self._sorted = register.layer_version
            self._version = -1
            self._sort()
        if self._version != register.own_version:
            self._version = register.own_version
            self._list()
        if self.numbers:
            self._price(overcompliance, memory)
        else:
            self.bundles = _EMPTY
            self.gains = (_NOTHING, _NOTHING, _NOTHING)

    def _sort(self) -> None:
        """Sort the executive's tranches into kinds and choose a way for each kind."""
        run = self.run
        register = run.register
        index = run.model.table.index
        alive, layers, tranches = register.alive, register.layers, register.tranches
        choices = self._choices
        kinds: dict[tuple[int, str], int] = {}
        ways: list[Way] = []
        classes: list[int] = []
        of_tranche: list[int] = []
        own = register.own
        for i in own:
            key = (layers[i] & alive, tranches[i].class_)
            if key not in kinds:
                way = choices[key] if key in choices else self._choose(*key)
                choices[key] = way
                kinds[key] = len(ways) if way is not None else -1
                if way is not None:
                    ways.append(way)
                    classes.append(index[key[1]])
            of_tranche.append(kinds[key])
        parts = [tranches[i] for i in own]
        self.ways = ways
        self._class = np.array(classes, dtype=np.intp)
        self._hazard = np.array([way.route.hazard for way in ways])
        self._review = np.array([way.review is not None for way in ways], float)
        self.reviewed = bool(self._review.any())
        self._all = _Columns(
            number=np.array(own, dtype=np.intp),
            kind=np.array(of_tranche, dtype=np.intp),
            lp=np.array([tranche.lp for tranche in parts]),
            since=np.array([tranche.since for tranche in parts]),
            benefit=np.array([tranche.benefit for tranche in parts]),
            disloyal=np.array([1.0 - tranche.loyalty for tranche in parts]),
            persons=np.array([tranche.persons for tranche in parts], dtype=bool),
        )

    def _list(self) -> None:
        """List what is in force, not promised, and can be eased."""
        register = self.run.register
        on, promised = register.on, self.run.promised_tranches
        every = self._all
        there = np.array([on[i] and i not in promised for i in register.own], dtype=bool)
        there &= every.kind >= 0
        chosen = np.flatnonzero(there)
        self.numbers = every.number[chosen].tolist()
        self._kind, self._lp = every.kind[chosen], every.lp[chosen]
        self.reviewed_lp = (
            float((self._lp * self._review[self._kind]).sum()) if len(chosen) else 0.0
        )
        since = every.since[chosen]
        self._late = np.flatnonzero(since > 0.0)
        self._since = since[self._late]
        self._persons = np.flatnonzero(every.persons[chosen])
        listed = chosen[self._persons]
        self._benefit, self._disloyal = every.benefit[listed], every.disloyal[listed]
        relief = register.relief
        persons = every.number[every.persons].tolist()
        self._delisted = sum(relief[i] is not None for i in persons)

    def _price(self, overcompliance: Overcompliance, memory: float) -> None:
        """Price what is on the menu (R1-R3, R6, R7)."""
        run = self.run
        table = run.model.table
        p = run.executive.p
        # By class: what is left of the value, and what of it arrives.
        fading = exp(-run.model.scenario.values.adaptation * run.now / YEAR)
        share = table.phi + table.fades * fading
        if run.crisis:
            share *= 1.0 + run.world.shocks.crisis_gain * table.market
        arriving = share * overcompliance.arrives()
        economic = arriving * table.us_gain
        economic *= p.w_econ
        pressure = run.executive.oil_pressure(run.oil)
        if pressure > 0.0:
            economic += p.w_oil * pressure / 10.0 * share * table.oil
        each = 100.0 / max(run.model.us_total, 1e-9)
        wedge = p.w_wedge * p.rivalry * each
        socialising = p.w_soc * p.socialisation * each * table.socialising
        # By kind: how far the target trusts the instrument, and how much leverage goes.
        c, k, lp = self._class, self._kind, self._lp
        rate = self._hazard * memory
        rate += run.kremlin.p.discount
        np.maximum(rate, 1e-12, out=rate)  # in the limit of nothing to fear, relief is final
        trust = np.expm1(-rate * table.horizon[c])
        trust /= -rate * table.final[c]
        worth = arriving[c]
        worth *= trust
        if self.reviewed:
            worth *= 1.0 - run.block_risk() * self._review
        worths = worth[k]
        worths *= lp
        i = self._persons
        if len(i):
            trusted = trust[k[i]]
            worths[i] *= (
                run.kremlin.listing(self._benefit, trusted, self._disloyal, self._delisted)
                / trusted
            )
        of_class = c[k]
        econ = economic[of_class]
        econ *= lp
        soc = socialising[of_class]
        soc *= lp
        split = lp * wedge
        late = self._late
        if len(late):  # to what came later the target has had less time to adapt
            i_late = of_class[late]
            since = np.exp(-run.model.scenario.values.adaptation * (run.now - self._since) / YEAR)
            ratio = (table.phi[i_late] + table.fades[i_late] * since) / (
                table.phi[i_late] + table.fades[i_late] * fading
            )
            worths[late] *= ratio
            econ[late] *= ratio
        self.gains = (econ, split, soc)
        gain = econ + split
        gain += soc
        lasting = run.lasting_each(self._hazard)[k]
        lasting *= lp
        coded = self._review[k] if self.reviewed else np.zeros_like(lp)
        self.bundles = Bundles(lp=lp, lasting=lasting, worth=worths, gain=gain, coded=coded)

    def _choose(self, mask: int, class_: str) -> Way | None:
        """The way in which the executive would ease what these authorities hold.

        In baby steps it uses the instruments of baby steps only; otherwise it would rather end
        than suspend. Of several it takes the one worth most to the target per leverage lost.
        """
        run = self.run
        settled = run.settlement_held()
        entry = run.model.classes[class_]
        if entry.settlement_only and not settled:
            return None
        small = run.talks.mode == "baby_steps"
        instruments = run.talks.baby_instruments if small else None
        ways = run.model.easy_ways(mask, settled, instruments)
        if len(ways) < 2:
            return ways[0] if ways else None
        return max(ways, key=lambda way: self._merit(way.route.hazard, entry.horizon, small))

    def _merit(self, hazard: float, horizon: float, small: bool) -> float:
        """Worth to the target of relief with this hazard; in baby steps per leverage lost."""
        key = (hazard, horizon)
        found = self._merits.get(key)
        if found is None:
            run = self.run
            found = run.kremlin.trust_in(hazard, run.kremlin.memory(), horizon)
            if small:
                found /= max(run.lasting(hazard), 1e-9)
            self._merits[key] = found
        return found
