"""What the scenario changes on the way, and agents that only watch."""

from __future__ import annotations

from typing import Any

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import exponential
from sim.engine.processes import oil
from sim.engine.processes.governments import put_in_power
from sim.engine.processes.law import lapse, later_layer
from sim.engine.processes.talks import options_list
from sim.engine.processes.war import set_state
from sim.engine.state.channel import close_channel, open_channel, shut_channel
from sim.engine.state.state import Process, Run
from sim.events.allies import IMPOSED
from sim.events.world import INTERVENTION, MOVES
from sim.scenario.events import Intervention, Trigger
from sim.scenario.followers import Bystander
from sim.scenario.paths import replaced


def on_date(run: Run, change: Intervention) -> Process:
    """Change parameters on a date."""
    assert change.on is not None
    yield run.until(run.calendar.day(change.on), Order.LAW)
    apply(run, change, -1)


def listen(run: Run, change: Intervention) -> None:
    """Change parameters the first time that a trigger's condition holds.

    The condition is looked at whenever its event happens; a trigger without an event is looked
    at when the war or the oil price may have moved.
    """
    trigger = change.when
    assert trigger is not None
    done = False

    def look(number: int) -> None:
        nonlocal done
        if not done and _holds(run, trigger):
            done = True
            apply(run, change, number)

    run.listen(look, *([trigger.event] if trigger.event else [kind.name for kind in MOVES]))
    if not trigger.event:
        run.start(_look_by_quarter(run, look))


def _look_by_quarter(run: Run, look: Any) -> Process:
    while True:
        look(-1)
        yield run.wait(run.model.parameters.values.refresh_days, Order.WATCH)


def _holds(run: Run, trigger: Trigger) -> bool:
    return (
        (trigger.war_above is None or run.war > trigger.war_above)
        and (trigger.war_below is None or run.war < trigger.war_below)
        and (trigger.oil_above is None or run.oil > trigger.oil_above)
    )


def apply(run: Run, change: Intervention, cause: int) -> None:
    """Put an intervention's values in place, say so, and do what else it does."""
    for path, value in change.set.items():
        _assign(run, path, value)
    run.war = min(max(run.war + change.war, 0.0), 1.0)
    run.stamp += 1
    event = INTERVENTION.log(
        run, "scenario", {"set": dict(change.set), "note": change.note}, change.id, cause
    )
    if change.war_state is not None:
        set_state(run, change.war_state, event)
    if change.government is not None:
        put_in_power(run, event, meets=change.government == "meets_aims")
    run.fulfilled |= run.model.conditions(change.fulfil)
    for name in change.impose:
        _impose(run, name, event)
    if change.end:
        lapse(run, run.model.mask(list(change.end)), event)
    for table in run.tables:
        opens = change.set.get(f"{table.section}.open")
        if opens is not None:
            if opens:
                open_channel(run, table, event)
            else:
                shut_channel(run, table, event, "intervention")
        if change.close_days:
            close_channel(run, table, change.close_days, event, "intervention")


def _impose(run: Run, name: str, cause: int) -> None:
    """Impose a measure on those of its layers that hold by now, and on the others in time.

    Where the catalogue dates all its layers later, it rests on all of them at once. After its last
    day it cannot be imposed.
    """
    model, register = run.model, run.register
    measure = model.law.measures[name]
    last = float("inf") if measure.until is None else model.calendar.day(measure.until)
    if run.now >= last + 1.0:
        return
    layers = {
        layer.authority: day
        for layer in measure.layers
        if (day := model.calendar.day(layer.since)) <= last
    }
    later = {key: day for key, day in layers.items() if day > run.now}
    if len(later) == len(layers):
        later = {}
    held = register.begin(model.mask([key for key in layers if key not in later]))
    if not held:
        return  # what it would rest on has ended
    parts = model.imposable[name]
    numbers = tuple(
        [register.add(tranche._replace(since=run.now), held, run.now) for tranche in parts]
    )
    IMPOSED.log(
        run,
        "law",
        {
            "sender": parts[0].sender,
            "class_": parts[0].class_,
            "lp": register.weight(list(numbers)),
            "held_by": [model.authorities[a].name for a in model.named(held)],
        },
        name,
        cause,
    )
    for authority, day in later.items():
        run.start(later_layer(run, day, numbers, authority))


def _assign(run: Run, path: str, value: Any) -> None:
    """Replace one parameter where the engine keeps it; paths were checked with the scenario."""
    for table in run.tables:
        if path.startswith(f"{table.section}."):
            rest = path.removeprefix(f"{table.section}.").split(".")
            table.talks = replaced(table.talks, rest, value)
            if rest in (["max_lp"], ["max_tranches"]):  # the size of steps begins anew (R23)
                talks = table.talks
                table.step = table.step._replace(lp=talks.max_lp, tranches=talks.max_tranches)
            if rest == ["mode"] and value != "hold" and not table.options_ordered:
                run.start(options_list(run, table))
            return
    head, *rest = path.split(".")
    if head == "agents":
        _assign_to_parties(run, path.removeprefix("agents."), value)
    else:
        setattr(run, head, replaced(getattr(run, head), rest, value))
    if path == "world.oil.price" and not run.oil_dear:
        run.oil = oil.rest(run)


def _assign_to_parties(run: Run, path: str, value: Any) -> None:
    """Replace a parameter of the party that has it, and of those that have it from that party."""
    place = max((key for key in run.parties if path.startswith(f"{key}.")), key=len)
    rest = path.removeprefix(f"{place}.").split(".")
    party = run.parties[place]
    party.assign(rest, value)
    for heir in run.heirs.get(place, ()):
        heir.assign(rest, value)
    for table in run.tables:
        if table.sender is party and rest == ["horizon_years"]:
            table.horizon_years = value
        elif table.sender is party and rest == ["threats", "credibility"]:
            table.threats.prior = value
    if party.role in ("sender", "target"):
        run.stamp += 1


def bystander(run: Run, who: Bystander) -> Process:
    """Look at the world now and then, and do nothing."""
    draw = run.stream(f"bystander/{who.id}")
    while who.rate > 0.0:
        yield run.drawn(run.wait(exponential(draw.next(), YEAR / who.rate), Order.WATCH))
