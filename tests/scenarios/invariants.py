"""What must hold in every replication of every scenario.

Each check takes a record and yields what is wrong with it in words; `broken` runs them all. They
read the record alone and work out from the catalogue what the law allows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sim.engine.state.record import Record
from sim.events.log import Entry
from tests.events.declared import misfits

ROUNDING = 1e-6  # LP
MOMENT = 1e-6  # days


def broken(record: Record) -> list[str]:
    """Everything that is wrong with a record."""
    checks = (
        _log,
        _accounts,
        _answers,
        _agreements,
        _tables,
        _stages,
        _channel,
        _renewals,
        _reviews,
        _ended,
        _licences,
        _snapbacks,
        _votes,
    )
    return [f"{check.__name__[1:]}: {text}" for check in checks for text in check(record)]


def _log(record: Record) -> Iterator[str]:
    """Events are numbered, in order of time, as their kinds declare, and after their causes."""
    day = 0.0
    for i, entry in enumerate(record.entries):
        if entry.id != i or not -1 <= entry.cause < i:
            yield f"event {i} has number {entry.id} and cause {entry.cause}"
        if not day <= entry.day <= record.horizon:
            yield f"event {i} at day {entry.day} after day {day}"
        yield from misfits(entry)
        if entry.cause >= 0 and record.entries[entry.cause].day > entry.day + MOMENT:
            yield f"event {i} is older than its cause"
        day = entry.day


def _accounts(record: Record) -> Iterator[str]:
    """LP eased + LP in force = LP at the start + LP added, and every change changes something."""
    if abs(record.balance) > ROUNDING:
        yield f"out of balance by {record.balance}"
    start = len(record.model.tranches)
    on = {i: i < start for i in range(len(record.tranches))}
    in_force = sum(tranche.lp for tranche in record.model.tranches)
    if record.model.scenario.values.scale == "start" and abs(in_force - 100.0) > ROUNDING:
        yield f"{in_force} LP at the start"
    instruments = record.model.instruments
    total, eased, added, gone = in_force, 0.0, 0.0, 0.0
    for change in record.changes:
        lp = record.tranches[change.tranche].lp
        if on[change.tranche] == change.on:
            # Relief may run out when nothing is left to hold the measure: then it stays off; and
            # what is suspended may be ended for good.
            instrument = instruments.get(change.instrument)
            permanent = instrument is not None and instrument.permanent
            if change.on or not (change.via == "lapse" or permanent):
                yield f"tranche {change.tranche} is {change.on} twice, day {change.day}"
            continue
        on[change.tranche] = change.on
        gone += 0.0 if change.on else lp
        if change.via == "added":
            added += lp
            in_force += lp
        else:
            eased += -lp if change.on else lp
            in_force += lp if change.on else -lp
        if abs(eased + in_force - total - added) > ROUNDING or min(eased, in_force) < -ROUNDING:
            yield f"eased {eased}, in force {in_force}, added {added} on day {change.day}"
    # What the log says was eased is what went off.
    kinds = ("eased", "ended", "licensed")
    told = sum(entry.numbers["lp"] for entry in record.entries if entry.kind in kinds)
    if abs(told - gone) > ROUNDING:
        yield f"the log tells of {told} LP, {gone} went off"


def table_of(record: Record, entry: Entry) -> str:
    """Name of the further table from which an event comes; empty for the first, or for none."""
    for event in (entry, *ancestors(record, entry)):
        if "table" in event.numbers:
            return str(event.numbers["table"])
        if event.kind in ("offer", "demand", "deal", "window", "breakdown"):
            return ""  # they say where they are; what brought them about may be elsewhere
    return ""


def _answers(record: Record) -> Iterator[str]:
    """Every refusal and every deal answers a proposal; nothing is offered before the list is."""
    ready: set[str] = set()
    sender = {"": record.model.scenario.agents.executive.name} | {
        name: further.name or record.model.catalogue.senders[name].name
        for name, further in record.model.scenario.agents.senders.items()
    }
    for entry in record.entries:
        if entry.kind == "options_ready":
            ready.add(entry.agent)
        if entry.kind in ("offer", "gesture"):
            table = table_of(record, entry)
            if entry.agent != sender[table]:
                yield f"event {entry.id}: {entry.kind} by {entry.agent} at table {table!r}"
            if entry.agent not in ready:
                yield f"event {entry.id}: {entry.kind} before the list of options"
        if entry.kind in ("refusal", "deal", "road_map"):
            proposal = record.entries[entry.cause].kind if entry.cause >= 0 else ""
            if proposal not in ("offer", "demand"):
                yield f"event {entry.id}: {entry.kind} of {proposal or 'nothing'}"


def _without(record: Record) -> dict[tuple[str, str], float]:
    """The least that doing without a deal is ever worth, by table and side."""
    scenario = record.model.scenario
    agents = scenario.agents
    sections = {("", "executive"): ("executive",), ("", "target"): ("target",)}
    for name, sender in agents.senders.items():
        sections[name, "executive"] = ("senders", name)
        own = sender.target is not None
        sections[name, "target"] = ("senders", name, "target") if own else ("target",)
    without = {}
    for key, section in sections.items():
        path = ".".join(("agents", *section, "reservation"))
        values = [change.set.get(path) for change in scenario.interventions]
        here = agents
        for step in section:
            here = here[step] if isinstance(here, dict) else getattr(here, step)
        values = [here.reservation, *(float(value) for value in values if value is not None)]
        without[key] = min(values)
    return without


def _agreements(record: Record) -> Iterator[str]:
    """Nobody proposes or agrees to what is worth less to it than doing without."""
    without = _without(record)
    for entry in record.entries:
        own, other = (entry.numbers.get(f"utility_{who}") for who in ("executive", "target"))
        if entry.kind in ("deal", "road_map", "stage"):
            asked = [("executive", own), ("target", other)]
        elif entry.kind == "offer":
            asked = [("executive", own)]
        elif entry.kind == "demand" and not entry.numbers.get("for_show"):
            asked = [("target", other)]
        else:
            continue
        for who, worth in asked:
            if worth is None or worth < without[table_of(record, entry), who]:
                yield f"event {entry.id}: {entry.kind} worth {worth} to {who}"


def _tables(record: Record) -> Iterator[str]:
    """No table eases what is not its sender's, and a concession is given once at a time."""
    sender = {pair.name: pair.sender for pair in record.model.pairs}
    stops = {name for name, entry in record.model.concessions.items() if entry.ceasefire}
    live: set[str] = set()
    for entry in record.entries:
        if entry.kind == "eased" and entry.numbers["via"] in ("bargain", "gesture"):
            table = table_of(record, entry)
            if entry.numbers["sender"] != sender[table]:
                yield f"event {entry.id}: {entry.subject} eased at table {table!r}"
        if entry.kind == "delivered":
            if entry.subject in live:
                yield f"event {entry.id}: {entry.subject} is given twice"
            if record.model.concessions[entry.subject].kind != "one_off":
                live.add(entry.subject)
        elif entry.kind == "war_resumes":
            live -= stops
        elif entry.kind in ("withdrawn", "expired") or entry.numbers.get("detected"):
            live.discard(entry.subject)


