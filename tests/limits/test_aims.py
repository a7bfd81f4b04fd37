"""Governments, aims given up, and winding down, against competing hazards and uniform delays."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, inf

import pytest

from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.theory.hazards import cause_share, piecewise_survival, survival
from sim.theory.occasions import renewed
from tests.limits.games import YEAR, fits, futures, likely, near

N = 500
AIMS = "agents.executive.aims"
OF = "world.governments"


def entries(record: Record, kind: str) -> list[Entry]:
    """The events of a kind in a future."""
    return [entry for entry in record.entries if entry.kind == kind]


def first(record: Record, kind: str, **fields: object) -> float:
    """When the first event of a kind came that has these fields, in years."""
    for entry in entries(record, kind):
        if all(entry.numbers[name] == value for name, value in fields.items()):
            return entry.day / YEAR
    return inf


def given_up(give_in: float, stalemate: float, *more: str) -> tuple[Record, ...]:
    """Futures in which an aim is given up at these rates."""
    rates = (f"{AIMS}.give_in={give_in}", f"{AIMS}.stalemate={stalemate}")
    return futures("aims", N, *rates, *more)


# -- governments of the target -------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "exits", "new"), [("personalist", 1.0, 0.6), ("party", 1.5, 0.2), ("military", 3, 0.5)]
)
def test_governments_that_meet_the_aims_are_a_thinned_process(
    kind: str, exits: float, new: float
) -> None:
    """Leaders leave at a rate; so many are followed by another kind, and so many of each meet."""
    shares = (f"{OF}.meets=0.5", f"{OF}.heir_meets=0.2")
    records = futures("aims", N, "world.shocks.target_exit_rate=0.2", f"{OF}.kind={kind}", *shares)
    thinned = 0.2 * exits * (new * 0.5 + (1.0 - new) * 0.2)
    came = sum(first(record, "government_change", meets_aims=True) < 8.0 for record in records)
    assert likely(came, N, 1.0 - survival((thinned,), 8.0))
    assert not likely(came, N, 1.0 - survival((0.2 * exits * new * 0.5,), 8.0))


def test_most_leaders_of_a_party_are_followed_by_its_heirs() -> None:
    records = futures("aims", N, "world.shocks.target_exit_rate=0.2", f"{OF}.kind=party")
    exits = sum(len(entries(record, "leader_exit")) for record in records)
    new = sum(
        entry.numbers["regime"] == "new"
        for record in records
        for entry in entries(record, "government_change")
    )
    assert likely(new, exits, 0.2)
    assert not likely(new, exits, 0.6)


# -- giving up -----------------------------------------------------------------------------


def test_an_aim_is_given_up_at_the_sum_of_two_rates() -> None:
    """Nobody new takes office, so that the rate is that of calm years: the mean over 1.5."""
    records = given_up(0.6, 0.3)
    times = [first(record, "aim_given_up") for record in records]
    times = [min(time, 10.0) for time in times if time < 10.0]
    rates = (0.6 / 1.5, 0.3 / 1.5)
    most = 1.0 - survival(rates, 9.998)
    assert fits(times, lambda t: min((1.0 - survival(rates, t)) / most, 1.0))
    assert not fits(times, lambda t: min((1.0 - survival((0.9,), t)) / most, 1.0))
    gives_in = sum(first(record, "aim_given_up", why="gives in") < inf for record in records)
    assert likely(gives_in, len(times), cause_share(rates, 0))


def test_it_is_given_up_sooner_for_two_years_after_a_new_president() -> None:
    """A president takes office two years after the start: the hazard doubles for two years."""
    records = given_up(0.2, 0.1, "world.next_term=2032", f"{AIMS}.new_leader=3", f"{AIMS}.recent=0")
    inaugurated = (365 + 365 + 19) / YEAR
    for years in (inaugurated, 3.0, inaugurated + 2.0, 5.5):
        after = max(min(years - inaugurated, 730 / YEAR), 0.0)
        pieces = ((min(years, inaugurated), 0.3), (after, 0.9))
        calm = max(years - inaugurated - 730 / YEAR, 0.0)
        gone = sum(first(record, "aim_given_up") < years for record in records)
        assert likely(gone, N, 1.0 - piecewise_survival((*pieces, (calm, 0.3)), years))
        if years == 3.0:
            assert not likely(gone, N, 1.0 - survival((0.3,), years))


def test_its_mean_over_all_years_is_what_was_asked_for() -> None:
    """Presidents follow each other every four years: half of all years are soon after a change."""
    records = given_up(0.02, 0.009, "world.next_term=2030")
    gone = sum(first(record, "aim_given_up") < 8.05 for record in records)
    assert likely(gone, N, 1.0 - survival((0.029,), 8.0))
    assert not likely(gone, N, 1.0 - survival((0.058,), 8.0))


def test_it_is_given_up_more_slowly_while_the_target_is_at_war() -> None:
    war = (
        "rules.war=true",
        "world.war.ceasefire_rate=0",
        "world.war.truce_rate=0",
        "world.war.break_rate=0",
        "world.war.settle_rate=0",
    )
    stop = "interventions=[{id: stop, on: 2032-01-01, war_state: ceasefire}]"
    records = given_up(0.6, 0.3, *war, stop, f"{AIMS}.recent=0", f"{AIMS}.at_war=0.2")
    gone = {years: sum(first(r, "aim_given_up") < years for r in records) for years in (1.99, 3.0)}
    assert likely(gone[1.99], N, 1.0 - survival((0.18,), 1.99))
    begun = 730 / YEAR
    assert likely(gone[3.0], N, 1.0 - piecewise_survival(((begun, 0.18), (9.0, 0.9)), 3.0))
    assert not likely(gone[3.0], N, 1.0 - survival((0.18,), 3.0))


def test_a_settlement_is_seen_as_what_was_wanted_once_it_has_held_for_half_a_year() -> None:
    settle = "at_start={concessions: [peace]}"
    records = futures("aims", N, f"{AIMS}.settled=0.7", settle)
    times = [first(record, "aim_met", why="settlement") - 180 / YEAR for record in records]
    times = [time for time in times if time < inf]
    most = 1.0 - survival((0.7,), 9.998 - 180 / YEAR)
    assert fits(times, lambda t: min((1.0 - survival((0.7,), max(t, 0.0))) / most, 1.0))


# -- winding down ----------------------------------------------------------------------------


def test_an_order_ends_the_emergency_some_years_after_the_aim_is_given_up() -> None:
    """At a tenth of a year the aim is gone; the order comes evenly over some years."""
    delays = [
        first(record, "emergency_ended") - first(record, "aim_given_up")
        for record in given_up(9.0, 0.0)
        if first(record, "aim_given_up") < 4.9
    ]
    assert len(delays) > 0.95 * N
    assert fits(delays, lambda t: min(max((t - 0.5) / 4.5, 0.0), 1.0))
    assert not fits(delays, lambda t: min(max(t / 4.5, 0.0), 1.0))


def test_each_step_eases_its_share_of_what_is_left() -> None:
    """Two hundred tranches, two fifths of what is left at a time, and more and more of them."""
    late = f"{AIMS}.order_years=[9,9]"
    for record in given_up(9.0, 0.0, late)[:60]:
        left = 200
        for entry in entries(record, "wind_down"):
            taken = ceil(0.4 * left)
            assert entry.numbers["lp"] == pytest.approx(taken / 2)
            left -= taken
        days = [entry.day for entry in entries(record, "wind_down")]
        gaps = [b - a for a, b in pairwise(days)]
        assert all(60.0 <= gap <= 360.0 for gap in gaps)
    gaps = [
        entries(record, "wind_down")[1].day - entries(record, "wind_down")[0].day
        for record in given_up(9.0, 0.0, late)
    ]
    assert near(gaps, 210.0)


def test_an_order_waits_where_the_scenario_has_decided_to_renew() -> None:
    fixed = "decisions={emergencies: {FIRST: {'2031': renew, '2032': renew, '2033': renew}}}"
    soon = f"{AIMS}.order_years=[0.5,0.5]"
    decided = given_up(9.0, 0.0, soon, fixed)
    ended = [first(record, "emergency_ended") for record in decided]
    free = [first(record, "emergency_ended") for record in given_up(9.0, 0.0, soon)]
    last = 1096 / YEAR  # 1 January 2033
    assert all(time > last for time in ended)
    assert sum(0.3 < time < last for time in free) > 0.9 * N


@pytest.mark.parametrize("years", [1, 4])
def test_an_emergency_lapses_by_silence_alone_and_seldom(years: int) -> None:
    records = futures("aims", N, f"{AIMS}.silence=0.1")
    lives = sum(first(record, "emergency_lapse") > years for record in records)
    assert likely(lives, N, renewed(0.9, years))
    assert not likely(lives, N, renewed(0.985, years))
    assert not any(entries(record, "emergency_ended") for record in records)


def test_emergencies_end_in_mid_term_as_often_as_aims_are_given_up() -> None:
    """In years: an order comes so long after, that of ten years the first one does not count."""
    records = given_up(0.15, 0.0, f"{AIMS}.order_years=[1,1]", f"{AIMS}.recent=0")
    ended = sum(first(record, "emergency_ended") < inf for record in records)
    assert likely(ended, N, 1.0 - survival((0.15,), 9.0))
    assert not likely(ended, N, 1.0 - survival((0.15,), 10.0) + 0.05)


# -- what a government does --------------------------------------------------------------------


def new_government(day: str, what: str) -> str:
    """An intervention by which the target gets another government."""
    return f"{{id: on_{day[:4]}, on: {day}, government: {what}}}"


def test_a_government_that_meets_the_aims_gives_what_was_asked_and_relief_follows() -> None:
    change = f"interventions=[{new_government('2031-01-01', 'meets_aims')}]"
    for record in futures("aims", 40, change):
        (came,) = entries(record, "government_change")
        given = entries(record, "delivered")
        assert [entry.subject for entry in given] == ["peace"]  # visits are no aim
        assert 60.0 <= given[0].day - came.day <= 540.0
        assert given[0].cause == came.id
        assert [entry.numbers["why"] for entry in entries(record, "aim_met")] == ["government"]
        (ended,) = entries(record, "emergency_ended")
        assert 0.5 <= (ended.day - given[0].day) / YEAR <= 5.0
        assert not entries(record, "aim_given_up")


@pytest.mark.parametrize("who", ["meets_aims", "other"])
def test_with_a_government_that_meets_the_aims_nobody_haggles(who: str) -> None:
    """Neither before it has done what was asked nor after, at no table; else they go on."""
    change = f"interventions=[{new_government('2030-01-02', who)}]"
    asks = {"offer", "demand", "deal", "designation", "threat"}
    talks = ("talks.open=true", "talks.mode=baby_steps", "world.governments.meets_days=[540,540]")
    restless = (
        "rules.threats=true",
        "agents.executive.threats.rate=2",
        "agents.executive.designation_authority=ORDER",
        "agents.executive.designation_stalled=2",
        "agents.executive.designation_talking=2",
    )
    said = {
        entry.kind
        for record in futures("aims", 20, change, *talks, *restless)
        for entry in record.entries
        if 1.0 < entry.day < 540.0 and entry.kind in asks
    }
    assert bool(said) == (who == "other"), said
    assert who == "meets_aims" or {"designation", "demand"} <= said

    shut = (
        "rules.windows=true",
        "talks.mode=baby_steps",
        "talks.windows.young=3",
        "world.shocks.target_exit_rate=0",
    )
    turned = sum(
        any(e.numbers["to"] != "shut" for e in entries(record, "window") if e.day > 2.0)
        for record in futures("aims", 20, change, *shut)
    )
    assert turned == (0 if who == "meets_aims" else 20)

    allies = (
        "agents.senders.LEAGUE.talks.executive_proposes=0.5",
        "rules.aims=true",
    )
    said = {
        entry.kind
        for record in futures("council", 20, change, *allies)
        for entry in record.entries
        if entry.day > 1.0 and entry.kind in asks
    }
    assert bool(said) == (who == "other"), said


def test_the_next_one_takes_it_back_and_the_aim_is_held_again() -> None:
    there = new_government("2031-01-01", "meets_aims")
    back = new_government("2032-07-02", "other")
    slow = f"{AIMS}.order_years=[5,5]"
    for record in futures("aims", 40, f"interventions=[{there},{back}]", slow):
        assert [entry.subject for entry in entries(record, "withdrawn")] == ["peace"]
        until = 912.0  # 2 July 2032
        assert all(entry.day <= until for entry in entries(record, "wind_down"))
        assert not entries(record, "emergency_ended")


def test_without_the_rule_only_the_leader_leaves() -> None:
    records = futures(
        "aims", 40, "rules.aims=false", "world.shocks.target_exit_rate=0.5", f"{AIMS}.give_in=5"
    )
    kinds = {entry.kind for record in records for entry in record.entries}
    assert "leader_exit" in kinds
    assert not kinds & {"government_change", "aim_given_up", "aim_met", "wind_down", "favour"}


def test_favours_are_a_stream_of_their_own() -> None:
    """A favour now and then leaves the luck of everything else alone."""
    records = given_up(0.6, 0.3)
    others = given_up(0.6, 0.3, f"{AIMS}.favour_rate=3")
    for one, other in zip(records, others, strict=True):
        assert first(one, "aim_given_up") == first(other, "aim_given_up")
        assert first(one, "emergency_ended") == first(other, "emergency_ended")


def test_a_successor_who_reverses_it_holds_the_aim_again() -> None:
    """What was wound down bites again, and nothing more is wound down until it is given up anew."""
    over = "compliance.reversal"
    records = given_up(
        9.0,
        0.0,
        f"{AIMS}.order_years=[9,9]",
        "rules.reversal=true",
        "world.next_term=2032",
        *(f"{over}.{name}=1" for name in ("successor", "heir", "permanent")),
        f"{over}.crackdown_rate=0",
    )[:60]
    for record in records:
        reverses = entries(record, "successor_reverses")[0]
        assert entries(record, "snapback")
        again = [e.day for e in entries(record, "aim_given_up") if e.day > reverses.day]
        pause = again[0] if again else inf
        steps = [entry.day for entry in entries(record, "wind_down")]
        assert any(day < reverses.day for day in steps)
        assert not any(reverses.day < day < pause for day in steps)


def test_what_is_wound_down_is_not_bargained_for() -> None:
    """Talks go on day after day until the aim is given up, and not a day longer."""
    talks = ("talks.mode=baby_steps", "talks.rounds_fixed=true", "agents.executive.aims.give_in=3")
    for record in futures("aims", 10, *talks, f"{AIMS}.order_years=[9,9]"):
        gone = first(record, "aim_given_up")
        proposed = [e.day / YEAR for kind in ("offer", "demand") for e in entries(record, kind)]
        assert any(day < gone for day in proposed) or gone < 1.0
        assert not any(day > gone for day in proposed)
