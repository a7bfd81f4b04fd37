"""Arrivals that are steered: one is made to come within a window, or none within a span.

What is steered are the arrivals that are kept, as a process with thinning keeps some of them. If
they have the rate r, the first of them comes after x days with the density
r k(x) exp(-r K(x)), k the probability with which it is kept and K its integral. It is drawn from
an exponential cut off at the end of the window instead, and the ratio of the two is its weight.
Where k may change, exp(-r K) is estimated without bias: the product of 1 - k/c over moments of a
Poisson process of the rate c r (Papaspiliopoulos 2011, in Bayesian Time Series Models, ch. 4).
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, expm1, inf, log1p
from typing import Final

from simpy.events import EventPriority

from sim.engine.kernel.clock import URGENT, YEAR, Order, Steps
from sim.engine.kernel.draws import exponential
from sim.engine.kernel.streams import Draw
from sim.engine.state.state import Run
from sim.engine.state.steering import Asked, Course, Pin, edges

__all__ = ["Steered"]

_OFTEN: Final = 8.0
"""How often it is looked at whether an arrival would be kept, as a multiple of the rate."""

_LEAST: Final = 1e-300
"""What is divided by is not less than this."""


class Steered:
    """Waits for one arrival after another, as they are asked for.

    Parameters
    ----------
    run, asked
        The replication, and what it has been asked for.
    course
        What is asked of these arrivals.
    draw
        The stream that gives their times.
    rate
        Their present rate, 1/y.
    keep
        The probability with which an arrival would be kept now; None if all are.
    next_look
        When the rate may next have changed, by the day of now.
    order
        Turn among events at the same time.

    Attributes
    ----------
    pinned
        Whether the last arrival was asked for: it is kept.
    """

    def __init__(
        self,
        run: Run,
        asked: Asked,
        course: Course,
        draw: Draw,
        rate: Callable[[], float],
        keep: Callable[[], float] | None,
        next_look: Callable[[float], float],
        order: EventPriority,
    ) -> None:
        self._run = run
        self._asked = asked
        self._pins = list(course.pins)
        self._quiet = course.quiet
        self._edges = edges(course.pins, course.quiet)
        self._draw = draw
        self._rate = rate
        self._keep = keep
        self._next_look = next_look
        self._order = order
        self._chosen = self._absent = False  # of the first pin
        self.pinned = False

    def next(self) -> Steps[bool]:
        """Wait for the next arrival; false if there will be none before the end."""
        run = self._run
        horizon = run.calendar.horizon
        self.pinned = False
        rate, branched, look = self._rate() / YEAR, run.branched, self._next_look(run.now)
        while True:
            now = run.now
            pin, quiet = self._asked_now(now)
            comes, doubt = now + self._wait(rate, pin, quiet), inf
            if self._keep is not None and rate > 0.0 and (pin is not None or quiet >= 0):
                doubt = now + exponential(self._draw.next(), 1.0 / (_OFTEN * rate))
            changes = min(look, doubt, next((day for day in self._edges if day > now), inf))
            if min(comes, changes) >= horizon and not run.branching:
                return False
            arrives = comes <= changes
            # What is asked for changes before all else on a day: before it is asked how it fared.
            order = self._order if arrives else URGENT if changes < look else Order.WATCH
            yield run.drawn(run.until(min(comes, changes), order))
            if run.branched != branched:
                branched = run.branched
                self._weigh(rate, pin, quiet, now, arrives=False)
                yield run.until(run.now, Order.WATCH)
                rate, look = self._rate() / YEAR, self._next_look(run.now)
                continue
            self._weigh(rate, pin, quiet, now, arrives=arrives)
            if arrives:
                if pin is not None:
                    self._pins.pop(0)
                    self._chosen = False
                    self.pinned = True
                return True
            if self._keep is not None and run.now >= doubt:
                fact = quiet if pin is None else pin.fact
                self._asked.weigh(fact, 1.0 - self._keep() / _OFTEN)
            if run.now >= look:
                rate, look = self._rate() / YEAR, self._next_look(run.now)

    def _asked_now(self, now: float) -> tuple[Pin | None, int]:
        """Return the pin for which an arrival is to come, and the fact that says that none may."""
        pins = self._pins
        while pins and pins[0].last <= now:
            pins.pop(0)
            self._chosen = False
        if pins and pins[0].first <= now:
            pin = pins[0]
            if not self._chosen:
                self._chosen = True
                self._absent = self._draw.next() < pin.otherwise
                self._asked.weigh(
                    pin.fact, 1.0 / (pin.otherwise if self._absent else 1.0 - pin.otherwise)
                )
            return (None, pin.fact) if self._absent else (pin, -1)
        return None, next((s.fact for s in self._quiet if s.first <= now < s.last), -1)

    def _wait(self, rate: float, pin: Pin | None, quiet: int) -> float:
        """Draw the days until the next arrival, as it is asked for."""
        u = self._draw.next()
        if quiet >= 0:
            return inf
        if pin is None:
            return exponential(u, 1.0 / rate) if rate > 0.0 else inf
        span = pin.last - self._run.now
        return -log1p(u * expm1(-rate * span)) / rate if rate > 0.0 else u * span

    def _weigh(
        self, rate: float, pin: Pin | None, quiet: int, since: float, *, arrives: bool
    ) -> None:
        """Weigh that what is asked for has come, or that nothing has, since a day."""
        days, fact = self._run.now - since, quiet
        if pin is not None:
            fact, span = pin.fact, pin.last - since
            if rate <= 0.0:
                ratio = 0.0 if arrives else 1.0 / max(1.0 - days / span, _LEAST)
            else:
                kept = 1.0 if self._keep is None else self._keep()
                left = kept if arrives else 1.0 / max(-expm1(-rate * (span - days)), _LEAST)
                ratio = -expm1(-rate * span) * exp(rate * days) * left
            self._asked.weigh(fact, ratio)
        if fact >= 0 and self._keep is None:
            self._asked.weigh(fact, exp(-rate * days))
