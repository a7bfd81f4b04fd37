"""One replication: set the processes going, run to the end, hand over the record."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sim.catalogue.fields import month_day
from sim.engine.kernel.clock import BudgetError, Order
from sim.engine.kernel.draws import exponential
from sim.engine.kernel.streams import Chance
from sim.engine.model.cost import costly
from sim.engine.model.model import Model
from sim.engine.model.uncertain import draw
from sim.engine.model.with_parameters import settled
from sim.engine.processes import (
    acts,
    aims,
    bills,
    congress,
    convening,
    council,
    followers,
    gestures,
    growth,
    interventions,
    law,
    licensed,
    mandates,
    oil,
    partners,
    reversal,
    stance,
    talks,
    threats,
    vehicles,
    war,
    wind_down,
    windows,
    world,
)
from sim.engine.processes.compliance import watch
from sim.engine.state.agreements import AT_START, Deal, Live
from sim.engine.state.channel import close_channel
from sim.engine.state.record import Node, Point, Record
from sim.engine.state.state import Run
from sim.engine.state.steering import Steering
from sim.engine.state.table import Table
from sim.engine.valuation.offers import Offers
from sim.events.compliance import DELIVERED
from sim.events.world import END, START


def replicate(model: Model, chance: Chance, replication: int) -> Record:
    """Simulate one future.

    Parameters
    ----------
    model
        The compiled model.
    chance
        Uniforms of a chunk of replications.
    replication
        Number of the replication, within the chunk.

    Returns
    -------
    Record
        Its trajectory; the same for the same model, seed and number, whatever else is run.

    Raises
    ------
    BudgetError
        If it takes more events than a replication may, or a moment has no end.
    """
    return finish(begin(model, chance, replication), chance.seed, replication)


def finish(begun: Begun, seed: int, replication: int, node: Node | None = None) -> Record:
    """Run a replication to the end, from where it is.

    Parameters
    ----------
    begun
        The replication.
    seed, replication
        Which future it is.
    node
        Where it has branched off another, if it has.

    Raises
    ------
    BudgetError
        If it takes more events than a replication may, or a moment has no end.
    """
    run, offers, points = begun.run, begun.offers, begun.points
    model = run.model
    try:
        run.clock.reach(run.calendar.horizon, Order.WATCH, begun.number)
    except BudgetError as error:
        run.close()
        raise BudgetError(f"{error}; {costly(run)}") from None
    world.note(run, offers, points)
    END.log(run, "scenario", {}, model.parameters.title)
    events: int = run.clock.events - run.close()
    return Record(
        model=model,
        drawn=begun.drawn,
        seed=seed,
        replication=replication,
        entries=run.log,
        tranches=run.register.tranches,
        changes=run.register.changes,
        reluctance=offers[0].overcompliance.path,
        points=points,
        deals=run.deals,
        gestures=run.gestures,
        balance=run.register.balance(),
        events=events,
        node=node,
    )


class Begun(NamedTuple):
    """A replication on its first day, before any time has passed.

    Attributes
    ----------
    run
        Its state.
    offers
        What could be agreed on at each table.
    points
        What will be noted on the way.
    drawn
        Its uncertain parameters.
    number
        How many events there were on the first day, before any time had passed.
    """

    run: Run
    offers: list[Offers]
    points: list[Point]
    drawn: dict[str, Any]
    number: int


def begin(
    model: Model,
    chance: Chance,
    replication: int,
    *,
    branches: bool = False,
    steering: Steering | None = None,
) -> Begun:
    """Set everything of a replication going; what it takes is as in `replicate`.

    With `branches` it is one that is to branch; `steering` is what chance is asked for.
    """
    drawn = draw(model.scenario, chance, replication)
    model = settled(model, drawn)
    run = Run(model, chance, replication, branches=branches, steering=steering)
    points: list[Point] = []
    START.log(run, "scenario", {}, model.parameters.title)
    offers = offers_of(run)
    start_processes(run, offers, points)
    return Begun(run, offers, points, drawn, run.clock.events)


def offers_of(run: Run) -> list[Offers]:
    """Return what could be agreed on at each table; how banks behave is the same for all."""
    first = Offers(run, run.tables[0])
    return [first, *[Offers(run, t, None, first.overcompliance) for t in run.tables[1:]]]


def simulate(model: Model, seed: int = 0, replication: int = 0) -> Record:
    """Simulate replication `replication` under a master seed, alone."""
    return replicate(model, Chance(seed, replication, 1), replication)


def start_processes(run: Run, offers: list[Offers], points: list[Point]) -> None:
    """Set every process going, in a fixed order; those of the first table are among the others."""
    model, main = run.model, run.tables[0]
    scenario = model.parameters
    run.start(congress.terms(run, main, _term_ends(run)))
    for name in model.emergencies:
        run.start(law.emergency(run, name))
    for name in model.acts:
        run.start(law.act(run, name))
    for day, authority in model.sunsets:
        run.start(law.own_end(run, day, authority))
    for day, numbers, authority in model.later:
        run.start(law.later_layer(run, day, numbers, authority))
    for day, measure, until in model.dates.sunsets:
        run.start(law.sunset(run, day, measure, until))
    _start_legislature(run, main)
    run.start(world.quarters(run, offers, points))
    run.start(oil.oil(run, points))
    if model.oil_classes and run.rules.oil_levels:
        run.start(oil.levels(run, points))
    run.start(world.offensives(run, points))
    war.start(run)
    partners.start(run)
    reversal.start(run)
    run.start(world.crises(run))
    run.start(world.leader_exits(run))
    run.start(world.successions(run))
    run.start(world.designations(run, main))
    if model.council:
        run.start(council.packages(run))
        run.start(council.government_changes(run))
    for name in run.followers:
        run.start(followers.own_tightening(run, name))
    for change in scenario.interventions:
        if change.on is not None:
            run.start(interventions.on_date(run, change))
        else:
            interventions.listen(run, change)
    licensed.licensed(run)
    _already_under_way(run)
    _start_talks(run, offers[0])
    for values in offers[1:]:
        _start_sender(run, values.table)
        _start_talks(run, values)
    if run.rules.aims:
        for table in run.tables:
            if aims.has_aims(table):
                aims.start(run, table)
                run.start(wind_down.favours(run, table))
    for who in scenario.agents.bystanders:
        run.start(interventions.bystander(run, who))


def _term_ends(run: Run) -> dt.date:
    """Return the day on which the executive's present term ends."""
    month, day = month_day(run.world.terms_begin)
    return dt.date(run.world.next_term, month, day)


