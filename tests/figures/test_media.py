"""Figures for screens, memos and slides: each can be read where it is shown, long names too."""

import pytest

from sim.batch.batch import Batch
from sim.errors import InputError, ThawError
from sim.figures.base.medium import MEDIA, MEMO, SCREEN, SLIDE, medium_of
from sim.figures.registry import (
    FIRST,
    FigureKind,
    UnknownFigureError,
    check_figure,
    drawing_of,
    figures_of,
    first_figures,
)
from tests.batches import small_batch
from tests.legibility import assert_in_words, assert_legible, with_outcomes
from tests.records import case

LONG = "end=2045-12-31"
TITLE = "title=" + "A World With A Very Long Title " * 4
NARROW = [MEMO, SLIDE]
OURS = {name: kind for name, kind in figures_of("batch").items() if name != "tree"}
BOTH = {name: kind for name, kind in OURS.items() if kind.media == tuple(MEDIA)}
OF_SEVERAL = [name for name, kind in BOTH.items() if "comparison" in kind.of]


def drawn(kind: FigureKind, of: object, medium: object) -> None:
    """Draw and look; on a slide there may be too much to show, which is said."""
    figure, why = None, ""
    try:
        figure = kind.draw(of, medium=medium)
    except ThawError as error:
        why = str(error)
    if figure is None:
        assert medium is SLIDE
        assert "too much to show for a slide" in why
        return
    assert_legible(figure)
    assert_in_words(figure)


def extremes() -> dict[str, Batch]:
    """Batches that figures have to cope with."""
    russia = small_batch("russia_2025", 6)
    ends = {"outcome": ["escalation"] * 6, "legal_end": [0.0] * 6}
    return {
        "one future": small_batch("examples/veridia", 1, 0, LONG),
        "long titles": small_batch("russia_2025", 6, 0, TITLE.strip()),
        "the same in all": with_outcomes(russia, ends),
        "by hand": small_batch("by_hand", 3),
    }


@pytest.mark.many
@pytest.mark.parametrize("medium", NARROW, ids=["memo", "slide"])
@pytest.mark.parametrize("which", ["one future", "long titles", "the same in all", "by hand"])
@pytest.mark.parametrize("name", [name for name in BOTH if name != "motives"])
def test_figures_of_a_batch_can_be_read(name: str, which: str, medium: object) -> None:
    drawn(BOTH[name], extremes()[which], medium)


@pytest.mark.parametrize("medium", NARROW, ids=["memo", "slide"])
def test_motives_can_be_read(medium: object) -> None:
    drawn(BOTH["motives"], small_batch("examples/veridia", 12, 3, LONG), medium)


@pytest.mark.many
@pytest.mark.parametrize("medium", NARROW, ids=["memo", "slide"])
@pytest.mark.parametrize("many", [2, 6])
@pytest.mark.parametrize("name", OF_SEVERAL)
def test_figures_of_several_scenarios_can_be_read(name: str, many: int, medium: object) -> None:
    titles = [f"title=Scenario {k} of a rather long series of them" for k in range(many)]
    batches = [small_batch("examples/veridia", 6, 0, title) for title in titles]
    drawn(BOTH[name], batches, medium)


@pytest.mark.many
@pytest.mark.parametrize("medium", NARROW, ids=["memo", "slide"])
@pytest.mark.parametrize("seed", [1, 6, 13])
@pytest.mark.parametrize("name", figures_of("run"))
def test_figures_of_a_run_can_be_read(name: str, seed: int, medium: object) -> None:
    drawn(figures_of("run")[name], case(seed, "talks.mode=all_at_once"), medium)


def test_the_usual_first_figures_fit_a_slide() -> None:
    batch = small_batch("russia_2025", 6)
    for name in first_figures("batch", batch, medium=SLIDE):
        assert_legible(BOTH[name].draw(batch, medium=SLIDE))


@pytest.mark.parametrize("name", OURS)
def test_no_figure_of_a_batch_calls_anything_by_a_name_of_programs(name: str) -> None:
    uncertain = 'uncertain={"agents.target.jv": {dist: uniform, low: 0.5, high: 3}}'
    batch = small_batch("examples/veridia", 24, 3, uncertain, LONG)
    assert_in_words(figures_of("batch")[name].draw(batch))


@pytest.mark.parametrize("name", figures_of("run"))
def test_no_figure_of_a_run_calls_anything_by_a_name_of_programs(name: str) -> None:
    assert_in_words(figures_of("run")[name].draw(case(1, "talks.mode=all_at_once")))


# -- which ones --------------------------------------------------------------------------------


def test_the_first_figures_of_a_batch_answer() -> None:
    assert first_figures("batch", small_batch("russia_2025", 6)) == ["classes", "fan", "questions"]
    unasked = small_batch("examples/veridia", 6, 0, "questions=[]")
    assert first_figures("batch", unasked) == ["classes", "fan", "survival"]
    assert len(first_figures("run", case(1, "talks.mode=hold"))) <= FIRST


def test_a_figure_that_is_not_made_for_a_medium_is_refused_with_those_that_are() -> None:
    assert check_figure("batch", "histogram:added").name == "histogram"
    with pytest.raises(UnknownFigureError, match="histogram is not made for a memo") as caught:
        drawing_of("batch", "histogram:added", MEMO)
    assert set(caught.value.allowed) == {*BOTH, "tree"}
    assert "classes" in caught.value.problem("--figures").allowed


def test_a_medium_has_a_name() -> None:
    assert [medium_of(name) for name in ("screen", "memo", "slide")] == [SCREEN, MEMO, SLIDE]
    with pytest.raises(InputError, match="screen, memo, slide"):
        medium_of("paper")
