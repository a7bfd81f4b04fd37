"""Relief is reversed though nothing was broken: by a successor, after a crackdown (R29)."""

from __future__ import annotations

from functools import partial

from sim.engine.kernel.clock import Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import uniform
from sim.engine.processes.aims import hold
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.compliance import left_of, snap_back, uncourted
from sim.engine.processes.lags import lag
from sim.engine.processes.pendulum import designate
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.reversal import CRACKDOWN, SUCCESSOR_REVERSES
from sim.events.war import WAR_RESUMES
from sim.events.world import NEW_PRESIDENT, SUCCESSION


def start(run: Run) -> None:
    """Set going what reverses relief beside violations."""
    if not run.rules.reversal:
        return
    run.listen(partial(_new_president, run), NEW_PRESIDENT.name, SUCCESSION.name)
    run.listen(partial(_answer, run, run.tables[0]), WAR_RESUMES.name)
    run.start(crackdowns(run))


def _new_president(run: Run, number: int) -> None:
    since, run.president_since = run.president_since, run.now
    run.start(_review(run, run.tables[0], number, since))


def _review(run: Run, table: Table, cause: int, since: float) -> Process:
    """Have a new president decide whether to reverse what his predecessor has given.

    Parameters
    ----------
    run, table
        The replication, and the table of whose sender it is.
    cause
        Number of the event with which he took office.
    since
        Day on which his predecessor did: what was given before that has been looked at already.
    """
    draws = run.stream(table.stream("successor/choice"))
    luck = Ahead(draws, 3)
    p = run.compliance.reversal
    entry = run.log[cause]
    chance = p.successor if NEW_PRESIDENT.of(entry)["change_party"] else p.heir
    bounds, stream = p.review_days, table.stream("successor/choice")
    days = uniform(luck.values()[0], bounds)
    yield from lag(run, days, lambda u: uniform(u, bounds), stream, Order.EFFECT)
    _, u_will, u_lasting = luck.values()
    chance *= uncourted(run, table)
    if u_will >= chance:
        return
    # What only suspends is reversed by the stroke of a pen; what ended an authority, less often.
    back: list[tuple[Deal, list[int]]] = []
    for deal in _given(run, table):
        if deal.day < since:
            continue
        numbers = left_of(run, deal)
        if u_lasting >= p.permanent:
            numbers = [i for i in numbers if not _ended(run, i)]
        if numbers:
            back.append((deal, numbers))
    if not back:
        return
    name = table.sender.p.name
    lp = run.register.weight([i for _, numbers in back for i in numbers])
    event = SUCCESSOR_REVERSES.log(
        run, name, {"probability": chance, "lp": lp, "steps": len(back)}, name, cause
    )
    for deal, numbers in back:
        snap_back(run, deal, numbers, event)
    _takes_up(run, table)


def _ended(run: Run, number: int) -> bool:
    """Whether a tranche has been ended and not only suspended, at once or once it had held."""
    relief = run.register.relief[number]
    return relief is not None and relief.permanent


def _takes_up(run: Run, table: Table) -> None:
    """Have the sender take up again the aim that it had given up."""
    if run.rules.aims and not table.aim.held and table.aim.why in ("gives in", "stalemate"):
        hold(run, table)
        run.stamp += 1


def _given(run: Run, table: Table) -> list[Deal]:
    """Return what was agreed, given as a gesture, or wound down at a table."""
    given = (*run.deals, *run.gestures, *run.wound_down)
    return [deal for deal in given if deal.table == table.number]


def crackdowns(run: Run) -> Process:
    """Crackdowns come at a rate, and may be answered."""
    draws = run.stream("crackdown/kept")
    arrivals = Arrivals(
        run,
        "crackdown/arrival",
        lambda: run.compliance.reversal.crackdown_rate,
        "compliance.reversal.crackdown_rate",
        keep=partial(_harshness, run),
    )
    while (yield from arrivals.next()):
        if not arrivals.kept(draws.next()):
            continue
        event = CRACKDOWN.log(run, "world", {})
        _answer(run, run.tables[0], event)


def _harshness(run: Run) -> float:
    """Return how often there are crackdowns, of the rate: they are rare under elected ones."""
    elected = run.government.meets_aims or run.world.governments.kind == "democracy"
    return run.compliance.reversal.in_democracy if run.rules.aims and elected else 1.0


def _answer(run: Run, table: Table, cause: int) -> None:
    """Answer a crackdown or a war that goes on: take back what was given last, else add to it."""
    draws = run.stream(table.stream("crackdown/answer"))
    u_answer, u_class, u_lp, u_spared = draws.next(), draws.next(), draws.next(), draws.next()
    if u_answer >= run.compliance.reversal.answered * uncourted(run, table):
        return
    last = _last_given(run, table)
    _takes_up(run, table)
    if last is not None:
        snap_back(run, last, left_of(run, last), cause)
        return
    made = f"answer{table.suffix}_"
    number = len([None for tranche in run.register.tranches if tranche.measure.startswith(made)])
    designate(run, table, f"{made}{number + 1}", (u_class, u_lp, u_spared), cause)


def _last_given(run: Run, table: Table) -> Deal | None:
    """Return the deal or step of which something was given last and may be taken back."""
    given = _given(run, table)
    given.sort(key=lambda deal: deal.day, reverse=True)
    return next((deal for deal in given if left_of(run, deal)), None)
