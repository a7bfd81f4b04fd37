"""The state of one replication, shared by its processes."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from simpy.events import EventPriority

from sim.engine.kernel.clock import Clock, Moment, Steps
from sim.engine.kernel.drawn import Drawn
from sim.engine.kernel.streams import Chance, Draw
from sim.engine.model.model import Model
from sim.engine.state.agreements import Deal, Live
from sim.engine.state.aims import Government
from sim.engine.state.alignment import Alignment
from sim.engine.state.fighting import Fighting, follow, state_at_start
from sim.engine.state.register import Register
from sim.engine.state.seats import Seats
from sim.engine.state.steering import Asked, Demand, Steering
from sim.engine.state.table import Table
from sim.events.compliance import SETTLEMENT
from sim.events.log import Log
from sim.events.war import How

Process = Steps[None]


class Run(Log):
    """One replication: who takes part, what is in force, what has happened.

    Parameters
    ----------
    model
        The compiled model.
    chance
        Uniforms of the chunk to which the replication belongs.
    replication
        Its number.
    branches
        Whether a branch is to come: then what would wait beyond the end waits all the same.
    steering
        What chance is asked for; None for nothing.

    Attributes
    ----------
    branching, branched
        Whether a branch is still to come, and how many there have been.
    asked
        What chance is asked for, and how likely that was; None if it is asked for nothing.
    node
        Number of the event after which the future has branched, or -1.
    decision, about
        What is decided otherwise than by chance when it next comes up, and on what; empty for
        nothing, and for whichever is first.
    """

    def __init__(
        self,
        model: Model,
        chance: Chance,
        replication: int,
        *,
        branches: bool = False,
        steering: Steering | None = None,
    ) -> None:
        super().__init__()
        scenario = model.parameters
        self.model = model
        self.calendar = model.calendar
        self.clock = Clock()
        self._chance = chance
        self._replication = replication
        self._streams: dict[str, Draw] = {}
        self.branching, self.branched = branches, 0
        self.asked = None if steering is None else Asked(steering)
        self.node = -1
        self.decision = self.about = ""
        self.register = Register(model)
        seats = Seats(model)
        self.parties, self.heirs, self.tables = seats.parties, seats.heirs, seats.tables
        self.council, self.followers = seats.council, seats.followers
        self.partners = seats.partners
        council = model.own.get(model.council, ())
        self.council_at_start = fsum([model.tranches[i].lp for i in council])
        self.audience_eased = 1.0
        self.rules = scenario.rules
        self.compliance = scenario.compliance
        self.world = scenario.world
        self.war = scenario.world.war.start
        self.oil = scenario.world.oil.price
        self.oil_left = 1.0
        self.oil_event = self.oil_high = -1
        self.oil_level = 0.0
        self.oil_dear = False
        self.oil_licensed = False
        self.crisis = 0
        self.live: dict[str, Live] = {}
        self.last_given: dict[str, float] = {}
        self.deals: list[Deal] = []
        self.gestures: list[Deal] = []
        self.wound_down: list[Deal] = []
        self.president_since = 0.0
        self.promised: set[str] = set()
        self.promised_tranches: set[int] = set()
        self.last_violation = -1e9
        self.resolutions: dict[int, tuple[float, float, float]] = {}
        """By table: day of the last report, and whether and when its approval is asked for."""
        self.fulfilled = model.conditions(scenario.at_start.conditions)
        self.settled_since: float | None = None
        self.ceasefire_since: float | None = None
        self.government = Government()
        self.alignment = Alignment()
        self.fighting = Fighting(state_at_start(self))
        self.stamp = 0
        """Goes up when anything but the register changes what packages are worth."""

    # -- chance and time ---------------------------------------------------------------

    def stream(self, name: str) -> Draw:
        """The uniforms of a named stream in this replication; the same stream at each call."""
        found = self._streams.get(name)
        if found is None:
            found = self._streams[name] = self._chance.stream(name, self._replication)
        return found

    def branch(self, chance: Chance, replication: int, *, again: bool = False) -> None:
        """Draw from the streams of a branch from now on: the past stays, what is to come is open.

        Who waits for a moment that was drawn waits until `Clock.wake`. `again`: not the last.
        """
        self.branching = again
        self.branched += 1
        self._chance, self._replication = chance, replication
        for draw in self._streams.values():
            draw.branch(chance, replication)

    def decided(self, about: str, *decisions: str) -> str:
        """Return what is to be decided on this if it is one of these, this once; else nothing."""
        decision = self.decision
        if decision not in decisions or self.about not in ("", about):
            return ""
        self.decision = ""
        return decision

    def demanded(self, about: str, *what: str) -> Demand | None:
        """Return how this is to be decided now, if one of these is asked for."""
        return None if self.asked is None else self.asked.demand(about, self.now, *what)

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

    def drawn(self, moment: Moment) -> Moment | Drawn:
        """A moment that was drawn: where the future branches, who waits for it is woken (`lag`).

        Whoever waits for one looks at `branched` before and after, and draws anew if it has
        changed, conditional on what has not happened until then.
        """
        return Drawn(moment[0], moment[1]) if self.branching else moment

    def start(self, process: Process) -> None:
        """Start a process."""
        self.clock.start(process)

    def close(self) -> int:
        """Forget what is still to come, and who waits for it; return how much was to come.

        Else what waits for talks to open again, or for a stage to be settled, would refer to the
        run and the run to it, and the memory of both would wait for the garbage collector.
        """
        self.listeners.clear()
        for table in self.tables:
            table.reopened = None
        for deal in self.deals:
            deal.settled = None
        self.fighting.begin = None
        return self.clock.close()

    # -- what several processes ask ----------------------------------------------------

    def table_of(self, sender: str) -> Table:
        """The table at which a sender bargains; the first one for a sender that does not."""
        for table in self.tables:
            if table.pair.sender == sender:
                return table
        return self.tables[0]

    def agreed(self, table: Table, deal: Deal) -> None:
        """Put down a deal, at its table and among all."""
        self.deals.append(deal)
        table.deals.append(deal)

    def settlement(self) -> float:
        """How much of a comprehensive settlement is in place, in [0, 1]."""
        if not self.live:
            return 0.0
        concessions = self.model.concessions
        return fsum([concessions[name].settlement for name in self.live])

    def settlement_held(self, days: float = 180.0) -> bool:
        """Whether a comprehensive settlement has held for more than so many days."""
        return self.settled_since is not None and self.clock.now - self.settled_since > days

    def conditions_met(self) -> int:
        """Mask of the conditions of relief that are fulfilled now."""
        model = self.model
        met = self.fulfilled
        if self.settled_since is not None and self.settlement_held():
            met |= model.by_settlement
        for end, name in model.dates.conditions:
            if self.clock.now < end:
                met |= model.condition[name]
        for bit, names in model.by_concessions:
            for name in names:
                if name not in self.live:
                    break
            else:
                met |= bit
        return met

    def ceasefire_held(self, days: float = 180.0) -> bool:
        """Whether a ceasefire has held for more than so many days."""
        return self.ceasefire_since is not None and self.clock.now - self.ceasefire_since > days

    @property
    def war_state(self) -> str:
        """The state of the war: ``none``, ``war``, ``truce``, ``ceasefire`` or ``settled``."""
        return self.fighting.state

    def wants(self, table: Table) -> bool:
        """Whether a sender has anything left to ask for (R27).

        Not if it holds its aim no more, nor if the target's government does by itself what was
        asked: what that owes will follow, and what law and will lift follows from it.
        """
        return table.aim.held and not self.government.meets_aims

    def powerless(self, sender: str) -> bool:
        """Whether the last authority of a sender has ended: it has nothing to keep or to lift."""
        alive = self.register.alive
        return not any(alive & bit for bit in self.model.bits_of[sender])

    def concessions_changed(self, cause: int, by: How = "bargain") -> None:
        """Bring what depends on the live concessions up to date.

        Parameters
        ----------
        cause
            Number of the event that changed them.
        by
            How they came about: by a deal, by themselves, or because the scenario says so.
        """
        self.stamp += 1
        concessions = self.model.concessions
        held = any(concessions[name].ceasefire for name in self.live)
        if held != (self.ceasefire_since is not None):
            self.ceasefire_since = self.clock.now if held else None
        settled = self.settlement() >= 1.0 - 1e-9
        if settled != (self.settled_since is not None):
            self.settled_since = self.clock.now if settled else None
            if settled:
                SETTLEMENT.log(self, "world", {}, cause=cause)
        if self.rules.oil_levels:
            self._supply()
        follow(self, cause, by)

    def _supply(self) -> None:
        """Have the price of oil follow what the target brings to the market (R30)."""
        left = 1.0
        for name in self.live:
            left *= 1.0 - self.model.concessions[name].oil
        if left != self.oil_left:
            self.oil *= left / self.oil_left
            self.oil_left = left

    def promise(self, numbers: Sequence[int]) -> None:
        """Take tranches of a sender off its menu: their relief has been agreed."""
        self.promised_tranches.update(numbers)
        self._touch(numbers)

    def release(self, numbers: Sequence[int]) -> None:
        """Put tranches back that were promised: their relief has come or will not."""
        self.promised_tranches.difference_update(numbers)
        self._touch(numbers)

    def _touch(self, numbers: Sequence[int]) -> None:
        register = self.register
        register.touch(register.tranches[numbers[0]].sender if numbers else "")
