"""The timeline shows what the record says, in units, and writes it where it can be read."""

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim import __version__
from sim.engine.state.record import Record
from sim.figures.base import style
from sim.figures.base.dates import date_number
from sim.figures.run.notes import notes
from sim.figures.run.timeline import timeline
from sim.outcomes.trajectories import on_grid, steps
from tests.records import case, with_events
from tests.scenarios.worlds import elsewhere

CASES = [
    (7, "talks.mode=baby_steps"),
    (6, "talks.mode=road_map"),
    (3, "talks.mode=all_at_once"),
    (1, "talks.mode=hold"),
    (2, "decisions.emergencies.EO14024.2026=lapse"),
]


@lru_cache
def drawn(seed: int, override: str) -> Figure:
    return timeline(case(seed, override))


def heights_at_the_end(axes: Axes) -> list[float]:
    """Upper edges of the stacked areas at the right edge, from below."""
    right = axes.get_xlim()[1]
    tops = []
    for area in axes.collections:
        vertices = area.get_paths()[0].vertices
        tops.append(float(np.max(vertices[np.isclose(vertices[:, 0], right), 1])))
    return tops


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_areas_end_at_the_relief_of_the_record_stacked_by_sender(seed: int, override: str) -> None:
    r, axes = case(seed, override), drawn(seed, override).axes[0]
    series = steps(r)
    expected = np.cumsum([series[f"legal_{s}"].values[-1] for s in r.model.catalogue.senders])
    assert heights_at_the_end(axes) == pytest.approx(expected, abs=1e-9)
    low, high = axes.get_ylim()
    assert (low, high > series["legal"].values.max()) == (0.0, True)


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_the_dashed_line_is_the_effective_relief_of_the_executive(seed: int, override: str) -> None:
    r = case(seed, override)
    (line,) = [x for x in drawn(seed, override).axes[0].lines if "effective" in str(x.get_label())]
    days = np.asarray(line.get_xdata()) - date_number(r.model, 0.0)
    expected = on_grid(r, np.maximum(days + 1e-6, 0.0))["effective_US"]
    assert np.asarray(line.get_ydata()) == pytest.approx(expected, abs=1e-3)
    assert line.is_dashed()


def test_the_date_axis_runs_from_the_first_day_to_the_last() -> None:
    r, figure = case(*CASES[0]), drawn(*CASES[0])
    for axes in figure.axes:
        first, last = (num2date(x).date() for x in axes.get_xlim())
        assert first == r.model.scenario.start
        assert (last - r.model.scenario.end).days == 1


def test_panels_say_their_units_and_the_title_says_which_future() -> None:
    r, figure = case(*CASES[0]), drawn(*CASES[0])
    assert [a.get_ylabel() for a in figure.axes] == ["LP eased", "", "LP", "0 to 1", "$/bbl"]
    texts = [t.get_text() for t in figure.texts]
    assert f"{r.model.scenario.title} · future 0 · seed 7 · thaw {__version__}" in texts
    assert any("100 LP is what the target would gain if all" in t for t in texts)
    (legend,) = figure.legends
    labels = [t.get_text() for t in legend.get_texts()]
    # Senders that ease nothing are in the heading, not in the legend.
    series = steps(r)
    senders = r.model.catalogue.senders
    easing = [s.name for key, s in senders.items() if series[f"legal_{key}"].values.any()]
    assert labels[:-1] == easing
    (told,) = [t for t in texts if "stacked by sender" in t]
    others = [s.name for s in senders.values() if s.name not in easing]
    assert (", ".join(others) in told) or f"{len(others)} other senders" in told


def test_panels_and_rows_in_which_nothing_happens_are_left_out() -> None:
    flat = case(1, "world.oil={shock_rate: 0, level_sd: 0}")
    assert set(steps(flat)["oil"].values) == {steps(flat)["oil"].values[0]}
    figure = timeline(flat)
    assert "$/bbl" not in [a.get_ylabel() for a in figure.axes]
    rows = [t.get_text() for t in figure.axes[1].get_yticklabels()]
    assert "Oil licences" not in rows
    assert rows


def test_an_intervention_is_called_by_its_note() -> None:
    change = '[{id: shock_1, on: 2026-01-10, war: 0.1, note: "The front moves $5 to $6"}]'
    noted = [n.text for n in notes(case(1, f"interventions={change}"))]
    assert "The front moves $5 to $6" in [text.replace("\n", " ") for text in noted]
    assert not any("shock" in text for text in noted)


def test_the_name_of_a_sender_of_any_length_stays_on_the_page() -> None:
    r = case(*CASES[0])
    long = {
        key: s.model_copy(update={"name": "Commonwealth of " + "Vastness " * 20})
        for key, s in r.model.catalogue.senders.items()
    }
    catalogue = r.model.catalogue.model_copy(update={"senders": long})
    figure = timeline(replace(r, model=elsewhere(r.model, catalogue=catalogue)))
    with style.house():
        for legend in figure.legends:
            box = legend.get_window_extent()
            assert figure.bbox.x0 <= box.x0
            assert box.x1 <= figure.bbox.x1
        for text in figure.texts:
            assert text.get_window_extent().x1 <= figure.bbox.x1
    (legend,) = figure.legends
    assert all("…" in t.get_text() for t in legend.get_texts())


