"""The state of one replication, shared by its processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum
from typing import Any, Final

from simpy.events import EventPriority

from sim.agents.congress import Climate, Congress
from sim.agents.council import Council
from sim.agents.executive import SHORTEST_TERM, Executive
from sim.agents.followers import Follower
from sim.agents.kremlin import Kremlin
from sim.agents.side import Side
from sim.bargaining.beliefs import posterior
from sim.bargaining.discounting import annuity
from sim.engine.kernel.clock import YEAR, Clock, Moment, Order, Steps
from sim.engine.kernel.streams import Chance, Draw
from sim.engine.model.model import Model
from sim.engine.state.agreements import Deal, Live, Table
from sim.engine.state.log import Entry, entry
from sim.engine.state.register import Register

KEPT: Final = (0.8, 0.3)
"""How likely a promise kept is with a dealer, and with a staller (R10)."""

REFUSED: Final = (0.2, 0.7)
"""The same of a quarter with a refusal."""

BROKEN: Final = (0.1, 0.5)
"""The same of a promise broken."""

Process = Steps[None]


class Run:
    """One replication: who takes part, what is in force, what has happened.

    Parameters
    ----------
    model
        The compiled model.
    chance
        Uniforms of the chunk to which the replication belongs.
    replication
        Its number.
    """

    def __init__(self, model: Model, chance: Chance, replication: int) -> None:
        scenario = model.scenario
        agents = scenario.agents
        self.model = model
        self.calendar = model.calendar
        self.clock = Clock()
        self.log: list[Entry] = []
        self._chance = chance
        self._replication = replication
        self._streams: dict[str, Draw] = {}
        self.register = Register(model)
        self.executive = Executive(agents.executive)
        self.kremlin = Kremlin(agents.kremlin)
        self.congress = Congress(agents.congress, model.chambers)
        self.council = Council(agents.council, model.membership)
        self.followers = {
            name: Follower(name, parameters) for name, parameters in agents.followers.items()
        }
        self.talks = scenario.talks
        self.compliance = scenario.compliance
        self.world = scenario.world
        self.war = scenario.world.war.start
        self.oil = scenario.world.oil.price
        self.oil_event = -1
        self.oil_dear = False
        self.oil_licensed = False
        self.crisis = 0
        self.term_ends = 0.0
        self.live: dict[str, Live] = {}
        self.last_given: dict[str, float] = {}
        self.deals: list[Deal] = []
        self.gestures: list[Deal] = []
        self.promised: set[str] = set()
        self.promised_tranches: set[int] = set()
        self.table = Table(open=scenario.talks.open)
        self.last_violation = -1e9
        self.violations = 0
        self.fulfilled = model.conditions(scenario.at_start.conditions)
        self.settled_since: float | None = None
        self.ceasefire_since: float | None = None
        self.stamp = 0
        """Goes up when anything but the register changes what packages are worth."""
        # Probabilities that a disapproval is enacted, and what they were reckoned from.
        self._enactments: dict[int, float] = {}
        self._reckoned: tuple[int, float, object] | None = None
        self.listeners: dict[str, list[Callable[[int], None]]] = {}

    # -- chance and time ---------------------------------------------------------------

    def stream(self, name: str) -> Draw:
        """The uniforms of a named stream in this replication; the same stream at each call."""
        found = self._streams.get(name)
        if found is None:
            found = self._streams[name] = self._chance.stream(name, self._replication)
        return found

    @property
    def now(self) -> float:
        """Days from the start."""
        return self.clock.now

    def wait(self, delay: float, order: EventPriority) -> Moment:
        """The moment after a delay in days; a delay of less than nothing is none."""
        return self.clock.now + (delay if delay > 0.0 else 0.0), order

    def until(self, day: float, order: EventPriority) -> Moment:
        """A moment on a day."""
        now = self.clock.now
        delay = day - now
        return now + (delay if delay > 0.0 else 0.0), order

    def start(self, process: Process) -> None:
        """Start a process."""
        self.clock.start(process)

    # -- the log -----------------------------------------------------------------------

    def tell(
        self,
        agent: str,
        kind: str,
        subject: str = "",
        cause: int = -1,
        described: dict[str, object] | None = None,
        **numbers: object,
    ) -> int:
        """Log an event, wake whoever waits for its kind, and return its number.

        What is only `described` is logged as it is and must not change afterwards.
        """
        if described:
            numbers = {**described, **numbers} if numbers else described
        entries = self.log
        number = len(entries)
        entries.append(entry((number, self.clock.now, agent, kind, subject, cause, numbers)))
        if kind in self.listeners:
            for listener in self.listeners[kind]:
                listener(number)
        return number

    # -- what several processes ask ----------------------------------------------------

    def years_left(self) -> float:
        """Years to the end of the executive's term, as far as it looks ahead."""
        years = (self.term_ends - self.clock.now) / YEAR
        return years if years > SHORTEST_TERM else SHORTEST_TERM

    def stalled(self) -> bool:
        """Whether talks have stalled: the channel is closed, or no deal for long."""
        table = self.table
        return not table.open or self.clock.now - table.last_deal > self.talks.stalled_days

    def settlement(self) -> float:
        """How much of a comprehensive settlement is in place, in [0, 1]."""
        if not self.live:
            return 0.0
        concessions = self.model.concessions
        return fsum(concessions[name].settlement for name in self.live)

    def settlement_held(self, days: float = 180.0) -> bool:
        """Whether a comprehensive settlement has held for more than so many days."""
        return self.settled_since is not None and self.clock.now - self.settled_since > days

    def conditions_met(self) -> int:
        """Mask of the conditions of relief that are fulfilled now."""
        model = self.model
        met = self.fulfilled
        if self.settled_since is not None and self.settlement_held():
            met |= model.by_settlement
        for bit, names in model.by_concessions:
            if all(name in self.live for name in names):
                met |= bit
        return met

    def ceasefire_held(self, days: float = 180.0) -> bool:
        """Whether a ceasefire has held for more than so many days."""
        return self.ceasefire_since is not None and self.clock.now - self.ceasefire_since > days

    def concessions_changed(self, cause: int) -> None:
        """Bring what depends on the live concessions up to date."""
        self.stamp += 1
        concessions = self.model.concessions
        held = any(concessions[name].ceasefire for name in self.live)
        if held != (self.ceasefire_since is not None):
            self.ceasefire_since = self.clock.now if held else None
        settled = self.settlement() >= 1.0 - 1e-9
        if settled != (self.settled_since is not None):
            self.settled_since = self.clock.now if settled else None
            if settled:
                self.tell("world", "settlement", cause=cause)

    def climate(self, lp: float) -> Climate:
        """What would move votes on a package of so many LP now."""
        worth = 0.0
        if self.live:
            concessions = self.model.concessions
            worth = fsum([concessions[name].us_value for name in self.live])
        recent = self.clock.now - self.last_violation <= self.congress.vote_violation_days
        return Climate(
            share=lp / max(self.model.us_total, 1e-9),
            war=self.war,
            violation=1.0 if recent else 0.0,
            concessions=worth / 60.0,
        )

    def enactments(self, sizes: tuple[float, ...], opposition: float) -> list[float]:
        """P(a filed disapproval is enacted) for packages of so many LP, as the executive reckons.

        Reckoned on a grid of a quarter of a logit, and remembered for all replications: it
        depends on nothing but the grid point and the seats.
        """
        congress, model = self.congress, self.model
        reckoned = congress.elected, opposition, congress.p
        if reckoned != self._reckoned:
            self._reckoned = reckoned
            self._enactments = {}
            if congress.p is model.scenario.agents.congress:
                key = (opposition, *congress.seats())
                self._enactments = model.enactments.setdefault(key, self._enactments)
        known = self._enactments
        small = congress.pull(self.climate(0.0))
        slope = congress.vote_share / max(model.us_total, 1e-9)
        found: list[float] = []
        for lp in sizes:
            step = round(4.0 * (small + slope * lp))
            if step not in known:
                known[step] = congress.enactment_probability(step / 4.0, opposition)
            found.append(known[step])
        return found

    def usual_size(self) -> float:
        """Size of the usual package, LP."""
        return min(self.talks.max_lp, max(self.model.us_total, 1e-9))

    def block_risk(self, enacted: float | None = None) -> float:
        """P(relief of the usual size is blocked): what a promise under review is short of.

        Parameters
        ----------
        enacted
            P(a disapproval of it is enacted once filed), if known.
        """
        size = self.usual_size()
        if enacted is None:
            opposition = self.congress.presidential_opposition
            enacted = self.enactments((size,), opposition)[0]
        share = size / max(self.model.us_total, 1e-9)
        return self.congress.filing_probability(share) * enacted

    def lasting(self, hazards: list[float], years: float | None = None) -> list[float]:
        """Share of leverage given up by relief with each of these hazards.

        Parameters
        ----------
        hazards
            Hazards that the relief is undone, 1/y.
        years
            How far the executive looks ahead; by default to the end of its term.
        """
        executive = self.executive
        if not executive.leverage_lasts:
            return [1.0] * len(hazards)
        r, horizon = executive.discount, self.years_left() if years is None else years
        whole = annuity(r, horizon)  # the ratios are those of `discounting.durability`
        found: list[float] = []
        for hazard in hazards:
            share = annuity(r + hazard, horizon) / whole
            found.append(share if share < 1.0 else 1.0)
        return found

    def promise(self, numbers: Iterable[int]) -> None:
        """Take tranches off the menu: their relief has been agreed."""
        self.promised_tranches.update(numbers)
        self.register.touch()

    def release(self, numbers: Iterable[int]) -> None:
        """Put tranches back that were promised: their relief has come or will not."""
        self.promised_tranches.difference_update(numbers)
        self.register.touch()

    def learn(self, side: Side[Any], sign: tuple[float, float]) -> None:
        """Bring a side's belief that the other is a dealer up to date (R10).

        Parameters
        ----------
        side
            The side that saw something.
        sign
            What it saw: `KEPT`, `REFUSED` or `BROKEN`.
        """
        likely, unlikely = sign
        weight = 1.0 - 0.5 * self.talks.reciprocity
        side.dealer = posterior(side.dealer, likely, unlikely, weight)

    def close_channel(self, days: float, cause: int, why: str) -> None:
        """Close the channel for a time; it opens again by itself."""
        if not self.table.open:
            return
        event = self._close(cause, why, {"days": round(days, 1)})
        self.start(self._reopen(days, event, self.table.closure))

    def shut_channel(self, cause: int, why: str) -> None:
        """Close the channel until somebody opens it; if it is closed, it stays so."""
        if self.table.open:
            self._close(cause, why, {})
        else:
            self.table.closure += 1

    def open_channel(self, cause: int) -> None:
        """Open the channel, if it is closed."""
        table = self.table
        if table.open:
            return
        table.open = True
        table.closure += 1
        reopened = table.reopened  # whoever hears of it may shut the channel at once
        assert reopened is not None
        reopened.succeed()
        self.tell("talks", "reopened", cause=cause)

    def _close(self, cause: int, why: str, numbers: dict[str, object]) -> int:
        self.table.open = False
        self.table.closure += 1
        self.table.reopened = self.clock.env.event()
        return self.tell("talks", "breakdown", why, cause, numbers)

    def _reopen(self, days: float, cause: int, closure: int) -> Process:
        yield self.wait(days, Order.ROUND)
        if self.table.closure == closure:
            self.open_channel(cause)
