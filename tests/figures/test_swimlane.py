"""The swimlane shows every measure, in what part it is in which state, and what happened to it."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim import __version__
from sim.engine.state.record import Record
from sim.engine.state.relief import Change
from sim.figures.base import style
from sim.figures.run.lanes import Lane, Span, folded, lanes
from sim.figures.run.swimlane import swimlane
from sim.outcomes.trajectories import steps
from tests.records import case, measures_in_force, with_events

CASES = [
    (13, "talks.mode=baby_steps"),
    (6, "talks.mode=road_map"),
    (3, "talks.mode=all_at_once"),
    (1, "talks.mode=hold"),
]


@lru_cache
def drawn(seed: int, override: str) -> Figure:
    return swimlane(case(seed, override))


def lane(record: Record, key: str) -> Lane:
    return next(x for x in lanes(record) if x.key == key)


def handmade(*changes: Change) -> Record:
    plain = case(*CASES[3])
    start = list(plain.model.tranches)
    return replace(plain, changes=list(changes), tranches=start, entries=[])


def tranches(measure: str) -> list[int]:
    return [i for i, t in enumerate(case(*CASES[3]).model.tranches) if t.measure == measure]


# -- lanes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_there_is_a_lane_for_every_measure_and_one_for_what_each_follower_adds(
    seed: int, override: str
) -> None:
    r = case(seed, override)
    senders = r.model.catalogue.senders
    new = r.tranches[len(r.model.tranches) :]
    by_leaders = {t.measure for t in new if senders[t.sender].role != "follower"}
    by_followers = {t.sender for t in new if senders[t.sender].role == "follower"}
    at_start = {t.measure for t in r.model.tranches}
    found = lanes(r)
    assert len(found) == len(at_start) + len(by_leaders) + len(by_followers)
    assert [x.sender for x in found] == sorted(
        (x.sender for x in found), key=list(senders).index
    )  # sender by sender
    assert sum(x.lp for x in found) == pytest.approx(100.0 + sum(t.lp for t in new))


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_states_of_a_lane_agree_with_the_share_in_force(seed: int, override: str) -> None:
    r = case(seed, override)
    days = np.linspace(0.0, r.horizon - 1e-6, 23)
    shares = measures_in_force(r, days)
    for x in lanes(r):
        if x.key not in shares:
            continue
        for k, day in enumerate(days):
            now = [s for s in x.spans if s.begin <= day < s.end]
            assert sum(s.high - s.low for s in now) == pytest.approx(1.0)
            held = sum(s.high - s.low for s in now if s.state.startswith("in force"))
            assert held == pytest.approx(shares[x.key][k], abs=1e-6)


def test_a_lane_tells_how_a_measure_was_eased_and_came_back() -> None:
    a, b = tranches("US_SHIPS")
    r = handmade(
        Change(10.0, a, False, "licence", "bargain"),
        Change(20.0, b, False, "delisting", "bargain"),
        Change(30.0, a, True, "", "snapback"),
        Change(40.0, a, False, "lapse", "lapse"),
    )
    assert lane(r, "US_SHIPS").spans == [
        Span(0.0, 10.0, "in force", 0.0, 1.0),
        Span(10.0, 20.0, "in force", 0.0, 0.5),
        Span(10.0, 20.0, "suspended", 0.5, 1.0),
        Span(20.0, 30.0, "suspended", 0.0, 0.5),
        Span(20.0, 30.0, "ended", 0.5, 1.0),
        Span(30.0, 40.0, "in force again", 0.0, 0.5),
        Span(30.0, 40.0, "ended", 0.5, 1.0),
        Span(40.0, r.horizon, "ended", 0.0, 0.5),
        Span(40.0, r.horizon, "lapsed", 0.5, 1.0),
    ]


def test_a_waiver_turned_into_an_end_is_ended_from_then_on() -> None:
    a, b = tranches("US_SHIPS")
    r = handmade(
        *(Change(10.0, i, False, "waiver", "bargain") for i in (a, b)),
        *(Change(25.0, i, False, "statute_repealed", "statute") for i in (a, b)),
    )
    assert [(s.begin, s.state) for s in lane(r, "US_SHIPS").spans] == [
        (0.0, "in force"),
        (10.0, "suspended"),
        (25.0, "ended"),
    ]


def test_renewals_stand_on_the_lanes_that_they_hold() -> None:
    r = case(*CASES[3])
    renewed = {
        name: [e.day for e in r.entries if e.subject == name and e.kind == kind]
        for name, kind in (("EU_269", "act_renewed"), ("PROC10371", "continued"))
    }
    assert all(renewed.values())
    assert lane(r, "EU_LIST").renewals == renewed["EU_269"]
    assert lane(r, "US_SHIPS").renewals == renewed["PROC10371"]
    assert lane(r, "UK_ALL").renewals == []  # no sunset there


def test_reviews_votes_and_snapbacks_stand_on_the_measures_they_are_about() -> None:
    r = with_events("talks.mode=all_at_once", "report", "snapback")
    found = lanes(r)
    for kind, marks in (
        ("report", lambda x: [begin for begin, _ in x.reviews]),
        ("snapback", lambda x: x.snapbacks),
    ):
        told = {(key, e.day) for e in r.entries if e.kind == kind for key in e.subject.split(",")}
        assert {(x.key, day) for x in found for day in marks(x)} == told
    for x in found:
        for begin, end in x.reviews:
            assert 29.0 <= end - begin <= 61.0 or end == r.horizon


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_unchanged_measures_of_a_sender_share_a_lane(seed: int, override: str) -> None:
    every, rows = lanes(case(seed, override)), folded(lanes(case(seed, override)))
    still = [x for x in every if x.unchanged]
    assert len(still) > 5
    for sender in {x.sender for x in every}:
        mine = [x for x in still if x.sender == sender]
        shared = [x for x in rows if x.sender == sender and not x.key]
        assert len(shared) == (len(mine) > 1)
        for lane_ in shared:
            assert lane_.name == f"{len(mine)} measures, in force throughout"
            assert lane_.lp == pytest.approx(sum(x.lp for x in mine))
    changed = [x for x in every if not x.unchanged]
    assert [x for x in rows if x in changed] == changed
    assert sum(x.lp for x in rows) == pytest.approx(sum(x.lp for x in every))


def test_a_legend_says_only_what_is_drawn() -> None:
    plain = [t.get_text() for t in swimlane(handmade()).legends[0].get_texts()]
    assert plain == ["in force"]
    a = tranches("US_SHIPS")[0]
    eased = swimlane(handmade(Change(10.0, a, False, "licence", "bargain")))
    assert [t.get_text() for t in eased.legends[0].get_texts()] == [
        "in force",
        "suspended (licence, waiver)",
    ]


# -- the figure ----------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_the_figure_names_every_lane_with_its_weight(seed: int, override: str) -> None:
    r, figure = case(seed, override), drawn(seed, override)
    (axes,) = figure.axes
    texts = [t.get_text() for t in axes.texts]
    for x in folded(lanes(r)):
        cut = [t for t in texts if t.endswith("…") and x.name.startswith(t.removesuffix("…"))]
        assert x.name in texts or (len(cut) == 1 and len(x.name) > 64)  # there is room for these
        assert f"{x.lp:.2f}" in texts
    for sender in r.model.catalogue.senders.values():
        assert sender.name in texts
    bottom, top = axes.get_ylim()
    rows = len(folded(lanes(r))) + len({x.sender for x in folded(lanes(r))})
    assert bottom - top == rows
    assert f"{r.model.scenario.title} · future 0 · seed {seed} · thaw {__version__}" in [
        t.get_text() for t in figure.texts
    ]


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_drawn_areas_weighted_by_lp_are_the_lp_in_force_over_time(seed: int, override: str) -> None:
    r, figure = case(seed, override), drawn(seed, override)
    (axes,) = figure.axes
    weight = {}
    y, sender = -1, ""
    for x in folded(lanes(r)):
        y += 2 if x.sender != sender else 1
        sender = x.sender
        weight[y] = x.lp
    area = 0.0
    for boxes in axes.collections:
        if isinstance(boxes, PolyCollection) and str(boxes.get_label()).startswith("in force"):
            for path in boxes.get_paths():
                (x0, y0), (x1, y1) = path.vertices.min(axis=0), path.vertices.max(axis=0)
                area += (x1 - x0) * (y1 - y0) / 0.8 * weight[round((y0 + y1) / 2.0)]
    days, lp = steps(r)["in_force"]
    expected = float(np.sum(np.diff([*days, r.horizon]) * lp))
    assert area == pytest.approx(expected, rel=1e-6)


def test_names_do_not_run_into_each_other_or_off_the_figure() -> None:
    figure = drawn(*CASES[0])
    with style.house():
        names = [t for t in figure.axes[0].texts if t.get_text()]
        boxes = [t.get_window_extent() for t in names]
        assert min(b.x0 for b in boxes) >= 0.0
        assert max(b.x1 for b in boxes) <= figure.bbox.x1
        left = sorted(
            (b for b, t in zip(boxes, names, strict=True) if t.get_ha() != "left"),
            key=lambda b: (round(b.x1), b.y0),
        )
        for a, b in pairwise(left):
            assert round(a.x1) != round(b.x1) or a.y1 <= b.y0 + 1.0
    sizes = [t.get_fontsize() for t in figure.findobj(Text) if t.get_text()]
    assert min(sizes) >= 8.5