def test_a_sender_whose_name_begins_with_an_underscore_is_in_the_legend() -> None:
    r = with_events("talks.mode=all_at_once", "deal")
    named = {
        key: s.model_copy(update={"name": f"_{s.name}"})
        for key, s in r.model.catalogue.senders.items()
    }
    catalogue = r.model.catalogue.model_copy(update={"senders": named})
    (legend,) = timeline(replace(r, model=elsewhere(r.model, catalogue=catalogue))).legends
    assert "_United States" in [t.get_text().strip() for t in legend.get_texts()]


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_every_event_has_its_mark(seed: int, override: str) -> None:
    r, axes = case(seed, override), drawn(seed, override).axes[1]
    rows = [t.get_text() for t in axes.get_yticklabels()]
    every = ["Talks", "Legislature", "Reversals", "Renewals", "Oil licences", "New measures"]
    assert rows == [name for name in every if name in rows]
    kinds_seen = {e.kind for e in r.entries}
    assert ("Reversals" in rows) == bool(
        "snapback" in kinds_seen
        or any(e.kind == "licence_lapse" and e.numbers.get("via") != "oil" for e in r.entries)
    )
    assert ("New measures" in rows) == any(c.via == "added" for c in r.changes)
    marked = {str(x.get_label()): x for x in axes.lines}
    origin = date_number(r.model, 0.0)
    for label, kinds in (
        ("deal, stage", ("deal", "stage")),
        ("gesture", ("gesture",)),
        ("road-map", ("road_map",)),
        ("snapback", ("snapback",)),
        ("lapse", ("emergency_lapse", "emergency_ended", "act_lapse", "repeal", "sunset")),
        ("renewal", ("continued", "act_renewed")),
        ("vote", ("vote",)),
    ):
        days = sorted({e.day for e in r.entries if e.kind in kinds})
        assert (label in marked) == bool(days)
        if days:
            shown = np.asarray(marked[label].get_xdata()) - origin
            assert shown == pytest.approx(days, abs=1e-6)
    ticks = [x for x in axes.lines if len(x.get_xdata()) == 2 and x.get_linestyle() == "-"]
    assert len(ticks) == sum(c.via == "added" for c in r.changes)


def callouts(figure: Figure, r: Record) -> list[Text]:
    wording = {note.text for note in notes(r)}
    return [t for t in figure.texts if t.get_text() in wording]


@pytest.mark.parametrize(("seed", "override"), CASES)
def test_texts_over_the_relief_do_not_meet_and_stay_on_the_figure(seed: int, override: str) -> None:
    figure = drawn(seed, override)
    found = callouts(figure, case(seed, override))
    with style.house():
        boxes = [text.get_window_extent() for text in found]
        whole = figure.bbox
        for box in boxes:
            assert whole.x0 <= box.x0
            assert box.x1 <= whole.x1
            assert box.y1 <= whole.y1
        for a, b in combinations(boxes, 2):
            assert not (a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1)


def test_texts_say_what_was_agreed_and_what_lapsed() -> None:
    lapse = case(*CASES[4])
    gone = [e for e in lapse.entries if e.kind == "emergency_lapse" and e.subject == "EO14024"]
    lp = sum(
        float(str(e.numbers["lp"]))
        for e in lapse.entries
        if e.kind == "ended" and e.cause == gone[0].id
    )
    wanted = f"EO 14024 lapses:\n{lp:.1f} LP end"
    assert wanted in {t.get_text() for t in callouts(drawn(*CASES[4]), lapse)}
    bargain = with_events("talks.mode=all_at_once", "deal")
    deal = next(e for e in bargain.entries if e.kind == "deal")
    said = [note.text for note in notes(bargain) if note.day == deal.day]
    assert any(text.startswith(f"Deal: {deal.numbers['lp']:.1f} LP for\n") for text in said)


def test_all_letters_are_large_enough_to_read_at_1600_pixels() -> None:
    figure = drawn(*CASES[0])
    assert figure.get_figwidth() * figure.dpi == 1600
    sizes = [t.get_fontsize() for t in figure.findobj(Text) if t.get_text()]
    assert min(sizes) >= 8.5  # 15 px


def test_drawing_leaves_the_settings_of_others_alone() -> None:
    settings = {"font.size": 23.0, "axes.grid": False, "svg.hashsalt": "mine"}
    with matplotlib.rc_context(settings):
        figure = timeline(case(*CASES[3]))
        assert {key: matplotlib.rcParams[key] for key in settings} == settings
    # Nor do theirs get into the figure.
    assert max(t.get_fontsize() for t in figure.findobj(Text)) < 20.0


def test_colours_of_neighbouring_senders_differ_in_grey() -> None:
    def luminance(colour: str) -> float:
        r, g, b = (int(colour[k : k + 2], 16) / 255.0 for k in (1, 3, 5))
        return 0.299 * r + 0.587 * g + 0.114 * b

    first_three = [luminance(c) for c in style.SENDER_COLOURS[:3]]
    assert min(abs(a - b) for a, b in combinations(first_three, 2)) > 0.15
    looks = list(zip(style.SENDER_COLOURS, style.SENDER_HATCHES, strict=True))
    assert len(set(looks)) == len(looks)
