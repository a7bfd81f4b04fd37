"""A bargaining table: a sender, a target, who else has a say, and where their talks stand.

A replication has one table for each pair that bargains, in `Run.tables`: first that of the
executive and the target, then those of the scenario's further senders. A table holds all that
is of the pair alone. Whoever acts at it is given it: nothing in the processes reaches for "the"
executive, and nothing here knows which country anybody governs.

========== =================================================================================
sender     eases measures of its own, and of nobody else (`Pair.own`)
target     gives concessions; at each table it has other beliefs and another aspiration
ratifier   reviews what the sender eases, where the law has it so; its chambers may be none
consenters say yes or no to what the two have agreed (`processes.conclusion`)
========== =================================================================================

What is shared by all tables stays in `Run`: the register of what is in force, the concessions that
are in force or promised (what is given at one table cannot be given at another), the world, and
the other parties, the renewer and the followers.

Draws of a table come from streams of its own: those of the first are called ``talks/interval`` and
so on, those of another ``UK/talks/interval``. So a further table changes no draw of the first.
"""

from __future__ import annotations

from typing import Any, Final

from simpy.events import Event

from sim.agents.congress import Congress
from sim.agents.consenter import Consenter
from sim.agents.executive import SHORTEST_TERM, Executive
from sim.agents.side import Side
from sim.agents.target import Target
from sim.bargaining.beliefs import posterior
from sim.bargaining.discounting import annuity, kept_share
from sim.engine.kernel.clock import YEAR
from sim.engine.model.pairs import Pair
from sim.engine.state.agreements import Deal
from sim.engine.state.aims import Aim
from sim.engine.state.course import Course, Step
from sim.engine.state.refused import Standing
from sim.engine.state.threats import Threats
from sim.events.fields import AtTable
from sim.events.windows import State
from sim.scenario.rules import RuleSwitches
from sim.scenario.world import Talks

OTHERWISE: Final = "*"
"""Between instruments that are used, and those for what they do not ease."""

KEPT: Final = (0.8, 0.3)
"""How likely a promise kept is with a dealer, and with a staller (R10)."""

REFUSED: Final = (0.2, 0.7)
"""The same of a quarter with a refusal."""

BROKEN: Final = (0.1, 0.5)
"""The same of a promise broken."""


