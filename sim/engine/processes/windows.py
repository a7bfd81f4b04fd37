"""Windows: shut talks open, by way of contacts, at a hazard that events move (R22)."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Final, Literal

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import exponential
from sim.engine.kernel.streams import Draw
from sim.engine.processes.talks import options_list
from sim.engine.state.channel import close_channel, open_channel, set_window
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.compliance import DELIVERED, SNAPBACK_DECIDED
from sim.events.governments import GOVERNMENT_CHANGE
from sim.events.log import Entry
from sim.events.reversal import CRACKDOWN
from sim.events.road_maps import STAGE
from sim.events.talks import DEAL
from sim.events.war import CEASEFIRE, PEACE, TRUCE, WAR_RESUMES
from sim.events.windows import WINDOW
from sim.events.world import INTERVENTION, LEADER_EXIT, NEW_PRESIDENT, OIL_SHOCK, SUCCESSION

LASTING: Final[dict[str, str]] = {
    LEADER_EXIT.name: "target_leader",
    GOVERNMENT_CHANGE.name: "target_leader",
    NEW_PRESIDENT.name: "sender_leader",
    SUCCESSION.name: "sender_leader",
    TRUCE.name: "truce",
    CEASEFIRE.name: "ceasefire",
    PEACE.name: "peace",
}
"""Which factor an event brings that matters for long, by its kind."""

PASSING: Final[dict[str, str]] = {
    DELIVERED.name: "gift",
    OIL_SHOCK.name: "oil_shock",
    DEAL.name: "other_sender",
    STAGE.name: "other_sender",
}
"""The same of those that matter for a shorter time."""

SHUTTING: Final = (SNAPBACK_DECIDED.name, CRACKDOWN.name, WAR_RESUMES.name)
"""Kinds of events after which talks may end."""

_What = Literal["opens", "shuts", "look"]
"""What is due: talks come nearer, contacts end, or the hazard changes."""


def start(run: Run, table: Table) -> None:
    """Set the window of a table going, as it is on the first day."""
    if not table.open:
        table.reopened = run.clock.env.event()
        table.window = "exploring" if table.talks.windows.contacts else "shut"
        table.course.cold = table.window == "shut"
    run.listen(partial(_hear, run, table), *LASTING, *PASSING)
    for kind in SHUTTING:
        draws = run.stream(table.stream(f"window/{kind}"))
        run.listen(partial(_end, run, table, draws), kind)
    run.listen(partial(_turned, run, table), WINDOW.name)
    run.listen(partial(_changed, run, table), INTERVENTION.name)
    _begin(run, table)


# -- what moves it -----------------------------------------------------------------------


def _hear(run: Run, table: Table, number: int) -> None:
    """Take in an event that makes it likelier that talks open."""
    entry = run.log[number]
    if not _concerns(run, table, entry):
        return
    course, after = table.course, table.talks.windows.after
    course.moved = number
    if entry.kind in LASTING:
        name, years = LASTING[entry.kind], after.lasting_years
    else:
        name, years = PASSING[entry.kind], after.passing_years
    _spend(run, table)
    course.factors[name] = number, run.now + years * YEAR
    _wait(run, table)


def _concerns(run: Run, table: Table, entry: Entry) -> bool:
    """Whether an event has to do with a table."""
    kind = entry.kind
    if kind in (NEW_PRESIDENT.name, SUCCESSION.name):
        return entry.subject == table.sender.p.name
    if kind == OIL_SHOCK.name:
        register, oil = run.register, run.model.oil_classes
        return any(
            register.tranches[i].class_ in oil and register.on[i]
            for i in register.own[table.pair.sender]
        )
    if kind == DELIVERED.name:  # for nothing, if no deal is behind it
        return entry.cause < 0 or run.log[entry.cause].kind not in (DEAL.name, STAGE.name)
    if kind in (DEAL.name, STAGE.name):
        return entry.numbers.get("table", "") != table.name
    return True


def _end(run: Run, table: Table, draws: Draw, number: int) -> None:
    """Take in an event that may end talks or contacts."""
    entry, talks = run.log[number], table.talks
    u = draws.next()
    if entry.kind == SNAPBACK_DECIDED.name:
        if entry.agent != table.sender.p.name:
            return
        chance = talks.windows.shut_snapback
    elif entry.kind == WAR_RESUMES.name:
        chance = talks.breakdown_violation
    else:
        chance = talks.windows.shut_crackdown
    if u < chance:
        close_channel(run, table, 0.0, number, entry.kind)


def _turned(run: Run, table: Table, number: int) -> None:
    """Take in that the window of a table has opened or shut."""
    entry = run.log[number]
    if entry.numbers.get("table", "") != table.name:
        return
    course = table.course
    course.began = number
    if table.window == "shut":
        course.cold = True
    else:
        if not table.options_ordered and table.talks.mode != "hold":
            run.start(options_list(run, table))
        if table.window == "open":
            course.moved = number
            table.opened = run.now
            if course.cold:
                course.cold = False
                _anew(run, table)
        elif table.reopened is not None:
            # Those who meet for rounds sound each other out from now on.
            waiting, table.reopened = table.reopened, run.clock.env.event()
            waiting.succeed()
    _begin(run, table)


def _anew(run: Run, table: Table) -> None:
    """Begin a new course of talks: what both sides hope for is what it was at the outset.

    It is no new leader for that: what was refused stays refused until something has moved.
    """
    sender, target, now = table.sender, table.target, run.now
    for standing in table.refusals.values():
        if standing.sender_since == sender.since:
            standing.sender_since = now
        if standing.target_since == target.since:
            standing.target_since = now
    sender.since = target.since = now
    sender.relaxed = target.relaxed = 0.0
    run.stamp += 1


def _changed(run: Run, table: Table, number: int) -> None:
    """Take in that the scenario may have changed the hazards."""
    _spend(run, table)
    _wait(run, table)


# -- its clock ---------------------------------------------------------------------------


def _begin(run: Run, table: Table) -> None:
    """Draw how much hazard the state that has just begun can bear, and wait."""
    course = table.course
    course.since = run.now
    _draw(run, table)
    _wait(run, table)


def _draw(run: Run, table: Table) -> None:
    """Draw how much hazard is still to accumulate in the present state."""
    course = table.course
    course.open_due = course.shut_due = inf
    if table.window == "shut":
        course.open_due = exponential(run.stream(table.stream("window/begin")).next(), 1.0)
    elif table.window == "exploring":
        draws = run.stream(table.stream("window/explored"))
        course.open_due, course.shut_due = (
            exponential(draws.next(), 1.0),
            exponential(draws.next(), 1.0),
        )


def _spend(run: Run, table: Table) -> None:
    """Count the hazard that has accumulated up to now at the rates that held."""
    course = table.course
    years = (run.now - course.since) / YEAR
    course.since = run.now
    course.open_due -= course.open_rate * years
    course.shut_due -= course.shut_rate * years


def _wait(run: Run, table: Table) -> None:
    """Wait for what comes first: an opening, an end of contacts, or another rate."""
    course = table.course
    course.stamp += 1
    if table.open:
        return
    p, look = table.talks.windows, inf
    if table.window == "exploring":
        course.open_rate, course.shut_rate = p.contacts_open, p.contacts_end
    else:
        course.open_rate, course.shut_rate = opening_rate(run, table), 0.0
        look = _next_look(run, table)
    if course.held or table.talks.mode == "hold" or idle(run, table):
        course.open_rate = course.shut_rate = 0.0
    _come(run, table, look)


def _come(run: Run, table: Table, look: float) -> None:
    """Wait for what comes first at the present rates, or for the day on which they change."""
    course, now = table.course, run.now
    opens = now + _until(course.open_due, course.open_rate)
    shuts = now + _until(course.shut_due, course.shut_rate)
    day = min(opens, shuts, look)
    if day < run.calendar.horizon or run.branching:
        what: _What = "opens" if day == opens else "shuts" if day == shuts else "look"
        run.start(_due(run, table, day, what, look, course.stamp))


def idle(run: Run, table: Table) -> bool:
    """Whether there is nothing to talk about: nothing to ask for, or nothing left to lift."""
    return run.government.meets_aims or run.powerless(table.pair.sender)


def _until(due: float, rate: float) -> float:
    return max(due, 0.0) / rate * YEAR if rate > 0.0 else inf


def opening_rate(run: Run, table: Table) -> float:
    """Return the hazard that contacts begin at a shut table, 1/y.

    Those of them that come to talks begin at the hazard of the sanctions' age, times the factors
    of what has happened.
    """
    p = table.talks.windows
    age = table.pair.age + run.now / YEAR
    rate = p.young if age < p.young_years - 1e-9 else p.old
    factors = table.course.factors
    for name, (_, until) in factors.items():
        if run.now < until - 1e-9:
            rate *= float(getattr(p.after, name))
    return rate * (p.contacts_open + p.contacts_end) / p.contacts_open


def _next_look(run: Run, table: Table) -> float:
    """Return when the hazard changes by itself: a factor fades, or the sanctions are old."""
    after = run.now + 1e-9
    old = (table.talks.windows.young_years - table.pair.age) * YEAR
    first = old if old > after else inf
    for _, until in table.course.factors.values():
        if after < until < first:
            first = until
    return first


def _due(run: Run, table: Table, day: float, what: _What, look: float, stamp: int) -> Process:
    """Wait for a day, and do what is due on it, unless something has come between."""
    before = run.branched
    yield run.drawn(run.until(day, Order.SHOCK))
    course = table.course
    if course.stamp != stamp:
        return
    _spend(run, table)
    if run.branched != before:
        _draw(run, table)
        _come(run, table, look)
    elif what == "look":
        _wait(run, table)
    elif what == "shuts":
        set_window(run, table, "shut", course.began)
    elif table.window == "shut":
        set_window(run, table, "exploring", _weightiest(run, table))
    else:
        event = _weightiest(run, table)
        open_channel(run, table, event if event >= 0 else course.began)


def _weightiest(run: Run, table: Table) -> int:
    """Return the number of the event that most makes an opening likely, or -1."""
    after = table.talks.windows.after
    best, chosen = 1.0, -1
    for name, (number, until) in table.course.factors.items():
        weight = float(getattr(after, name))
        if run.now < until and weight > best:
            best, chosen = weight, number
    return chosen
