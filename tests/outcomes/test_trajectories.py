"""Series from change points: the account of LP, exact exponentials, an independent recount."""

from dataclasses import replace
from itertools import pairwise
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.bargaining.overcompliance import relax
from sim.engine.state.record import Record, Reluctance
from sim.engine.state.relief import Change
from sim.outcomes.in_force import (
    measures_at_start,
    tranches_in_force,
)
from sim.outcomes.moves import ROADS
from sim.outcomes.series import POINTS
from sim.outcomes.step_series import overcompliance
from sim.outcomes.trajectories import names, on_grid, steps, table
from tests.records import MODES, model, record

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=25)


def first_of(class_: str, sender: str = "US") -> int:
    """Number of the first tranche of a class of a sender."""
    tranches = model("hold").tranches
    return next(i for i, t in enumerate(tranches) if (t.class_, t.sender) == (class_, sender))


def handmade(*changes: Change, reluctance: list[Reluctance] | None = None) -> Record:
    """A record of a world in which nothing happens but these changes."""
    plain = record(1, "hold")
    return replace(
        plain,
        changes=list(changes),
        tranches=list(plain.model.tranches),
        reluctance=plain.reluctance if reluctance is None else reluctance,
    )


# -- the account of LP ---------------------------------------------------------------------


@quick
@given(seed=st.integers(0, 200), mode=st.sampled_from(MODES))
def test_lp_eased_and_in_force_are_those_at_the_start_and_those_added(seed: int, mode: str) -> None:
    series = steps(record(seed, mode))
    moments = series["legal"].days
    assert moments[0] == 0.0
    assert {c.day for c in record(seed, mode).changes} <= set(moments)
    balance = series["legal"].values + series["in_force"].values - series["added"].values
    assert balance == pytest.approx(np.full(len(moments), 100.0), abs=1e-9)


@quick
@given(seed=st.integers(0, 200), mode=st.sampled_from(MODES))
def test_every_breakdown_adds_up_to_the_whole(seed: int, mode: str) -> None:
    series = {name: s.values for name, s in steps(record(seed, mode)).items()}
    c = model(mode).catalogue
    for parts in (
        [f"legal_{s}" for s in c.senders],
        [f"class_{k}" for k in c.classes],
        [f"instrument_{i}" for i in (*c.instruments, "lapse")],
        [f"via_{road}" for road in ROADS],
    ):
        whole = sum(series[name] for name in parts)
        assert whole == pytest.approx(series["legal"], abs=1e-9)
        assert all(series[name].min() > -1e-9 for name in parts)
    in_force = sum(series[f"in_force_{s}"] for s in c.senders)
    assert in_force == pytest.approx(series["in_force"], abs=1e-9)


@quick
@given(
    seed=st.integers(0, 60),
    mode=st.sampled_from(MODES),
    days=st.lists(st.floats(0.0, 1410.0), min_size=1, max_size=8).map(sorted),
)
def test_a_recount_tranche_by_tranche_agrees(seed: int, mode: str, days: list[float]) -> None:
    r = record(seed, mode)
    rows = dict(zip(names(r.model), table(r, days), strict=True))
    for k, day in enumerate(days):
        on = [i < len(r.model.tranches) for i in range(len(r.tranches))]
        exists = on.copy()
        for change in r.changes:
            if change.day <= day:
                on[change.tranche], exists[change.tranche] = change.on, True
        eased = [t for t, o, e in zip(r.tranches, on, exists, strict=True) if e and not o]
        assert rows["legal"][k] == pytest.approx(sum(t.lp for t in eased), abs=1e-9)
        felt = sum(t.lp * (1.0 - withheld(r, t.class_, day)) for t in eased)
        assert rows["effective"][k] == pytest.approx(felt, abs=1e-9)
        mine = sum(t.lp for t in eased if t.sender == "US")
        assert rows["legal_US"][k] == pytest.approx(mine, abs=1e-9)


