"""What facts of a record ask of chance: which of them are draws, and where these are drawn.

A fact can be steered to if it can be said of which draw it is what came of it. What both sides
did in talks, and what the law made of it, cannot: futures in which it went otherwise are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from sim.engine.model.model import Model
from sim.engine.state.filter import Filter
from sim.engine.state.steering import Course, Demand, Pin, Span, Steering
from sim.events.allies import DESIGNATION, PACKAGE_PROPOSED, TIGHTENS
from sim.events.law import ACT_LAPSE, ACT_RENEWED, CONTINUED, EMERGENCY_LAPSE, HOLD_OUT
from sim.events.reversal import CRACKDOWN
from sim.events.talks import GESTURE
from sim.events.world import CRISIS, GOVERNMENT, LEADER_EXIT, OFFENSIVE, OIL_SHOCK, SUCCESSION

__all__ = ["Wanted", "arrivals_of", "kinds_steered", "steering_to"]


class Wanted(NamedTuple):
    """What a fact wants of a future.

    Attributes
    ----------
    fact
        Its number.
    event
        Which events are meant.
    first, last
        From which moment on, and before which, days from the start.
    absent
        Whether none of them may come.
    every
        After how many days each it is asked whether any has come.
    """

    fact: int
    event: Filter
    first: float
    last: float
    absent: bool
    every: float


class _Source(NamedTuple):
    """Arrivals that bring events of a kind.

    Attributes
    ----------
    stream
        Name of their stream, given the model and which events are meant; empty if none is.
    otherwise
        How often such events are assumed to have come about in another way, in (0, 1); 0 if
        there is no other.
    surely
        Whether each arrival that is kept brings one.
    """

    stream: Callable[[Model, Filter], str]
    otherwise: float = 0.0
    surely: bool = True


def _named(stream: str) -> Callable[[Model, Filter], str]:
    """Of whom or what an event is does not tell these streams apart."""
    return lambda model, event: stream


def _at_table(stream: str) -> Callable[[Model, Filter], str]:
    """Return what names the stream of a table: of the only one, or that of the sender meant."""

    def name(model: Model, event: Filter) -> str:
        if len(model.pairs) > 1 and event.sender is None:
            return ""
        for pair in model.pairs:
            if event.sender in (None, pair.sender):
                return f"{pair.name}/{stream}" if pair.name else stream
        return ""

    return name


def _of_follower(model: Model, event: Filter) -> str:
    """Return the stream of a follower that tightens."""
    name = event.sender or event.agent
    return f"follower/{name}/own" if name in model.parameters.agents.followers else ""


_SOURCES: Final[dict[str, _Source]] = {
    # A crackdown or a war that goes on may be answered with one, too: seldom, but weights of what
    # is left to chance are the more uneven the less often it is.
    DESIGNATION.name: _Source(_at_table("designation/arrival"), 0.5),
    GESTURE.name: _Source(_at_table("gesture/arrival"), surely=False),
    TIGHTENS.name: _Source(_of_follower),
    PACKAGE_PROPOSED.name: _Source(_named("package/arrival")),
    OIL_SHOCK.name: _Source(_named("oil/arrival")),
    OFFENSIVE.name: _Source(_named("offensive/arrival")),
    CRISIS.name: _Source(_named("crisis/arrival")),
    LEADER_EXIT.name: _Source(_named("exit/arrival")),
    SUCCESSION.name: _Source(_named("succession/arrival")),
    GOVERNMENT.name: _Source(_named("government/arrival")),
    CRACKDOWN.name: _Source(_named("crackdown/arrival")),
}

_RENEWALS: Final = (CONTINUED, EMERGENCY_LAPSE, ACT_RENEWED, ACT_LAPSE, HOLD_OUT)


def kinds_steered() -> tuple[str, ...]:
    """Return the kinds of events that futures can be steered to."""
    return (*_SOURCES, *[kind.name for kind in _RENEWALS])


def arrivals_of(model: Model, event: Filter) -> str:
    """Return the stream of the arrivals that bring events of a kind; empty if there is none."""
    (kind,) = event.kinds
    return _SOURCES[kind].stream(model, event) if kind in _SOURCES else ""


def steering_to(model: Model, wanted: Sequence[Wanted]) -> Steering:
    """Return what facts ask of chance.

    Parameters
    ----------
    model
        The compiled model.
    wanted
        What each fact wants; what cannot be steered to is left out.
    """
    demands: dict[str, list[Demand]] = {}
    for fact in wanted:
        for about, demand in _demands(model, fact):
            demands.setdefault(about, []).append(demand)
    return Steering(_courses(model, wanted), {name: tuple(of) for name, of in demands.items()})


# -- arrivals ----------------------------------------------------------------------------------


def _courses(model: Model, wanted: Sequence[Wanted]) -> dict[str, Course]:
    """Return what is asked of the arrivals of each stream."""
    pins: dict[str, list[Pin]] = {}
    windows: dict[str, list[tuple[float, float]]] = {}
    quiet: dict[str, list[Span]] = {}
    for fact in sorted(wanted, key=lambda fact: (fact.last, fact.first)):
        for kind in fact.event.kinds:
            source = _SOURCES.get(kind)
            stream = "" if source is None else source.stream(model, fact.event)
            if source is None or not stream:
                continue
            if fact.absent:
                if source.surely and _any(fact.event, kind):
                    quiet.setdefault(stream, []).extend(_spans(fact))
                continue
            taken = pins.setdefault(stream, [])
            # Of windows that overlap the one that ends first is steered to.
            if len(fact.event.kinds) == 1 and not (taken and fact.first < taken[-1].last):
                taken.append(Pin(max(fact.first, 0.0), fact.last, fact.fact, source.otherwise))
            else:
                windows.setdefault(stream, []).append((fact.first, fact.last))
    return {
        stream: Course(
            tuple(pins.get(stream, ())),
            tuple(_outside(quiet.get(stream, ()), windows.get(stream, ()))),
        )
        for stream in {**pins, **quiet}
    }


def _spans(fact: Wanted) -> Iterator[Span]:
    """Yield a time without events, cut where it is asked whether any has come."""
    first = fact.first
    while first < fact.last:
        last = min(first + fact.every, fact.last)
        yield Span(first, last, fact.fact)
        first = last


def _any(event: Filter, kind: str) -> bool:
    """Whether any event of a kind, and of its stream, is meant."""
    rest = event.subjects is None and event.instruments is None and not event.classes
    return rest and (event.agent is None or kind == TIGHTENS.name)


def _outside(spans: Sequence[Span], windows: Sequence[tuple[float, float]]) -> Iterator[Span]:
    """Yield what is left of spans outside the windows of facts that are not steered to."""
    for span in spans:
        at = span.first
        for first, last in sorted(windows):
            if min(first, span.last) > at:
                yield Span(at, min(first, span.last), span.fact)
            at = max(at, last)
        if at < span.last:
            yield Span(at, span.last, span.fact)


# -- renewals ----------------------------------------------------------------------------------


def _demands(model: Model, fact: Wanted) -> Iterator[tuple[str, Demand]]:
    """Yield how renewals are to fall, by what is renewed."""
    for kind in fact.event.kinds:
        alone = len(fact.event.kinds) == 1
        for name in model.emergencies:
            if not _about(fact.event, name):
                continue
            days = [day for day, *_ in model.dates.anniversaries[name]]
            ahead = float(model.emergencies[name].window_days)
            if kind == CONTINUED.name and _one(fact, alone):
                what = Demand(fact.first, fact.last, "renew", fact.fact)
                yield f"emergency/{name}", what
            elif kind == EMERGENCY_LAPSE.name:
                for demand in _lapses(days, ahead, fact, alone):
                    yield f"emergency/{name}", demand
        for name in model.acts:
            if not _about(fact.event, name):
                continue
            days = [day for day, *_ in model.dates.expiries[name]]
            ahead = model.parameters.agents.council.settle_max_days
            if kind == ACT_LAPSE.name:
                for demand in _lapses(days, ahead, fact, alone):
                    yield f"act/{name}", demand
            elif kind in (ACT_RENEWED.name, HOLD_OUT.name) and _one(fact, alone):
                near = [day for day in days if fact.first < day + 1.0 and day - ahead < fact.last]
                if near and (kind == ACT_RENEWED.name or len(near) == 1):
                    word = "renew" if kind == ACT_RENEWED.name else "hold_out"
                    first, last = near[0] - ahead - 0.5, near[0]
                    yield f"act/{name}", Demand(first, last, word, fact.fact)


def _about(event: Filter, name: str) -> bool:
    return event.subjects is None or name in event.subjects


def _one(fact: Wanted, alone: bool) -> bool:
    """Whether a fact is about one renewal that is named, and nothing else would do."""
    subjects = fact.event.subjects
    return alone and not fact.absent and subjects is not None and len(subjects) == 1


def _lapses(days: Sequence[float], ahead: float, fact: Wanted, alone: bool) -> Iterator[Demand]:
    """Yield that renewals due on some days are made, or that the only one of them is not."""
    due = [day for day in days if fact.first <= day < fact.last]
    if fact.absent:
        for day in due:
            yield Demand(day - ahead - 0.5, day, "renew", fact.fact)
    elif len(due) == 1 and _one(fact, alone):
        yield Demand(due[0] - ahead - 0.5, due[0], "lapse", fact.fact)
