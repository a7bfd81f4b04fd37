"""Texts of users: drawn as they stand, and nothing in them steers how others are shown."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.figures import save
from sim.figures.base import style
from sim.figures.base.lettering import missing, plain
from sim.figures.run.timeline import timeline
from sim.scenario.loading import load_scenario
from tests.batches import small_batch
from tests.legibility import UNCERTAIN, assert_legible, draws, wording

BATCH_FIGURES = draws("batch")

ROOT = Path(__file__).parents[2]

TITLES = ["$5 and $6", "$\\frac{$", "a $ alone", "100 % & <b>x</b>", "\\$5 _x_ ^y^ {z}"]
LONG = "end=2045-12-31"


@pytest.mark.many
@pytest.mark.parametrize("title", TITLES)
def test_titles_are_drawn_literally(title: str, tmp_path: Path) -> None:
    loaded = load_scenario(ROOT / "scenarios" / "by_hand.yaml")
    scenario = loaded.scenario.model_copy(update={"title": title})
    figure = timeline(simulate(compile_model(scenario, loaded.catalogue), seed=0))
    assert f"{title} · future 0 · seed 0" in wording(figure)
    _, svg = save(figure, tmp_path / "a")
    written = [t.text or "" for t in ET.parse(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.startswith(title) for text in written)


@pytest.mark.many
@pytest.mark.parametrize("name", [name for name in BATCH_FIGURES if name != "tree"])
def test_dollars_of_questions_and_titles_are_no_mathematics(name: str, tmp_path: Path) -> None:
    question = (
        'questions=[{id: q, text: "Is $5 more than $\\\\frac{$?", event: {kind: deal}, '
        "by: 2033-01-01}]"
    )
    n = 256 if name == "drivers" else 6  # of few futures nothing can be told from luck
    batch = small_batch("examples/veridia", n, 0, UNCERTAIN, LONG, "title=From $5 to $6", question)
    figure = BATCH_FIGURES[name](batch)
    assert "From $5 to $6" in wording(figure)
    if name == "questions":
        assert "Is $5 more than $\\frac{$?" in wording(figure)
    assert_legible(figure)
    save(figure, tmp_path / name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("Träume 中", "Träume 中"),
        ("two\nlines", "two\nlines"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb\u200b", "a\\u202eb\\u200b"),
        ("tab\t", "tab\\t"),
    ],
)
def test_what_controls_is_written_out(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_what_controls_does_not_get_into_a_file(tmp_path: Path) -> None:
    with style.house():
        figure = style.new_figure(2.0)
        figure.text(0.1, 0.5, "left\u202eright\x07")
    png, svg = save(figure, tmp_path / "a")
    assert png.stat().st_size > 0
    assert "left\\u202eright\\x07" in svg.read_text("utf-8")


def test_letters_that_the_font_lacks_are_known() -> None:
    with style.house():
        figure = style.new_figure(2.0)
        figure.text(0.1, 0.5, "Über 中国 €5\nnext")
    assert missing(figure) == "中国"