def withheld(r: Record, class_: str, day: float) -> float:
    """Overcompliance of a class by the rule itself."""
    last = [p for p in r.reluctance if p.class_ == class_ and p.day <= day][-1]
    tau = r.model.scenario.values.reluctance.tau_months / 12.0
    o = relax(last.level, last.target, tau, (day - last.day) / 365.25)
    return r.model.classes[class_].overcompliance * o


@quick
@given(seed=st.integers(0, 200), mode=st.sampled_from(MODES))
def test_effective_relief_lies_between_nothing_and_legal_relief(seed: int, mode: str) -> None:
    r = record(seed, mode)
    series = on_grid(r, np.linspace(0.0, r.horizon, 60))
    for name in ("", *(f"_{s}" for s in r.model.catalogue.senders)):
        assert (series[f"effective{name}"] >= -1e-5).all()
        assert (series[f"effective{name}"] <= series[f"legal{name}"] + 1e-5).all()
    assert ((series["share"] >= -1e-6) & (series["share"] <= 1.0)).all()


# -- exact answers -------------------------------------------------------------------------


def test_overcompliance_follows_its_exponential_between_change_points() -> None:
    bank, trade = first_of("bank"), first_of("trade")
    path = [Reluctance(0.0, "bank", 0.8, 0.2), Reluctance(365.25, "bank", 0.5, 0.9)]
    r = handmade(
        Change(0.0, bank, False, "delisting", "bargain"),
        Change(0.0, trade, False, "delisting", "bargain"),
        reluctance=path,
    )
    lp = r.tranches[bank].lp
    half_year, tau = 182.625, 1.5  # tau is 18 months
    got = on_grid(r, [0.0, half_year, 365.25, 365.25 + half_year])["effective_class_bank"]
    o = [0.8, 0.2 + 0.6 * exp(-0.5 / tau), 0.5, 0.9 - 0.4 * exp(-0.5 / tau)]
    assert got == pytest.approx([lp * (1.0 - x) for x in o], rel=1e-6)
    # Of a class to which no overcompliance applies all relief arrives.
    felt = on_grid(r, [700.0])
    assert felt["effective_class_trade"] == pytest.approx(felt["class_trade"])


def test_half_of_the_reluctance_applies_to_oil() -> None:
    r = handmade(reluctance=[Reluctance(0.0, "oil", 0.6, 0.6)])
    assert overcompliance([r], np.array([[100.0]]), ["oil"])[0, 0] == pytest.approx([0.3])


def test_a_change_counts_from_its_day_on() -> None:
    i = first_of("bank")
    r = handmade(
        Change(10.0, i, False, "licence", "oil"),
        Change(20.0, i, True, "", "lapse"),
    )
    lp = r.tranches[i].lp
    got = on_grid(r, [9.99, 10.0, 19.99, 20.0])["legal"]
    assert got == pytest.approx([0.0, lp, lp, 0.0], abs=1e-6)


def test_turning_a_waiver_into_an_end_moves_lp_between_instruments_only() -> None:
    i = first_of("dualuse")
    r = handmade(
        Change(10.0, i, False, "waiver", "bargain"),
        Change(50.0, i, False, "statute_repealed", "statute"),
    )
    lp = r.tranches[i].lp
    series = steps(r)
    assert series["legal"].values == pytest.approx([0.0, lp, lp])
    assert series["instrument_waiver"].values == pytest.approx([0.0, lp, 0.0])
    assert series["instrument_statute_repealed"].values == pytest.approx([0.0, 0.0, lp])
    assert series["via_bargain"].values == pytest.approx([0.0, lp, 0.0])
    assert series["in_force"].values == pytest.approx([100.0, 100.0 - lp, 100.0 - lp])