class Table:
    """Where one pair bargains.

    Parameters
    ----------
    number
        Its number, from 0.
    pair
        Who bargains there, and over what.
    sender, target, ratifier, consenters
        The parties.
    talks
        How offers are made and answered.
    section
        Path of these parameters in the scenario.
    rules
        Rules that are in force.

    Attributes
    ----------
    name
        Empty for the first table, else the id of the sender.
    agent
        Who acts in the log where it is both sides.
    marked
        What events of the table carry to say which it is; nothing at the first.
    ratified_by
        Place of the ratifier's parameters in the scenario's `agents`.
    term_ends, horizon_years
        Day on which the sender's term ends; if it has none, years that it looks ahead, else 0.
    aim
        What the sender holds its sanctions for (R27).
    deals
        Packages agreed here, stages of a road-map among them.
    violations
        Violations seen of concessions that were given here.
    open, reopened, closure
        Whether the channel is open; what happens when it opens again; number of the present
        closure: what would end an earlier one comes too late.
    options_ordered, options_ready
        Whether the sender's list of what could be lifted has been asked for, and is there.
    last_deal
        Day of the last deal.
    refused_by_target, refused_by_sender
        Whether there has been a refusal in this quarter.
    constraint_believed
        Whether the target believes that the ratifier ties the sender's hands.
    charged
        Number of the closure after which the target's maximalism has been charged, or -1: it is
        charged once for a course of talks, from the opening of the channel to its closure (R24).
    refusals
        What was the case when the last offer and the last demand failed (R24).
    road_map
        Event of an agreed road-map, or -1.
    refusals_made
        Packages offered or demanded that were refused.
    window, opened, course
        Whether the table is shut, exploring or open (R22); day on which it opened last; how that
        came to be.
    growing, step
        Whether steps grow here, and how large the next may be (R23).
    enactments, reckoned
        Probabilities that a disapproval is enacted, and what they were reckoned from.
    """

    __slots__ = (
        "agent",
        "aim",
        "charged",
        "closure",
        "consenters",
        "constraint_believed",
        "course",
        "deals",
        "enactments",
        "growing",
        "horizon_years",
        "last_deal",
        "marked",
        "name",
        "number",
        "open",
        "opened",
        "options_ordered",
        "options_ready",
        "pair",
        "prefix",
        "ratified_by",
        "ratifier",
        "reckoned",
        "refusals",
        "refusals_made",
        "refused_by_sender",
        "refused_by_target",
        "reopened",
        "road_map",
        "section",
        "sender",
        "step",
        "suffix",
        "talks",
        "target",
        "term_ends",
        "threats",
        "violations",
        "window",
    )

    def __init__(
        self,
        number: int,
        pair: Pair,
        sender: Executive,
        target: Target,
        ratifier: Congress,
        consenters: list[Consenter],
        talks: Talks,
        section: str,
        rules: RuleSwitches,
    ) -> None:
        self.number = number
        self.pair = pair
        self.name = pair.name
        self.prefix = f"{pair.name}/" if pair.name else ""
        self.suffix = f"_{pair.name}" if pair.name else ""
        self.agent = f"talks_{pair.name}" if pair.name else "talks"
        self.marked: AtTable = {"table": pair.name} if pair.name else {}
        self.sender = sender
        self.target = target
        self.ratifier = ratifier
        self.consenters = consenters
        self.talks = talks
        self.section = section
        self.ratified_by = "congress"
        self.term_ends = self.horizon_years = 0.0
        self.deals: list[Deal] = []
        self.violations = 0
        self.threats = Threats(sender.p.threats.credibility)
        self.aim = Aim()
        self.open = not rules.windows if talks.open is None else talks.open
        self.window: State = "open" if self.open else "shut"
        self.opened = 0.0
        self.course = Course()
        self.growing = rules.steps
        self.step = Step(talks.max_lp, talks.max_tranches)
        self.reopened: Event | None = None
        self.closure = 0
        self.charged = -1
        self.refusals_made = 0
        self.refusals: dict[str, Standing] = {}
        self.options_ordered = self.options_ready = False
        self.last_deal = 0.0
        self.refused_by_target = self.refused_by_sender = False
        self.constraint_believed = False
        self.road_map = -1
        self.enactments: dict[int, float] = {}
        self.reckoned: tuple[int, float, object] | None = None

    def stream(self, name: str) -> str:
        """Return the name of a stream of this table."""
        return self.prefix + name if self.prefix else name

    def series(self, name: str) -> str:
        """Return the name of a series of this table."""
        return name + self.suffix if self.suffix else name

    def years_left(self, now: float) -> float:
        """Return the years to the end of the sender's term, as far as it looks ahead."""
        if self.horizon_years:
            return self.horizon_years
        years = (self.term_ends - now) / YEAR
        return years if years > SHORTEST_TERM else SHORTEST_TERM

    def stalled(self, now: float) -> bool:
        """Return whether talks have stalled: the channel is closed, or no deal for long."""
        return not self.open or now - max(self.last_deal, self.opened) > self.talks.stalled_days

    def limits(self) -> Step | None:
        """Return how large a package the sender's mode allows; None if of any size."""
        mode = self.talks.mode
        if mode == "growing" and self.growing:
            return self.step.trusted(self.sender.dealer, self.talks.steps.growth)
        if mode in ("growing", "baby_steps"):
            return Step(self.talks.max_lp, self.talks.max_tranches)
        return None

    def instruments(self) -> tuple[str, ...] | None:
        """Return the only instruments that the sender's mode allows; None if all.

        While no step has held, and steps that can be undone have not been refused often, these
        are instruments that can be undone; `OTHERWISE`, for what none of them eases, all (R23).
        """
        talks = self.talks
        if talks.mode not in ("growing", "baby_steps"):
            return None
        small = talks.baby_instruments
        patient = self.growing and talks.mode == "growing" and not self.step.permanent
        if patient and self.refusals_made < talks.steps.refusals:
            undoable = [name for name in small if name in self.pair.undoable]
            return (*undoable, OTHERWISE, *small)
        return small

    def usual_size(self) -> float:
        """Return the size of the usual package, LP."""
        return min(self.largest(), max(self.pair.leverage_at_start, 1e-9))

    def largest(self) -> float:
        """Return the size of the largest small step, LP."""
        limits = self.limits()
        return self.talks.max_lp if limits is None else limits.lp

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

    def lasting(self, hazards: list[float], years: float) -> list[float]:
        """Return the share of leverage given up by relief with each of these hazards.

        Parameters
        ----------
        hazards
            Hazards that the relief is undone, 1/y.
        years
            How far the sender looks ahead.
        """
        sender = self.sender
        if not sender.leverage_lasts:
            return [1.0] * len(hazards)
        final = annuity(sender.discount, years)
        return [kept_share(sender.discount + hazard, years, final) for hazard in hazards]
