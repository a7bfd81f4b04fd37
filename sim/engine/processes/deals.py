"""What follows from a deal: relief lot by lot, terms of licences, delivery (R5, R8, R19)."""

from __future__ import annotations

from math import fsum
from typing import Any

from sim.agents.side import Side
from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import uniform
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.common_position import prolongs
from sim.engine.processes.followers import follow_easing
from sim.engine.processes.giving import delivered
from sim.engine.processes.lags import lag
from sim.engine.processes.review import proceed, review, subject_of
from sim.engine.state.agreements import Deal
from sim.engine.state.relief import Relief
from sim.engine.state.state import Process, Run
from sim.engine.state.table import BROKEN, KEPT, Table
from sim.engine.valuation.concessions import worth_now
from sim.events.compliance import WITHDRAWN
from sim.events.fields import Via
from sim.events.licences import WhyLapsed
from sim.events.relief import EASED, LICENCE_LAPSE, LICENCE_RENEWED, WITHHELD
from sim.events.reviews import CERTIFIED


def carry_out(run: Run, deal: Deal) -> None:
    """Start everything that a deal obliges both sides to do."""
    start_delivery(run, deal)
    start_relief(run, deal, "bargain")


def start_delivery(run: Run, deal: Deal) -> None:
    """Have the target begin to deliver the concessions of a deal, or of a stage."""
    for name in deal.concessions:
        run.promised.add(name)
        run.start(_deliver(run, deal, name))
    run.stamp += 1


def start_relief(run: Run, deal: Deal, via: Via) -> None:
    """Have the sender begin to ease the lots of a deal, a stage or a gesture."""
    for way, numbers in deal.relief_by_option:
        run.promise(numbers)
        deal.pending += 1
        run.start(_relief_lot(run, deal, way, numbers, via))
    run.stamp += 1


def _deliver(run: Run, deal: Deal, name: str) -> Process:
    """Have the target deliver a concession after some days; the sender takes it for a good sign."""
    table = run.tables[deal.table]
    entry = table.pair.entries[name]
    u = run.stream(table.stream(f"delivery/{name}")).next()
    bounds, stream = table.talks.implementation_days, table.stream(f"delivery/{name}")
    yield from lag(run, uniform(u, bounds), lambda v: uniform(v, bounds), stream, Order.EFFECT)
    run.promised.discard(name)
    run.stamp += 1
    if deal.broken:
        return
    sender = table.sender
    table.learn(sender, KEPT)
    ease_aspiration(run, table, sender, worth_now(run, table, entry))
    delivered(run, deal, name, deal.event)


def ease_aspiration(run: Run, table: Table, side: Side[Any], worth: float) -> None:
    """Bring a side's aspiration down by a part of what a step of the other is worth to it (R9).

    Half of it comes back if no deal follows.
    """
    amount = table.talks.reciprocity * worth
    if amount > 0.0:
        side.relaxed += amount
        run.start(_fade(run, table, side, amount))


def _fade(run: Run, table: Table, side: Side[Any], amount: float) -> Process:
    deals = len(table.deals)
    yield run.wait(table.talks.reciprocity_days, Order.CHECK)
    if len(table.deals) == deals:  # no further deal: the step was not returned
        side.relaxed = max(0.0, side.relaxed - 0.5 * amount)


def _relief_lot(run: Run, deal: Deal, way: ReliefOption, numbers: list[int], via: Via) -> Process:
    """Ease the tranches of a deal that share a way of relief: report, review, delay, effect."""
    table = run.tables[deal.table]
    sender = table.pair.sender
    draws = run.stream(table.stream("relief/delay"))
    luck = Ahead(draws, 2)
    u_delay = luck.values()[0]
    cause = deal.event
    agreed = run.now
    lp = run.register.weight(numbers)
    if way.conditions:
        cause = CERTIFIED.log(
            run,
            table.sender.p.name,
            {"conditions": list(way.conditions)},
            subject_of(run, numbers),
            cause,
        )
    whole = _reported_with(run, deal, way) if way.review is not None else 0.0
    outcome = yield from proceed(run, table, way, numbers, u_delay, cause, whole)
    cause = outcome.event
    if not outcome.goes_ahead:
        _undelivered(run, table, deal, numbers, cause)
    deal.lot_over()
    if not outcome.goes_ahead:
        return
    run.release(numbers)
    run.stamp += 1
    register, name = run.register, table.sender.p.name
    taken = numbers if deal.broken else [i for i in numbers if i in deal.undone]
    if taken:
        WITHHELD.log(run, name, {"why": "violated"}, subject_of(run, taken), cause)
        numbers = [i for i in numbers if i not in taken]
    if numbers and way.needs & ~run.conditions_met():  # certified, and they hold no longer
        WITHHELD.log(run, name, {"why": "conditions"}, subject_of(run, numbers), cause)
        numbers = []
    numbers = [i for i in numbers if register.on[i]]
    held = [i for i in numbers if register.holding(i) & ~way.mask]
    if held:  # what has come to rest on a further authority is not eased by what was agreed
        WITHHELD.log(run, name, {"why": "a further authority"}, subject_of(run, held), cause)
        numbers = [i for i in numbers if i not in held]
    if not numbers:
        return  # it has lapsed meanwhile, or is held: there is nothing left to ease
    deal.effort = max(deal.effort, run.now - agreed)
    event = _give(run, deal, way, numbers, via, cause)
    if not deal.kept and run.rules.signals:  # a visible step, however many parts it has
        p = table.sender.p.signals
        run.alignment.step(run.now, p.fades_years, p.step)
    if not deal.kept:  # one deal kept is one sign of good faith, however many parts it has
        deal.kept = True
        table.learn(table.target, KEPT)
    share = lp / max(lp + register.lp_on[sender], 1e-9)
    follow_easing(run, sender, event, share)
    terms = run.model.instruments[way.route.instrument].dated_days
    if terms and not way.route.permanent and via != "wind_down":  # those have no term (R27)
        u_term = luck.values()[1]
        term = max(float(terms[min(int(u_term * len(terms)), len(terms) - 1)]), 1.0)
        run.start(_licence_term(run, deal, way, numbers, term, via, event))


