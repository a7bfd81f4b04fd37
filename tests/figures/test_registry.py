"""Figures by name: each is drawn, is the same each time, and shares the settings of nobody."""

from pathlib import Path

import matplotlib
import pytest

from sim import __version__
from sim.errors import ThawError
from sim.figures import save
from sim.figures.base.save import drawing
from sim.figures.registry import UnknownFigureError, drawing_of, usual_figures
from tests.batches import small_batch
from tests.legibility import UNCERTAIN, assert_legible, draws, wording

BATCH_FIGURES = {name: draw for name, draw in draws("batch").items() if name != "tree"}
"""That of futures which branch off another one has tests of its own."""

LONG = "end=2045-12-31"
"""An override that makes a scenario long enough to be told by decades."""


@pytest.mark.parametrize("name", BATCH_FIGURES)
def test_every_figure_says_of_what_it_is(name: str) -> None:
    said = wording(BATCH_FIGURES[name](small_batch("examples/veridia", 24, 3, UNCERTAIN, LONG)))
    assert f"Veridia: an invented country · 24 futures · seed 3 · thaw {__version__}" in said


@pytest.mark.many
@pytest.mark.parametrize("name", BATCH_FIGURES)
def test_the_same_batch_gives_the_same_bytes(name: str) -> None:
    batch = small_batch("examples/veridia", 24, 3, UNCERTAIN, LONG)
    draw, forms = BATCH_FIGURES[name], ("png", "svg")
    with matplotlib.rc_context({"font.size": 23.0, "axes.grid": False, "svg.hashsalt": "mine"}):
        figure = draw(batch)
        theirs = [drawing(figure, form) for form in forms]
        assert matplotlib.rcParams["font.size"] == 23.0
    figure = draw(batch)
    assert [drawing(figure, form) for form in forms] == theirs


def test_figures_are_written_as_png_and_svg(tmp_path: Path) -> None:
    figure = BATCH_FIGURES["heatmap"](small_batch("examples/veridia", 6))
    png, svg = save(figure, tmp_path / "heatmap")
    assert int.from_bytes(png.read_bytes()[16:20], "big") == 1600
    assert "<dc:date>" not in svg.read_text()


@pytest.mark.many
@pytest.mark.parametrize("name", BATCH_FIGURES)
def test_a_long_title_and_name_stay_on_the_page(name: str) -> None:
    title = "A WORLD WITH A VERY LONG TITLE " * 6
    batch = small_batch("examples/veridia", 6, 0, f"title={title.strip()}", LONG)
    if name == "drivers":
        with pytest.raises(ThawError, match="nothing in it is uncertain"):
            BATCH_FIGURES[name](batch)
        return
    assert_legible(BATCH_FIGURES[name](batch))


SHARES = {"classes", "survival", "questions", "drivers", "motives", "histogram", "ecdf"}


@pytest.mark.parametrize("name", BATCH_FIGURES)
def test_figures_with_intervals_say_what_these_do_not_contain(name: str) -> None:
    said = wording(BATCH_FIGURES[name](small_batch("examples/veridia", 24, 3, UNCERTAIN, LONG)))
    told = "what chance in 24 futures leaves open. It does not contain what may be wrong" in said
    assert told == (name in SHARES)


def test_only_figures_with_something_to_show_are_usual() -> None:
    plain = small_batch("examples/veridia", 6)
    assert set(BATCH_FIGURES) - set(usual_figures("batch", plain)) == {"drivers", "motives"}
    long = small_batch("examples/veridia", 24, 3, UNCERTAIN, LONG)
    assert BATCH_FIGURES.keys() == usual_figures("batch", long).keys()


def test_figures_of_an_outcome_are_named_with_it() -> None:
    batch = small_batch("examples/veridia", 6)
    assert "imposed since the start" in wording(drawing_of("batch", "histogram:added")(batch))
    assert "eased in law at the end" in wording(drawing_of("batch", "ecdf")(batch))
    assert drawing_of("batch", "fan") is BATCH_FIGURES["fan"]


@pytest.mark.parametrize("name", ["heatmp", "fan:legal", "", "heatmp:x"])
def test_an_unknown_figure_is_refused_with_what_there_is(name: str) -> None:
    with pytest.raises(UnknownFigureError, match="there are: classes, fan") as caught:
        drawing_of("batch", name)
    assert caught.value.exit_code == 2
    if name.startswith("heatmp"):
        assert "did you mean 'heatmap'" in str(caught.value)