def _stages(record: Record) -> Iterator[str]:
    """In a stage of a road-map nothing is eased but what was told when it began."""
    told = {entry.id: entry.numbers for entry in record.entries if entry.kind == "stage"}
    eased: dict[int, float] = {}
    for entry in record.entries:
        if entry.kind != "eased" or entry.numbers.get("via") != "bargain":
            continue
        behind = (a for a in ancestors(record, entry) if a.id in told or a.kind == "deal")
        stage = next(behind, None)
        if stage is None or stage.kind == "deal":  # of another table, perhaps because of the stage
            continue
        if entry.subject not in told[stage.id]["measures"]:
            yield f"event {entry.id}: {entry.subject} eased in a stage that does not name it"
        eased[stage.id] = eased.get(stage.id, 0.0) + entry.numbers["lp"]
    for number, lp in eased.items():
        if lp > told[number]["lp"] + ROUNDING:
            yield f"event {number}: {lp} LP eased in a stage of {told[number]['lp']}"


def _channel(record: Record) -> Iterator[str]:
    """Nobody proposes while the channel is closed; while there are contacts, for show only.

    Steps that signal something need no more than contacts (R31).
    """
    scenario = record.model.scenario
    talks = {"": scenario.talks} | {name: s.talks for name, s in scenario.agents.senders.items()}
    silent = not scenario.rules.windows
    is_open = {name: silent if t.open is None else t.open for name, t in talks.items()}
    contacts = {name for name, t in talks.items() if scenario.rules.windows and t.windows.contacts}
    at_the_table = ("offer", "demand", "refusal", "deal", "gesture")
    for entry in record.entries:
        if entry.kind in ("breakdown", "reopened"):
            is_open[str(entry.numbers.get("table", ""))] = entry.kind == "reopened"
        elif entry.kind == "window":
            name = str(entry.numbers.get("table", ""))
            contacts.discard(name)
            if entry.numbers["to"] == "exploring":
                contacts.add(name)
        elif entry.kind in at_the_table and not is_open[table := table_of(record, entry)]:
            about = record.entries[entry.cause] if entry.kind == "refusal" else entry
            if about.numbers.get("for_show") and table in contacts:
                continue
            if entry.kind == "gesture" and table in contacts and scenario.rules.signals:
                continue
            yield f"event {entry.id}: {entry.kind} while the channel is closed"