def _start_sender(run: Run, table: Table) -> None:
    """Set going what a further sender does beside the talks, and its legislature if it has one."""
    ends = run.model.parameters.agents.senders[table.name].term_ends
    if ends is not None:
        run.start(congress.terms(run, table, ends))
    run.start(world.designations(run, table))
    if table.ratifier.benches:
        _start_legislature(run, table)


def _start_legislature(run: Run, table: Table) -> None:
    """Set going what a legislature does by itself."""
    run.start(congress.elections(run, table))
    if not run.rules.legislation:
        run.start(congress.repeals(run, table))
        run.start(congress.bills(run, table))
        return
    run.start(acts.repeals(run, table))
    run.start(bills.stock(run, table))
    run.start(convening.tallies(run, table))
    stance.listen(run, table)
    run.start(stance.stalling(run, table))
    run.start(vehicles.dated(run, table))
    for name in run.model.dates.unscheduled[table.pair.sender]:
        run.start(vehicles.undated(run, table, name))


def _start_talks(run: Run, values: Offers) -> None:
    """Set the talks at a table going."""
    table, prepares = values.table, True
    council = run.rules.tables and table.pair.sender == run.model.council
    if council:
        mandates.listen(run, table)
    if run.rules.windows:
        windows.start(run, table)
        prepares = table.window != "shut"
    elif council and not table.open:
        table.reopened = run.clock.env.event()  # shut, until there is an occasion
        prepares = False
    elif not table.open:
        table.open = True
        days = exponential(run.stream(table.stream("talks/start")).next(), table.talks.closed_days)
        close_channel(run, table, days, 0, "start")
    if table.talks.mode != "hold" and prepares:
        run.start(talks.options_list(run, table))
    growth.listen(run, table)
    run.start(talks.rounds(run, values))
    if run.model.law.senders[table.pair.sender].role == "executive":
        threats.start(run, table)
    run.start(gestures.gestures(run, values))


def _already_under_way(run: Run) -> None:
    """Put concessions in force that were given before the start, against nothing."""
    for name in run.model.parameters.at_start.concessions:
        event = DELIVERED.log(run, run.tables[0].target.p.name, {"until_days": None}, name)
        live = Live(name, 0.0, event, AT_START)
        run.live[name] = live
        run.start(watch(run, live, Deal(AT_START, 0.0, event, [], (name,), 0.0)))
    if run.live:
        run.concessions_changed(0, "scenario")
