"""Legal time: emergencies and their anniversaries, council acts and their expiries (R4, R16)."""

from __future__ import annotations

from math import expm1, inf
from typing import TYPE_CHECKING

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import beta, truncated_exponential, uniform
from sim.engine.processes import asked
from sim.engine.processes.council import review_relief
from sim.engine.processes.followers import follow_easing
from sim.engine.state.channel import leave_channel
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.allies import LAYER
from sim.events.law import (
    ACT_LAPSE,
    ACT_RENEWED,
    CONTINUED,
    EMERGENCY_ENDED,
    EMERGENCY_LAPSE,
    ENDED,
    HOLD_OUT,
    STAYS,
    SUNSET,
)

if TYPE_CHECKING:
    pass


def emergency(run: Run, name: str) -> Process:
    """Continue an emergency year by year, end it by an order, or let it lapse in silence (R4)."""
    window = float(run.model.emergencies[name].window_days)
    decided = run.model.parameters.decisions.emergencies.get(name, {})
    leads = run.stream(f"emergency/{name}/lead")
    choices = run.stream(f"emergency/{name}/choice")
    # Where there are aims, what ends by order ends for a reason (R27) and not on a drawn day.
    orders = None if run.rules.aims else run.stream(f"emergency/{name}/order")
    table = run.table_of(run.model.declarer[name])
    executive = table.sender
    agent = executive.p.name
    dates = run.model.dates
    for anniversary, year, continued in dates.anniversaries[name]:
        low, high = executive.p.notice_days
        # What was decided before the start is not decided again: some days are left at least.
        high = min(min(high, window), max(anniversary - run.now, 0.0))
        lead = uniform(leads.next(), (min(low, high), high))
        u, ends = choices.next(), inf if orders is None else anniversary - YEAR * orders.next()
        if anniversary <= run.now:
            continue
        fixed: str | None = decided.get(year)
        kept, passed = 1.0, False  # u is below `kept`; whether the day of an order has passed
        while True:  # an order may end it first, where the rules have it; then there is the notice
            ordered = not passed and fixed is None and orders is not None
            ordered = ordered and max(run.now, dates.declared[name]) < ends < anniversary - lead
            before = run.branched
            yield run.drawn(run.until(ends if ordered else anniversary - lead, Order.LAW))
            if run.branched != before:  # what has not come yet is drawn anew
                left = anniversary - run.now
                lead = uniform(leads.next(), (min(low, high, left), min(high, left)))
                u = kept * choices.next()
                if orders is not None and ends > run.now:
                    ends = anniversary - left * orders.next()
                continue
            if _moot(run, name):
                return
            p, silent = _odds(run, table)
            if not ordered:
                break
            if u >= p + silent:
                _order(run, table, name, p + silent)
                return
            kept, passed = p + silent, True
        fixed = run.decided(name, "renew", "lapse") or fixed
        # Of what is left, u < kept, the part that ends in silence.
        lapses = (min(p + silent, kept) - min(p, kept)) / kept if fixed is None else 0.0
        if fixed is None and (way := asked.of_emergency(run, name, lapses)):
            u = p if way == "lapse" else p + silent
        if fixed != "lapse" and not (fixed is None and p <= u < p + silent):
            CONTINUED.log(
                run,
                agent,
                {"until": continued, "probability": 1.0 - silent, "decided": fixed is not None},
                name,
            )
            continue
        yield run.until(anniversary, Order.LAW)
        event = EMERGENCY_LAPSE.log(
            run, "law", {"probability": silent, "decided": fixed is not None}, name
        )
        lapse(run, run.model.hangs[name], event)
        return
    if name not in dates.beyond or orders is None:
        return
    # The year that begins with the last anniversary.
    last = dates.beyond[name]
    ends, luck = last - YEAR * orders.next(), Ahead(choices, 1)
    while ends > max(run.now, dates.declared[name]):
        before = run.branched
        yield run.drawn(run.until(ends, Order.LAW))
        if run.branched != before:
            ends = last - (last - run.now) * orders.next()
            continue
        p, silent = _odds(run, table)
        if not _moot(run, name) and luck.values()[0] >= p + silent:
            _order(run, table, name, p + silent)
        return


def _order(run: Run, table: Table, name: str, kept: float) -> None:
    """End an emergency by an order that had the probability of 1 less than `kept`."""
    event = EMERGENCY_ENDED.log(
        run, table.sender.p.name, {"probability": 1.0 - kept, "decided": False}, name
    )
    lapse(run, run.model.hangs[name], event)


def ended_by_order(run: Run, agent: str, name: str, cause: int) -> None:
    """End an emergency by an order for a reason, unless it is over or nothing hangs on it."""
    hangs = run.model.hangs[name]
    if hangs and hangs & run.register.gone != hangs:
        event = EMERGENCY_ENDED.log(run, agent, {"decided": False}, name, cause)
        lapse(run, hangs, event)


def _odds(run: Run, table: Table) -> tuple[float, float]:
    """P(an emergency outlives its year), and P(it ends by silence), as things stand now."""
    executive = table.sender
    if run.rules.aims:  # what ends by order ends for a reason (R27); only silence is left
        silence: float = executive.p.aims.silence
        return 1.0 - silence, silence
    years = (run.now - max(run.last_violation, 0.0)) / YEAR
    p = executive.renewal_probability(run.settlement_held(), years)
    return p, (1.0 - p) * executive.p.silence


def _moot(run: Run, name: str) -> bool:
    """Whether all that hung on an emergency or an act has ended: nobody renews what is empty."""
    hangs = run.model.hangs[name]
    return hangs != 0 and hangs & run.register.gone == hangs