def _renewals(record: Record) -> Iterator[str]:
    """Emergencies are continued in their window, acts renewed before they expire."""
    catalogue, calendar = record.model.catalogue, record.model.calendar
    for entry in record.entries:
        if entry.kind == "continued":
            emergency = catalogue.emergencies[entry.subject]
            until = dt.date.fromisoformat(str(entry.numbers["until"]))
            anniversary = calendar.day(until.replace(year=until.year - 1))
            if not 0 < anniversary - entry.day <= emergency.window_days:
                yield f"{entry.subject} continued {anniversary - entry.day} days before"
        if entry.kind == "emergency_lapse":
            anniversary = catalogue.emergencies[entry.subject].anniversary
            if f"{calendar.date(entry.day):%m-%d}" != anniversary:
                yield f"{entry.subject} lapses on {calendar.date(entry.day)}"
        if entry.kind == "act_lapse":
            expiries = catalogue.acts[entry.subject].expiries
            if f"{calendar.date(entry.day):%m-%d}" not in expiries:
                yield f"{entry.subject} expires on {calendar.date(entry.day)}"


def ancestors(record: Record, entry: Entry) -> Iterator[Entry]:
    """What caused an event, and what caused that."""
    while entry.cause >= 0:
        entry = record.entries[entry.cause]
        yield entry


def _reviews(record: Record) -> Iterator[str]:
    """Nothing codified is eased by the executive without a report, or inside its review."""
    catalogue, calendar = record.model.catalogue, record.model.calendar
    reviewed = {
        name
        for name, authority in catalogue.authorities.items()
        if (ways := authority.suspend + authority.end)
        and all(
            catalogue.procedures[way].review_days > 0 or catalogue.procedures[way].form == "repeal"
            for way in ways
        )
    }
    for entry in record.entries:
        if entry.kind == "report":
            sent = calendar.date(entry.day)
            effective = dt.date.fromisoformat(str(entry.numbers["effective"]))
            if (effective - sent).days != entry.numbers["days"]:
                yield f"a review of {entry.numbers['days']} days from {sent} to {effective}"
            continue
        if entry.kind != "eased":
            continue
        before = list(ancestors(record, entry))
        reports = [a for a in before if a.kind == "report"]
        approved = any(a.kind == "approval" for a in before)
        held = reviewed.intersection(entry.numbers.get("authorities", ()))
        if held and not reports:
            yield f"event {entry.id}: {entry.subject} eased without a report, held by {held}"
        for report in reports:
            effective = dt.date.fromisoformat(str(report.numbers["effective"]))
            if entry.day < calendar.day(effective) - MOMENT and not approved:
                yield f"event {entry.id}: {entry.subject} eased before {effective}"
            disapprovals = [
                vote
                for vote in record.entries
                if vote.kind == "blocked" and report is _last_report(record, vote)
            ]
            if disapprovals:
                yield f"event {entry.id}: {entry.subject} eased although it was barred"


