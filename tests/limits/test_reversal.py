"""Relief reversed by successors and after crackdowns, against shares and survival (R29)."""

from __future__ import annotations

from functools import lru_cache
from math import exp, inf

import pytest

from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.theory.hazards import survival
from tests.limits.games import YEAR, fits, futures, likely

N = 400

SELDOM = "talks.round_days=10"
"""An offer every ten days, not every day: what follows on a deal is the same, and sooner run."""

QUICK = (
    SELDOM,
    "rules.reversal=true",
    "compliance.reversal.review_days=[10, 20]",
    "compliance.reversal.crackdown_rate=0",
    "agents.executive.rivalry=0",
)


def kinds(record: Record, kind: str) -> list[Entry]:
    return [entry for entry in record.entries if entry.kind == kind]


@lru_cache
def reviewed(*overrides: str) -> tuple[int, int, int]:
    """Futures with a president after relief; those he reverses; reversals by later ones."""
    trials = reversals = late = 0
    for record in futures("pie", N, *QUICK, "world.shocks.succession_rate=0.8", *overrides):
        eased = kinds(record, "eased")
        if not eased:
            continue
        events = [e for e in kinds(record, "succession") if e.day > eased[-1].day]
        if not events or events[0].day > record.horizon - 30.0:
            continue
        trials += 1
        causes = [e.cause for e in kinds(record, "successor_reverses")]
        reversals += events[0].id in causes
        late += sum(cause != events[0].id for cause in causes)
    return trials, reversals, late


@pytest.mark.parametrize(
    ("heir", "permanent", "rivalry", "odds"),
    [(0.4, 1.0, 0.0, 0.4), (0.8, 0.5, 0.0, 0.4), (1.0, 0.0, 0.0, 0.0), (1.0, 1.0, 0.5, 0.6)],
)
def test_a_successor_reverses_what_his_predecessor_gave(
    heir: float, permanent: float, rivalry: float, odds: float
) -> None:
    """An order ended for good; so he reverses with the probabilities multiplied."""
    trials, reversals, late = reviewed(
        f"agents.executive.rivalry={rivalry}",
        f"compliance.reversal.heir={heir}",
        f"compliance.reversal.permanent={permanent}",
    )
    assert trials > 100
    assert likely(reversals, trials, odds)
    assert late == 0  # what the president before the last one gave has been looked at already


def test_all_that_he_reverses_bites_again_and_follows_from_his_taking_office() -> None:
    for record in futures(
        "pie",
        40,
        *QUICK,
        "world.shocks.succession_rate=0.8",
        "compliance.reversal.heir=1",
        "compliance.reversal.permanent=1",
    ):
        for entry in kinds(record, "successor_reverses"):
            cause = record.entries[entry.cause]
            assert cause.kind == "succession"
            assert 10.0 <= entry.day - cause.day <= 20.0
            decided = [e for e in kinds(record, "snapback_decided") if e.cause == entry.id]
            assert len(decided) == entry.numbers["steps"] == 1
            assert decided[0].numbers["lp"] == pytest.approx(entry.numbers["lp"])
            if entry.day < record.horizon - 60.0:
                back = [e for e in kinds(record, "snapback") if e.cause == decided[0].id]
                assert sum(e.numbers["lp"] for e in back) == pytest.approx(entry.numbers["lp"])


@pytest.mark.parametrize("permanent", [0.0, 1.0])
def test_what_was_made_permanent_is_not_reversed_by_the_stroke_of_a_pen(permanent: float) -> None:
    """A step that was suspended ends after a year; a successor would have to impose it anew."""
    reversed_of_made = made_before = 0
    for record in futures(
        "steps",
        60,
        "rules.reversal=true",
        "agents.executive.rivalry=0",
        "compliance.reversal.review_days=[10, 20]",
        "compliance.reversal.crackdown_rate=0",
        "compliance.reversal.heir=1",
        f"compliance.reversal.permanent={permanent}",
        "catalogue.concessions.quiet.value=2",
        "world.shocks.succession_rate=0.4",
    ):
        made = kinds(record, "made_permanent")
        took = [e for e in kinds(record, "succession") if made and e.day > made[-1].day]
        if not took or took[0].day > record.horizon - 100.0:
            continue
        if any(e.day < took[0].day for e in kinds(record, "succession")):
            continue  # a predecessor has looked at it already
        made_before += 1
        reversed_of_made += any(
            record.entries[e.cause].cause == took[0].id for e in kinds(record, "snapback_decided")
        )
    assert made_before > 5
    assert reversed_of_made == (made_before if permanent else 0)