def lapse(run: Run, mask: int, cause: int) -> None:
    """End authorities and say which measures end with them and which stay, and why."""
    _gone(run, *run.register.lapse(mask, run.now), cause)
    if run.rules.windows:
        for table in run.tables:
            if run.powerless(table.pair.sender):
                leave_channel(run, table, cause)


def _gone(run: Run, ended: list[int], stay: list[int], cause: int) -> None:
    """Say which tranches end and which stay; followers of the council follow what ends."""
    register = run.register
    for kind, numbers in ((ENDED, ended), (STAYS, stay)):
        for measure, parts in register.by_measure(numbers).items():
            held = [
                run.model.authorities[a].name for a in run.model.named(register.holding(parts[0]))
            ]
            tranche = register.tranches[parts[0]]
            kind.log(
                run,
                "law",
                {
                    "sender": tranche.sender,
                    "class_": tranche.class_,
                    "lp": register.weight(parts),
                    "held_by": held,
                },
                measure,
                cause,
            )
    if ended and run.register.tranches[ended[0]].sender == run.model.council:
        follow_easing(run, run.model.council, cause, share_of(run, ended))


def share_of(run: Run, numbers: list[int]) -> float:
    """Share of their sender's LP in force, before they ended, that these tranches make up."""
    register = run.register
    lp = register.weight(numbers)
    rest = register.lp_on[register.tranches[numbers[0]].sender]
    return lp / (lp + rest) if lp + rest > 0.0 else 0.0


def act(run: Run, name: str) -> Process:
    """Renew a council act at each expiry, with or without a hold-out, or let it lapse."""
    decided = run.model.parameters.decisions.acts.get(name, {})
    draws = run.stream(f"act/{name}")
    for expiry, date, written in run.model.dates.expiries[name]:
        # Always the same number of draws, so that renewals of two scenarios stay in step.
        luck = Ahead(draws, 6)
        if expiry <= run.now:
            continue
        fixed: str | None = decided.get(date)
        p = run.council.p
        longest = p.settle_max_days
        yield run.until(expiry - longest, Order.LAW)
        if _moot(run, name):
            return
        u_hold, u_settle, u_days, _, u_member, u_names = luck.values()
        chance = run.council.hold_out_probability()
        fixed = run.decided(name, "renew", "lapse") or fixed
        hold_out = u_hold < chance or fixed == "lapse"
        way = fixed
        if fixed is None:
            hold_out, way = asked.of_act(run, name, hold_out, chance)
        cause = _hold_out(run, name, written, u_member, u_names, chance) if hold_out else -1
        settles, left = p.settled if hold_out else 1.0, longest
        while True:
            settled = u_settle < settles if way is None else way == "renew"
            lead = truncated_exponential(u_days, p.settle_days, left) if hold_out else left * u_days
            before = run.branched
            yield run.drawn(run.until(expiry - lead if settled else expiry, Order.LAW))
            if run.branched == before:
                break
            # It is not settled yet, and the less likely to be at all the less time is left.
            was, left = left, expiry - run.now
            if hold_out and left > 0.0:
                later = settles * expm1(-left / p.settle_days) / expm1(-was / p.settle_days)
                settles = later / (later + 1.0 - settles)
            u_settle, u_days = draws.next(), draws.next()
        if not settled:
            event = ACT_LAPSE.log(run, "law", {"decided": fixed is not None}, name, cause)
            lapse(run, run.model.hangs[name], event)
            return
        price = beta(luck.values()[3], p.price) if hold_out else 0.0
        event = ACT_RENEWED.log(
            run,
            p.name,
            {"expired": written, "price": price, "days_before": expiry - run.now},
            name,
            cause,
        )
        review_relief(run, run.model.hangs[name], event)


def _hold_out(
    run: Run, name: str, expires: str, u_member: float, u_names: float, chance: float
) -> int:
    low, high = run.council.p.names_demanded
    demanded = low + min(int(u_names * (high - low + 1)), high - low)
    return HOLD_OUT.log(
        run,
        run.council.holding_out(u_member),
        {"expires": expires, "names": demanded, "probability": chance},
        name,
    )


def sunset(run: Run, day: float, measure: str, until: str) -> Process:
    """End a measure after the last day that the law gives it.

    What else has come to hold it, such as a new statute, goes on holding it.
    """
    yield run.until(day, Order.LAW)
    model, register = run.model, run.register
    mask = model.mask([layer.authority for layer in model.law.measures[measure].layers])
    numbers = [
        i
        for i, name in enumerate(register.measures)
        if name == measure and register.holding(i) & mask
    ]
    if numbers:
        event = SUNSET.log(run, "law", {"until": until}, measure)
        _gone(run, *register.expire(numbers, mask, run.now), event)


def own_end(run: Run, day: float, name: str) -> Process:
    """End an authority on the day that its own law has set."""
    yield run.until(day, Order.LAW)
    bit = run.model.bit[name]
    if bit & run.register.gone:
        return
    entry = run.model.authorities[name].sunset
    event = SUNSET.log(run, "law", {"section": entry.section if entry is not None else ""}, name)
    lapse(run, bit, event)


def later_layer(run: Run, day: float, numbers: tuple[int, ...], authority: str) -> Process:
    """Put a further authority under a measure on the date that the catalogue gives."""
    yield run.until(day, Order.LAW)
    reached = run.register.add_layer(numbers, run.register.begin(run.model.bit[authority]))
    if reached:
        LAYER.log(run, "law", {"authority": authority}, run.register.tranches[reached[0]].measure)
