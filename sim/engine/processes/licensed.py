"""Licences in force on the first day: what they ease, and how they are renewed or run out."""

from __future__ import annotations

from sim.agents.executive import Executive
from sim.engine.kernel.clock import Order
from sim.engine.state.relief import Relief
from sim.engine.state.state import Process, Run
from sim.events.licences import LICENSED
from sim.events.relief import LICENCE_LAPSE, LICENCE_RENEWED
from sim.scenario.schema import StartRelief


def licensed(run: Run) -> None:
    """Ease what licences ease on the first day, and say so."""
    used: dict[str, int] = {}
    for number, entry in enumerate(run.model.parameters.at_start.relief):
        first = used.get(entry.measure, 0)
        used[entry.measure] = first + entry.tranches
        parts = run.register.by_measure(range(len(run.model.tranches)))[entry.measure]
        _ease(run, number, entry, parts[first : first + entry.tranches])


def _ease(run: Run, number: int, entry: StartRelief, parts: list[int]) -> None:
    """Put one licence in force on the tranches that it eases, which may be none."""
    register = run.register
    instrument = run.model.instruments[entry.instrument]
    sender = run.table_of(run.model.law.measures[entry.measure].sender).sender
    event = LICENSED.log(
        run,
        sender.p.name,
        {
            "instrument": entry.instrument,
            "licence": entry.licence,
            "tranches": len(parts),
            "lp": register.weight(parts),
            "until": None if entry.until is None else str(entry.until),
        },
        entry.measure,
    )
    for i in parts:
        register.ease(i, Relief(entry.instrument, instrument.hazard, False, 0.0, "start", event))
    run.stamp += 1
    if entry.until is not None and parts:
        over = run.calendar.day(entry.until) + 1.0
        run.start(_renew(run, sender, f"licence/start/{number}", entry, parts, over, event))


def _renew(
    run: Run,
    sender: Executive,
    stream: str,
    entry: StartRelief,
    parts: list[int],
    over: float,
    event: int,
) -> Process:
    """Renew a licence at the end of each term, or let it run out: nobody was promised it."""
    draws = run.stream(stream)
    register = run.register
    first = event
    while True:
        yield run.until(over, Order.LAW)
        held = [
            i for i in parts if (relief := register.relief[i]) is not None and relief.event == first
        ]
        u = draws.next()
        if not held:
            return
        if u >= sender.p.gift_rollover:
            break
        over += float(entry.term_days)
        event = LICENCE_RENEWED.log(
            run,
            sender.p.name,
            {"days": entry.term_days, "via": "start"},
            entry.measure,
            event,
        )
    LICENCE_LAPSE.log(
        run,
        "law",
        {"why": "administrative", "via": "start", "lp": register.weight(held)},
        entry.measure,
        event,
    )
    for i in held:
        register.restore(i, run.now, "lapse")
    run.stamp += 1