def _last_report(record: Record, entry: Entry) -> Entry | None:
    """The report from which an event came: renewals of what was reviewed are reviewed again."""
    return next((a for a in ancestors(record, entry) if a.kind == "report"), None)


def _gone(record: Record) -> dict[str, int]:
    """Authorities, emergencies and acts that have ended, each with the event that ended it.

    The statute that stands for new laws is left out: the next law begins it anew.
    """
    gone: dict[str, int] = {}
    authorities = record.model.catalogue.authorities
    for entry in record.entries:
        if entry.kind in ("emergency_lapse", "emergency_ended", "act_lapse"):
            # Some orders have the name of their emergency and outlive it.
            outlives = entry.subject in authorities and authorities[entry.subject].codified
            if not outlives:
                gone[entry.subject] = entry.id
            for name, a in authorities.items():
                if entry.subject == a.act or (entry.subject == a.emergency and not a.codified):
                    gone[name] = entry.id
        if entry.kind == "intervention":
            changes = {change.id: change for change in record.model.scenario.interventions}
            gone |= dict.fromkeys(changes[entry.subject].end, entry.id)
        new = (record.model.statute, record.model.waivable)
        if entry.kind == "repeal" and entry.subject not in new:
            gone[entry.subject] = entry.id
    return gone


def _ended(record: Record) -> Iterator[str]:
    """Nothing happens to what has ended: an authority, an emergency, an act, a statute."""
    gone = _gone(record)
    for entry in record.entries:
        renewal = entry.kind in ("continued", "act_renewed", "repeal", "hold_out")
        if renewal and gone.get(entry.subject, entry.id) < entry.id:
            yield f"event {entry.id}: {entry.kind} of {entry.subject}, which has ended"
        if entry.kind == "eased":
            # What was agreed while it held may be carried out after it has gone.
            agreed = min((a.id for a in ancestors(record, entry)), default=entry.id)
            for name in entry.numbers.get("authorities", ()):
                if gone.get(name, agreed) < agreed:
                    yield f"event {entry.id}: {entry.subject} eased of {name}, which has ended"
    last: dict[int, int] = {}
    for n, change in enumerate(record.changes):
        if change.on and change.via != "snapback" and change.tranche in last:
            before = record.changes[last[change.tranche]]
            if before.via == "lapse":
                yield f"tranche {change.tranche} comes back after it has lapsed ({change.via})"
            instrument = record.model.instruments.get(before.instrument)
            if instrument is not None and instrument.permanent:
                yield f"tranche {change.tranche} comes back after its end ({change.via})"
        last[change.tranche] = n