def _give(run: Run, deal: Deal, way: ReliefOption, numbers: list[int], via: Via, cause: int) -> int:
    """Let relief take effect, and say so measure by measure; return the last event."""
    event = cause
    register = run.register
    for measure, parts in register.by_measure(numbers).items():
        first = register.tranches[parts[0]]
        event = EASED.log(
            run,
            run.tables[deal.table].sender.p.name,
            {
                "sender": first.sender,
                "class_": first.class_,
                "instrument": way.route.instrument,
                "tranches": len(parts),
                "lp": register.weight(parts),
                "via": via,
                "authorities": [step.authority for step in way.route.steps],
            },
            measure,
            cause,
        )
        for i in parts:
            register.ease(
                i,
                Relief(
                    way.route.instrument,
                    run.model.hazards[way.route.instrument],
                    way.route.permanent,
                    run.now,
                    via,
                    event,
                    deal.number,
                    deal.effort,
                    way.ended,
                    way.again,
                ),
            )
    return event


def _reported_with(run: Run, deal: Deal, way: ReliefOption) -> float:
    """Return the weight of all of a deal that is reported on the same day, LP."""
    return fsum(
        [
            run.register.weight(numbers)
            for other, numbers in deal.relief_by_option
            if other.review is not None and other.lead == way.lead
        ]
    )


def _undelivered(run: Run, table: Table, deal: Deal, numbers: list[int], cause: int) -> None:
    """The sender could not deliver: the target remembers, and may take back what it gave."""
    run.release(numbers)
    table.target.snapbacks += run.compliance.licence_loss_weight
    table.learn(table.target, BROKEN)
    run.stamp += 1
    lost = run.register.weight(numbers)
    if lost > 0.5 * deal.lp:
        take_back(run, deal, cause)


def take_back(run: Run, deal: Deal, cause: int) -> None:
    """Have the target take back the concessions of a deal."""
    deal.broken = True
    for name in deal.concessions:
        live = run.live.get(name)
        if live is not None and live.deal == deal.number:
            del run.live[name]
            WITHDRAWN.log(run, run.tables[deal.table].target.p.name, {}, name, cause)
    run.concessions_changed(cause)


def _licence_term(
    run: Run, deal: Deal, way: ReliefOption, numbers: list[int], term: float, via: Via, cause: int
) -> Process:
    """Roll a licence over at the end of each term, or let it run out (R19).

    Where the law wants renewals reviewed, the legislature may disapprove of each: that of the
    Jackson-Vanik waiver was voted on year after year. The relief goes on during the review, and
    the next term is counted from the end of the last.
    """
    table = run.tables[deal.table]
    draws = run.stream(table.stream("licence/rollover"))
    register = run.register
    bought = via == "bargain"
    event = cause
    ends = run.now
    while True:
        ends += term
        yield run.until(ends, Order.LAW)
        held = [
            i
            for i in numbers
            if (relief := register.relief[i]) is not None
            and relief.deal == deal.number
            and not relief.permanent  # made so since: nothing is rolled over any more
            and register.holding(i)  # else what held it has gone: there is nothing to license
        ]
        u = draws.next()
        if not held:
            return
        table.target.licence_years += term / YEAR
        fine = not deal.broken
        why: WhyLapsed = "violation"
        p = table.sender.p
        rolled = fine and u < (p.licence_rollover if bought else p.gift_rollover)
        if rolled and not prolongs(run, table, deal, register.weight(held)):
            rolled, why = False, "members"
        if rolled:
            event = LICENCE_RENEWED.log(
                run, table.sender.p.name, {"days": term, "via": via}, subject_of(run, held), event
            )
            if way.review is None or not way.review.renewals_reviewed:
                continue
            outcome = yield from review(
                run, table, way.review, subject_of(run, held), register.weight(held), event
            )
            if outcome.goes_ahead:
                continue
            event = outcome.event
            held = [i for i in held if register.relief[i] is not None]
            if not held:
                return  # it was reversed meanwhile
            why = "disapproval"
        elif fine and why == "violation":
            why = "administrative"
        # Not to roll over is to snap back, if the bargain was broken; else it is a mere lapse.
        lapsed = LICENCE_LAPSE.log(
            run,
            "law",
            {"why": why, "via": via, "lp": register.weight(held)},
            subject_of(run, held),
            event,
        )
        for i in held:
            register.restore(i, run.now, "lapse")
        if not deal.reversed:  # a reversal that is under way has been counted
            table.target.snapbacks += run.compliance.licence_loss_weight if fine else 1.0
        run.stamp += 1
        if fine and deal.concessions:
            take_back(run, deal, lapsed)
        return