def test_what_is_added_and_then_eased_counts_as_both() -> None:
    plain = record(1, "hold")
    new = plain.model.tranches[0]._replace(measure="designation_1", lp=3.0, since=5.0)
    i = len(plain.model.tranches)
    r = replace(
        plain,
        tranches=[*plain.model.tranches, new],
        changes=[
            Change(5.0, i, True, "", "added"),
            Change(9.0, i, False, "delisting", "bargain"),
            Change(12.0, i, True, "", "snapback"),
        ],
    )
    got = on_grid(r, [4.0, 5.0, 9.0, 12.0])
    assert got["added"] == pytest.approx([0.0, 3.0, 3.0, 3.0])
    assert got["legal"] == pytest.approx([0.0, 0.0, 3.0, 0.0], abs=1e-6)
    assert got["in_force"] == pytest.approx([100.0, 103.0, 100.0, 103.0])
    assert got["share"][2] == pytest.approx(3.0 / 103.0)


def test_noted_series_hold_until_they_are_noted_again() -> None:
    r = record(7)
    noted = [p for p in r.points if p.series == "war"]
    between = [0.5 * (a.day + b.day) for a, b in pairwise(noted)]
    got = on_grid(r, between)["war"]
    assert got == pytest.approx([p.value for p in noted[:-1]], rel=1e-6)
    assert steps(r)["war"].values.tolist() == [p.value for p in noted]


# -- form ----------------------------------------------------------------------------------


def test_series_have_the_same_names_in_all_replications_and_are_float32() -> None:
    grid = np.arange(0.0, 1411.0, 30.4375)
    first, second = on_grid(record(2), grid), on_grid(record(13), grid)
    assert list(first) == list(second) == list(names(model("baby_steps")))
    assert len(set(first)) == len(first)
    assert all(v.dtype == np.float32 and v.shape == grid.shape for v in first.values())
    assert set(POINTS) <= set(first)


def test_one_day_is_a_grid_too() -> None:
    assert on_grid(record(7), [record(7).horizon])["added"].shape == (1,)


@pytest.mark.parametrize("days", [[], [3.0, 2.0], [-1.0, 2.0], [[1.0]]])
def test_a_grid_that_is_none_is_refused(days: list[float]) -> None:
    with pytest.raises(ValueError, match="days must be"):
        table(record(7), days)


# -- measures --------------------------------------------------------------------------------


def in_force(r: Record, days: list[float]) -> NDArray[np.int64]:
    counts: NDArray[np.int64]
    (counts,) = tranches_in_force([r], [measures_at_start(r.model)], np.array(days))
    return counts


@quick
@given(
    seed=st.integers(0, 60),
    mode=st.sampled_from(MODES),
    days=st.lists(st.floats(0.0, 1410.0), min_size=1, max_size=8).map(sorted),
)
def test_tranches_in_force_are_those_found_one_by_one(
    seed: int, mode: str, days: list[float]
) -> None:
    r = record(seed, mode)
    counts = in_force(r, days)
    assert counts.dtype == np.int64
    names = list(dict.fromkeys(t.measure for t in r.model.tranches))
    assert list(measures_at_start(r.model).names) == names
    assert [name for name in r.model.catalogue.measures if name in names] == names
    for k, day in enumerate(days):
        on = [True] * len(r.model.tranches)
        for c in r.changes:
            if c.day <= day and c.tranche < len(on):
                on[c.tranche] = c.on
        mine = [t.measure for t, o in zip(r.model.tranches, on, strict=True) if o]
        assert counts[:, k].tolist() == [mine.count(name) for name in names]


def test_a_tranche_that_goes_off_twice_is_missed_once_and_comes_back_whole() -> None:
    i = first_of("dualuse")
    r = handmade(
        Change(10.0, i, False, "waiver", "bargain"),
        Change(50.0, i, False, "statute_repealed", "statute"),
        Change(90.0, i, True, "", "snapback"),
        Change(95.0, len(model("hold").tranches), True, "", "added"),
    )
    row = measures_at_start(r.model).row[i]
    whole = measures_at_start(r.model).sizes[row]
    counts = in_force(r, [0.0, 10.0, 50.0, 90.0, 95.0])
    assert counts[row].tolist() == [whole, whole - 1, whole - 1, whole, whole]
    assert counts.sum(axis=0)[[0, 4]].tolist() == [len(r.model.tranches)] * 2