def _licences(record: Record) -> Iterator[str]:
    """No dated relief outlives its term without a renewal, and none is cut short of it."""
    instruments = record.model.instruments
    terms = sorted({float(d) for i in instruments.values() for d in i.dated_days})
    executive = record.model.scenario.agents.executive
    terms += [executive.oil_licence_days, *map(float, executive.oil_licence_terms)]
    for licence in record.model.scenario.at_start.relief:
        terms.append(float(licence.term_days))
        if licence.until is not None:
            terms.append(record.model.calendar.day(licence.until) + 1.0)
    for entry in record.entries:
        if entry.kind not in ("licence_renewed", "licence_lapse") or entry.cause < 0:
            continue
        if entry.numbers.get("why") == "disapproval":
            if record.entries[entry.cause].kind != "blocked":
                yield f"event {entry.id}: barred by nothing"
            continue
        if record.entries[entry.cause].kind not in ("eased", "licensed", "licence_renewed"):
            yield f"event {entry.id}: {entry.kind} of what was not licensed"
        since = entry.day - record.entries[entry.cause].day
        if not any(abs(since - term) < MOMENT for term in terms):
            yield f"event {entry.id}: {entry.kind} of {entry.subject} after {since} days"
        days = entry.numbers.get("days")
        # The first term of a licence of the first day began before it.
        cut = record.entries[entry.cause].kind == "licensed"
        if entry.kind == "licence_renewed" and not cut and abs(since - float(str(days))) > MOMENT:
            yield f"event {entry.id}: renewed for {days} days after {since}"
    # Whatever is still suspended at the end was given or renewed less than the longest term ago.
    off: dict[int, float] = {}
    for change in record.changes:
        instrument = instruments.get(change.instrument)
        # What is wound down is not meant to come back: such a licence has no term.
        dated = instrument is not None and instrument.dated_days and change.via != "wind_down"
        if not change.on and dated:
            off[change.tranche] = change.day
        else:
            off.pop(change.tranche, None)
    gone = set(_gone(record))
    new = (record.model.statute, record.model.waivable)
    repealed = [e for e in record.entries if e.kind == "repeal" and e.subject in new]
    for tranche, day in off.items():
        measure = record.tranches[tranche].measure
        layers = record.model.catalogue.measures.get(measure)
        if layers is not None and {layer.authority for layer in layers.layers} <= gone:
            continue  # nothing holds it any more, licence or not
        told = [e for e in record.entries if measure in e.subject.split(",") and e.day >= day]
        if any(entry.kind == "licence_lapse" for entry in told):
            continue  # it ran out, but what held the measure then had gone: it stays off
        last = max([day, *[entry.day for entry in told if entry.kind == "licence_renewed"]])
        if layers is None and any(last <= e.day <= last + max(terms) for e in repealed):
            continue  # the law that had imposed it was repealed while the licence ran
        if record.horizon - last > max(terms) + MOMENT:
            yield f"{measure} is still eased {record.horizon - last} days on"


def _snapbacks(record: Record) -> Iterator[str]:
    """A snapback was decided before, and that because of a violation seen or alleged."""
    causes = {
        "snapback": ("snapback_decided",),
        "snapback_decided": (
            "violation",
            "false_alarm",
            "successor_reverses",
            "crackdown",
            "war_resumes",
        ),
    }
    for entry in record.entries:
        wanted = causes.get(entry.kind)
        if wanted and (entry.cause < 0 or record.entries[entry.cause].kind not in wanted):
            yield f"event {entry.id}: {entry.kind} out of nothing"
        if entry.kind == "violation" and record.entries[entry.cause].kind != "delivered":
            yield f"event {entry.id}: violation of what was not delivered"


def _votes(record: Record) -> Iterator[str]:
    """A chamber has as many votes as seats, and carries what has the votes."""
    chambers = record.model.catalogue.chambers
    for entry in record.entries:
        if entry.kind == "vote":
            chamber = chambers[str(entry.numbers["chamber"])]
            if entry.numbers["ayes"] + entry.numbers["noes"] != chamber.seats:
                yield f"event {entry.id}: not {chamber.seats} votes"
            need = max(chamber.majority, chamber.cloture)
            if entry.numbers["on"] == "override":
                need = chamber.override
            if entry.numbers["carried"] != (entry.numbers["ayes"] >= need):
                yield f"event {entry.id}: {entry.numbers['ayes']} ayes, {need} needed"
