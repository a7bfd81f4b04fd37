"""Visible steps are signals: what they come to, and what they are worth (R31)."""

from __future__ import annotations

from math import exp

import pytest

from sim.engine.state.alignment import Alignment, signal
from sim.engine.valuation.offers import Offers
from sim.theory.alignment import after_steps
from tests.limits.games import YEAR, first_day, futures

SIGNALS = "rules.signals=true"


@pytest.mark.parametrize("share", [0.05, 0.2, 1.0])
@pytest.mark.parametrize("gap", [0.0, 0.25, 3.0])
@pytest.mark.parametrize("fades", [1.0, 4.0])
def test_regular_steps_come_to_a_geometric_sum(share: float, gap: float, fades: float) -> None:
    alignment = Alignment()
    for n in range(1, 30):
        level = alignment.step(n * gap * YEAR, fades, share)
        assert level == pytest.approx(after_steps(share, gap, fades, n))
        assert 0.0 <= level <= 1.0
    assert alignment.now((29 * gap + fades) * YEAR, fades) == pytest.approx(level / exp(1.0))


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_relief_that_is_given_moves_it_and_it_fades(share: float) -> None:
    records = futures(
        "pie",
        20,
        SIGNALS,
        f"agents.executive.signals.step={share}",
        "agents.executive.signals.fades_years=1.5",
    )
    seen = 0
    for record in records:
        days = sorted({entry.day for entry in record.entries if entry.kind == "eased"})
        assert len(days) == 1
        for point in record.points:
            day, value = point.day, point.value
            if point.series != "alignment":
                continue
            seen += day > days[0]
            age = (day - days[0]) / YEAR
            wanted = share * exp(-age / 1.5) if day > days[0] else 0.0
            if day != days[0]:
                assert value == pytest.approx(wanted)
    assert seen > 20


def test_without_the_rule_there_is_none() -> None:
    for record in futures("pie", 5):
        assert all(p.value == 0.0 for p in record.points if p.series == "alignment")


def own_value(*overrides: str, relief: int) -> float:
    run = first_day("pie", "agents.executive.w_wedge=0.3", *overrides).run
    values = Offers(run, run.tables[0])
    return values.package(tuple(range(relief)), ["peace"]).own


@pytest.mark.parametrize("relief", [1, 2, 40])
@pytest.mark.parametrize("share", [0.1, 0.4])
def test_the_wedge_pays_for_the_change_of_alignment_and_not_for_points(
    relief: int, share: float
) -> None:
    step = f"agents.executive.signals.step={share}"
    rival, none = "agents.executive.rivalry=0.8", "agents.executive.rivalry=0"
    gain = own_value(SIGNALS, step, rival, relief=relief) - own_value(
        SIGNALS, step, none, relief=relief
    )
    assert gain == pytest.approx(0.3 * 0.8 * 100.0 * share)
    before = own_value(rival, relief=relief) - own_value(none, relief=relief)
    assert before == pytest.approx(0.3 * 0.8 * 0.5 * relief)


def test_the_next_step_is_worth_less_the_nearer_the_target_is() -> None:
    run = first_day(
        "pie", SIGNALS, "agents.executive.w_wedge=0.3", "agents.executive.rivalry=1"
    ).run
    table = run.tables[0]
    whole = signal(run, table)
    run.alignment.step(run.now, 2.0, 0.25)
    assert signal(run, table) == pytest.approx(0.75 * whole)


@pytest.mark.parametrize("doubt", [0.0, 0.15, 0.4])
@pytest.mark.parametrize("dealer", [0.0, 0.5, 1.0])
def test_promises_weigh_by_trust(doubt: float, dealer: float) -> None:
    run = first_day(
        "pie",
        SIGNALS,
        f"agents.target.promise_doubt={doubt}",
        f"agents.target.prior_dealer={dealer}",
    ).run
    worth = Offers(run, run.tables[0]).package((0, 1), []).other
    assert worth == pytest.approx(1.0 - doubt * (1.0 - dealer))
