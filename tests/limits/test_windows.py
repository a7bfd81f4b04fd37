"""When shut talks open, against closed forms: by age, by way of contacts, after events (R22)."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf

import pytest

from sim.engine.state.record import Record
from sim.theory.hazards import cause_share, piecewise_survival, survival
from sim.theory.windows import still_shut
from tests.limits.games import YEAR, fits, futures, likely

N = 400

SURE = ("talks.windows.contacts_end=0", "talks.windows.contacts_open=365")
"""Contacts always turn into talks, and soon."""


def turns(record: Record) -> list[tuple[float, str, str]]:
    """When the window turned, years, from which state, and to which."""
    return [
        (entry.day / YEAR, str(entry.numbers["was"]), str(entry.numbers["to"]))
        for entry in record.entries
        if entry.kind == "window"
    ]


def first(records: Sequence[Record], to: str) -> list[float]:
    """When each window first came to a state, years."""
    return [next((day for day, _, state in turns(r) if state == to), inf) for r in records]


def hazards(young: float, old: float) -> tuple[str, ...]:
    """The hazards while the sanctions are young, and once they are old."""
    return f"talks.windows.young={young}", f"talks.windows.old={old}"


def test_contacts_begin_at_a_constant_hazard() -> None:
    times = first(futures("windows", N, *SURE, *hazards(0.6, 0.6)), "exploring")
    assert fits(times, lambda t: 1.0 - survival((0.6,), t))
    assert not fits(times, lambda t: 1.0 - survival((0.8,), t))


def test_the_hazard_changes_on_the_day_on_which_the_sanctions_are_old() -> None:
    times = first(futures("windows", N, *SURE, *hazards(0.2, 2)), "exploring")
    young = (5 * YEAR - 365) / YEAR  # they were a year old on the first day
    assert fits(times, lambda t: 1.0 - piecewise_survival(((young, 0.2), (1.0, 2.0)), t))
    assert not fits(times, lambda t: 1.0 - piecewise_survival(((5.0, 0.2), (1.0, 2.0)), t))


def test_contacts_turn_into_talks_or_end_whichever_comes_first() -> None:
    rates = ("talks.windows.contacts=true", "talks.windows.contacts_open=2")
    records = futures("windows", N, *rates, "talks.windows.contacts_end=1", *hazards(0, 0))
    firsts = [turns(record)[0] for record in records]
    assert fits([day for day, _, _ in firsts], lambda t: 1.0 - survival((2.0, 1.0), t))
    opened = sum(to == "open" for _, _, to in firsts)
    assert likely(opened, N, cause_share((2.0, 1.0), 0))
    assert not likely(opened, N, 0.5)


def test_talks_open_as_often_as_the_hazard_of_their_age_says_whatever_contacts_do() -> None:
    rates = ("talks.windows.contacts_open=2", "talks.windows.contacts_end=4")
    times = first(futures("windows", N, *rates, *hazards(0.6, 0.6)), "open")
    assert fits(times, lambda t: 1.0 - still_shut(0.6 * 6 / 2, 2.0, 4.0, t))
    assert not fits(times, lambda t: 1.0 - still_shut(0.6, 2.0, 4.0, t))
    assert still_shut(0.6 * 400 / 300, 300.0, 100.0, 2.0) == pytest.approx(exp(-1.2), rel=0.01)


def test_a_change_of_leader_multiplies_the_hazard_for_its_time() -> None:
    """Hazard that has accumulated by the opening is exponential, whenever leaders changed."""
    change = ("world.shocks.target_exit_rate=0.5", "talks.windows.after.target_leader=6")
    years = "talks.windows.after.lasting_years=1.5"
    records = futures("windows", N, *SURE, *hazards(0.6, 0.6), *change, years)

    def accumulated(record: Record, factor: float) -> float:
        opens = first([record], "exploring")[0]
        multiplied = until = 0.0
        for entry in record.entries:  # a change within the time of another only renews it
            day = entry.day / YEAR
            if entry.kind == "leader_exit" and day < opens:
                end = min(day + 1.5, opens)
                multiplied += end - min(max(day, until), end)
                until = max(until, end)
        return 0.6 * (opens + (factor - 1.0) * multiplied)

    def exponential(factor: float) -> bool:
        spent = [accumulated(record, factor) for record in records]
        return fits(spent, lambda hazard: 1.0 - exp(-hazard))

    assert exponential(6.0)
    assert not exponential(1.0)
    assert not exponential(12.0)


@pytest.mark.parametrize("stay", [0.2, 0.7])
def test_contacts_outlive_a_breakdown_now_and_then(stay: float) -> None:
    records = futures(
        "windows",
        N,
        "talks.open=true",
        "talks.breakdown_violation=1",
        "world.shocks.offensive_rate=1",
        f"talks.windows.contacts_stay={stay}",
    )
    after = [turns(record)[0] for record in records if turns(record)]
    assert {(was, to) for _, was, to in after} == {("open", "exploring"), ("open", "shut")}
    assert likely(sum(to == "exploring" for _, _, to in after), len(after), stay)
    assert fits([day for day, _, _ in after], lambda t: 1.0 - survival((1.0,), t))


def test_without_the_rule_what_the_scenario_does_not_say_is_open() -> None:
    off = ("rules.windows=false",)
    assert not any(turns(record) for record in futures("windows", 3, *off))
    shut = futures("windows", 20, *off, "talks.open=false")
    days = [next(e.day for e in r.entries if e.kind == "reopened") for r in shut]
    assert max(days) < 1500
    assert len(set(days)) == 20


def test_nobody_opens_talks_where_nothing_is_to_be_given() -> None:
    records = futures("windows", 20, *hazards(5, 5), "talks.mode=hold")
    assert not any(turns(record) for record in records)


def test_the_scenario_opens_and_shuts_talks_and_keeps_them_shut() -> None:
    acts = (
        "interventions=[{id: a, on: 2030-06-01, set: {talks.open: true}},"
        "{id: b, on: 2031-06-01, close_days: 100},"
        "{id: c, on: 2032-06-01, set: {talks.open: false}}]"
    )
    for record in futures("windows", 5, *hazards(0, 0), acts):
        opened, closed, again, shut = turns(record)
        assert [t[2] for t in (opened, closed, again, shut)] == ["open", "shut", "open", "shut"]
        assert (again[0] - closed[0]) * YEAR == pytest.approx(100)
    kept = futures("windows", 5, *hazards(50, 50), "talks.open=true", acts)
    assert all(turns(record)[-1][0] < 2.5 for record in kept)


def test_an_opening_says_what_brought_it_about() -> None:
    change = ("world.shocks.target_exit_rate=1", "talks.windows.after.target_leader=30")
    for record in futures("windows", 20, *SURE, *hazards(0.05, 0.05), *change):
        for entry in record.entries:
            if entry.kind == "window" and entry.numbers["to"] == "exploring":
                cause = record.entries[entry.cause] if entry.cause >= 0 else None
                if cause is not None:
                    assert cause.kind == "leader_exit"
                    assert entry.day - cause.day <= 2 * YEAR


@pytest.mark.parametrize("talking", [True, False])
def test_a_sender_whose_last_authority_has_ended_has_no_table_any_more(talking: bool) -> None:
    """Its talks close with it, and none open again, while those of others would within months."""
    over = "interventions=[{id: over, on: 2031-01-01, end: [ORDER]}]"
    state = f"talks.open={str(talking).lower()}"
    rest = "catalogue.measures.REST={name: The rest, sender: US, class: stake, weight_lp: 1, "
    other = (
        "catalogue.authorities.OTHER={name: another order, sender: US, end: [revoke]}",
        rest + "layers: [{authority: OTHER, since: 2029-01-01}]}",
    )
    gone = futures("windows", 40, *SURE, *hazards(6, 6), over, state)
    there = futures("windows", 40, *SURE, *hazards(6, 6), over, state, *other)
    ended = 365 / YEAR
    for record in gone:
        assert all(day <= ended for day, _, _ in turns(record))
        assert turns(record)[-1][2] == "shut"
        closed = [entry.subject for entry in record.entries if entry.kind == "breakdown"]
        assert closed == ["powerless"]
    for record in there:
        assert not any(entry.kind == "breakdown" for entry in record.entries)
        assert talking or turns(record)[-1][2] == "open"
