"""`plot`: figures again, by name, of batches and comparisons."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.batches import made
from tests.cli.calling import Caller


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two batches and their comparison."""
    few = ("-n", 8, "--jobs", 1)
    return made(
        tmp_path_factory.mktemp("results"),
        ("batch", "a.yaml", *few, "--out", "a"),
        ("batch", "b.yaml", *few, "--out", "b"),
        ("compare", "a", "b", "--out", "ab"),
    )


@pytest.fixture
def drawn(call: Caller, results: Path) -> Caller:
    """A caller in whose folder they are."""
    shutil.copytree(results, call.folder, dirs_exist_ok=True)
    return call


def figures(folder: str) -> set[str]:
    return {path.name for path in Path(folder).iterdir() if path.suffix in (".png", ".svg")}


def both(*names: str) -> set[str]:
    """Each as PNG and SVG, and a contact sheet as PNG."""
    return {f"{name}.{form}" for name in names for form in ("png", "svg")} | {"contact.png"}


def test_figures_by_name_and_by_outcome(drawn: Caller) -> None:
    done = drawn("plot", "a", "--what", "classes,ecdf:added")
    assert (done.code, done.err) == (0, "")
    assert figures("a") == both("classes", "ecdf-added")
    assert "Drawn: ecdf-added.png, ecdf-added.svg" in done.out
    assert drawn("plot", "a", "--what", "histogram", "--outcome", "deals").code == 0
    assert "histogram-deals.png" in figures("a")


def test_a_series_alone_draws_the_figures_of_series(drawn: Caller) -> None:
    assert drawn("plot", "a", "--series", "legal", "--out", "f").code == 0
    assert figures("f") == both("fan")


def test_a_figure_drawn_again_has_the_same_bytes(drawn: Caller) -> None:
    drawn("plot", "a", "--what", "classes", "--out", "one")
    drawn("plot", "a", "--what", "classes", "--out", "two")
    for name in both("classes"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_several_batches_give_comparison_figures(drawn: Caller) -> None:
    told = json.loads(drawn("plot", "a", "b", "--what", "classes", "--json").out)
    assert set(told["figures"]) == both("classes")
    assert figures(told["results"]) == both("classes")


def test_a_comparison_is_drawn_in_its_folder(drawn: Caller) -> None:
    assert drawn("plot", "ab", "--what", "classes").code == 0
    assert figures("ab") == both("classes")
    Path("b").rename("moved")
    done = drawn("plot", "ab", "--what", "classes")
    assert (done.code, done.out) == (1, "")
    assert "the batch of b is gone" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a", "--what", "fam"], "did you mean 'fan'"),
        (["a", "--what", "fam,clases"], "did you mean 'classes'"),
        (["a", "--what", "matrix"], "heatmap"),
        (["a", "--what", "matrix"], "(matrix is drawn of two batches or more)"),
        (["a", "b", "--what", "heatmap"], "(heatmap is drawn of one batch at a time)"),
        (["a", "b", "--what", "heatmap"], "matrix"),
        (["a", "--outcome", "legal_ende"], "did you mean 'legal_end'"),
        (["a", "--what", "ecdf:legal_ende"], "did you mean 'legal_end'"),
        (["a", "--series", "leegal"], "did you mean 'legal'"),
        (["a", "--what", "classes", "--outcome", "added"], "none of these figures"),
        (["missing"], "no such folder"),
        (["a.yaml"], "a.yaml"),
        (["."], "it holds no results itself"),
        (["."], "thaw plot a)"),
        (["a", "--out", "a.yaml"], "no folder"),
    ],
)
def test_wrong_input_is_refused_and_nothing_written(
    drawn: Caller, words: list[object], said: str
) -> None:
    assert said in drawn.refused("plot", *words)


def test_figures_for_a_memo_have_its_name_and_stand_beside_the_others(drawn: Caller) -> None:
    told = drawn("plot", "a", "--what", "classes", "--for", "memo")
    assert "Drawn: classes-memo.png, classes-memo.svg" in told.out
    memo = {"classes-memo.png", "classes-memo.svg", "contact-memo.png"}
    assert memo <= figures("a")
    refused = drawn.refused("plot", "a", "--what", "histogram", "--for", "memo", "--out", "new")
    assert "histogram is not made for a memo" in refused
    assert not Path("new").exists()
    assert "screen, memo, slide" in drawn.refused("plot", "a", "--for", "print")
