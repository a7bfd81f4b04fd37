"""What holds for every figure that compares scenarios."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import matplotlib
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base.medium import MEMO, SLIDE, Medium
from sim.figures.base.save import save
from sim.figures.registry import figures_of
from tests.batches import small_batch
from tests.legibility import assert_legible, broken, draws, panels, wording
from tests.scenarios.worlds import elsewhere

COMPARISON_FIGURES = draws("comparison")

NAMES = sorted(COMPARISON_FIGURES)
ONE_OR_MANY = {
    name for name, kind in figures_of("batch").items() if figures_of("comparison").get(name) == kind
}
PAIRED = {"differences", "ecdf", "regret", "matrix"}


def batches() -> list[Batch]:
    return [small_batch(stem, 8) for stem in ("russia_2025", "baby_steps", "road_map")]


@cache
def drawn(name: str) -> Figure:
    return COMPARISON_FIGURES[name](batches())


def test_figures_of_one_scenario_or_several_are_the_same_figure() -> None:
    assert {"fan", "classes", "survival"} <= ONE_OR_MANY


def test_all_kinds_have_a_name_and_their_order() -> None:
    order = ["classes", "matrix", "fan", "differences", "survival", "ecdf", "utilities", "regret"]
    assert [name for name in COMPARISON_FIGURES if name in order] == order


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_read_and_says_of_what_it_is(name: str) -> None:
    assert_legible(drawn(name))
    said = " ".join(wording(drawn(name)).split())
    titles = "; ".join(batch.title for batch in batches())
    assert f"3 scenarios: {titles} · 8 futures each · seed 0" in said
    found = figures_of("comparison")[name].finding(batches())
    assert found
    assert found in said
    for program in ("baby_steps", "road_map", "legal_end", "bargained_end", "utility_"):
        assert program not in said  # names of files and columns are for programs


@pytest.mark.parametrize("name", NAMES)
def test_every_axis_says_what_it_measures(name: str) -> None:
    def named(axes: Axes) -> bool:
        if name in ("differences", "matrix"):  # outcomes stand beside the rows
            return any("Relief at the end" in text.get_text() for text in axes.texts)
        rows = any(not _number(t.get_text()) for t in axes.get_yticklabels() if t.get_text())
        return bool(axes.get_ylabel()) or rows

    found = panels(drawn(name))
    if name not in ("fan", "matrix"):  # dates; names with units over each column
        assert all(axes.get_xlabel() for axes in found)
    assert named(found[1 if name == "matrix" else 0])  # before it, the strip of colours


def _number(text: str) -> bool:
    return text.replace("−", "").replace(".", "").replace(" %", "").isdigit()


@pytest.mark.many
@pytest.mark.parametrize("name", NAMES)
def test_the_same_batches_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = [p.read_bytes() for p in save(drawn(name), tmp_path / "a")]
    with matplotlib.rc_context({"font.size": 30.0, "axes.grid": False}):
        again = COMPARISON_FIGURES[name](batches())
    assert [p.read_bytes() for p in save(again, tmp_path / "b")] == first


@pytest.mark.many
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("stems", "n"),
    [
        (("russia_2025", "russia_2025"), 8),  # no difference at all
        (("hold", "maximalist_kremlin"), 8),  # no deal at all
        (("russia_2025", "wedge"), 2),
        (("russia_2025", "wedge"), 1),
        (("russia_2025", "by_hand", "russia_2026"), 4),  # other senders, other years
    ],
)
def test_extreme_cases_are_drawn_and_can_be_read(name: str, stems: tuple[str, ...], n: int) -> None:
    assert_legible(COMPARISON_FIGURES[name]([small_batch(stem, n) for stem in stems]))


@pytest.mark.many
@pytest.mark.parametrize("name", NAMES)
def test_long_names_fit(name: str) -> None:
    first, second = small_batch("russia_2025", 4), small_batch("hold", 4)
    long = replace(second, name="a_name_that_somebody_typed_without_any_thought_of_figures")
    assert_legible(COMPARISON_FIGURES[name]([first, long]))
    scenario = second.model.scenario.model_copy(update={"title": "Words " * 33 + "$5 $6"})
    titled = replace(second, model=elsewhere(second.model, scenario=scenario))
    assert_legible(COMPARISON_FIGURES[name]([first, titled]))


@pytest.mark.many
@pytest.mark.parametrize("medium", [MEMO, SLIDE])
@pytest.mark.parametrize("name", ["differences", "matrix"])
def test_a_memo_and_a_slide_can_be_read_whatever_is_compared(name: str, medium: Medium) -> None:
    draw = COMPARISON_FIGURES[name]
    assert_legible(draw(batches(), medium=medium))
    assert_legible(draw([small_batch("russia_2025", 8)] * 2, medium=medium))
    assert_legible(draw([small_batch(stem, 1) for stem in ("russia_2025", "wedge")], medium=medium))
    first, second = small_batch("russia_2025", 4), small_batch("hold", 4)
    scenario = second.model.scenario.model_copy(update={"title": "Words " * 33 + "$5 $6"})
    titled = replace(second, model=elsewhere(second.model, scenario=scenario))
    assert_legible(draw([first, titled], medium=medium))
    solid = second.model.scenario.model_copy(update={"title": "Unbroken" * 20})
    unbroken = replace(second, model=elsewhere(second.model, scenario=solid))
    assert_legible(draw([first, unbroken, second], medium=medium))


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_of_a_sweep_keep_names_that_differ(name: str) -> None:
    sweep = [
        replace(b, name=f"talks_of_a_patient_kremlin_with_jv_{k}")
        for k, b in enumerate([small_batch("hold", 4)] * 3)
    ]
    said = wording(COMPARISON_FIGURES[name](sweep))
    for k in range(1, 3):  # the first is the baseline, of which some figures have no row
        assert any(line.startswith(f"…{k}") or f"_{k}" in line for line in said.split("\n")), k


LINES = {"survival", "ecdf"}


@pytest.mark.many
@pytest.mark.parametrize("name", NAMES)
def test_lines_are_drawn_of_six_scenarios_at_most(name: str) -> None:
    seven = [small_batch("hold", 2)] * 7
    if name in LINES:
        with pytest.raises(ThawError, match="7 scenarios are too many for the lines of"):
            COMPARISON_FIGURES[name](seven)
    else:
        assert_legible(COMPARISON_FIGURES[name](seven))


@pytest.mark.parametrize("name", NAMES)
def test_a_single_batch_is_refused_where_two_are_needed(
    name: str,
) -> None:
    if name in ONE_OR_MANY:
        alone = batches()[0]
        assert wording(COMPARISON_FIGURES[name]([alone])) == wording(draws("batch")[name](alone))
    else:
        with pytest.raises(ThawError, match="two scenarios or more"):
            COMPARISON_FIGURES[name](batches()[:1])
    with pytest.raises(ThawError, match="futures failed"):
        COMPARISON_FIGURES[name]([small_batch("examples/veridia", 3), broken()])


@pytest.mark.parametrize("name", NAMES)
def test_luck_must_be_shared_only_where_futures_are_paired(name: str) -> None:
    apart = [small_batch("hold", 2), small_batch("hold", 2, 1)]
    if name in PAIRED:
        with pytest.raises(ThawError, match="do not share their luck"):
            COMPARISON_FIGURES[name](apart)
    else:
        assert "seeds 0, 1" in wording(COMPARISON_FIGURES[name](apart))