def test_without_the_rule_nobody_reverses_what_was_kept() -> None:
    off = ("world.shocks.succession_rate=0.8", "compliance.reversal.heir=1")
    records = futures("pie", 40, *off, "compliance.reversal.crackdown_rate=5")
    assert any(kinds(record, "succession") for record in records)
    for record in records:
        assert not kinds(record, "crackdown")
        assert not kinds(record, "snapback_decided")


@pytest.mark.parametrize("kind", ["party", "democracy"])
def test_crackdowns_come_at_their_rate_and_seldom_in_a_democracy(kind: str) -> None:
    records = futures(
        "still",
        N,
        "rules.reversal=true",
        "rules.aims=true",
        "agents.executive.aims.give_in=0",
        "compliance.reversal.crackdown_rate=2",
        "compliance.reversal.in_democracy=0.25",
        f"world.governments.kind={kind}",
    )
    times = [next((e.day / YEAR for e in kinds(r, "crackdown")), inf) for r in records]
    rate = 2.0 if kind == "party" else 0.5
    assert fits(times, lambda t: 1.0 - survival((rate,), t))
    assert not fits(times, lambda t: 1.0 - survival((2.5 - rate,), t))


def test_a_crackdown_is_answered_by_reversal_and_without_relief_by_new_measures() -> None:
    trials = {True: 0, False: 0}
    answers = {True: 0, False: 0}
    for record in futures(
        "pie",
        N,
        SELDOM,
        "rules.reversal=true",
        "agents.executive.designation_authority=ORDER",
        "compliance.reversal.crackdown_rate=1",
        "compliance.reversal.answered=0.7",
        "agents.executive.rivalry=0.625",  # one half is not answered for the rival's sake
    ):
        crackdowns = kinds(record, "crackdown")
        if not crackdowns or crackdowns[0].day > record.horizon - 1.0:
            continue
        first = crackdowns[0]
        relief = any(e.day <= first.day for e in kinds(record, "eased"))
        agreed = any(e.day <= first.day for e in kinds(record, "deal"))
        if relief != agreed:
            continue  # agreed, and not given yet
        kind = "snapback_decided" if relief else "designation"
        trials[relief] += 1
        answers[relief] += any(e.cause == first.id for e in kinds(record, kind))
    for relief, count in trials.items():
        assert count > 50
        assert likely(answers[relief], count, 0.35)


@pytest.mark.parametrize("rule", [True, False])
def test_a_false_alarm_reverses_with_a_tenth_of_the_odds(rule: bool) -> None:
    """The logit is 1.5: what is broken is answered so often, what is alleged by odds / 10."""
    alarms = answered = 0
    for record in futures(
        "pie",
        N,
        SELDOM,
        f"rules.reversal={str(rule).lower()}",
        "compliance.reversal.crackdown_rate=0",
        "catalogue.concessions.peace={name: peace, kind: standing, cost: 0, value: 100}",
        "compliance.false_alarm=1",
        "agents.executive.rivalry=0",
        "compliance.snap_base=1.5",
        "compliance.snap_worth=0",
        "compliance.snap_permanent=0",
        "compliance.snap_effort=0",
    ):
        eased = kinds(record, "eased")
        first = next((e for e in kinds(record, "false_alarm") if eased and e.day > eased[0].day), 0)
        if first:
            alarms += 1
            answered += any(e.cause == first.id for e in kinds(record, "snapback_decided"))
    odds = exp(1.5) * (0.1 if rule else 1.0)
    full = 1.0 / (1.0 + exp(-1.5))
    p = 0.1 * full / (0.1 * full + 1.0 - full) if rule else full
    assert p == pytest.approx(odds / (1.0 + odds))
    assert alarms > 100
    assert likely(answered, alarms, p)
