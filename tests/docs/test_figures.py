"""The page of figures: it is what the generator writes, and it says of each what it shows."""

import inspect
from pathlib import Path
from typing import get_args

from sim.figures.reference import main, page
from sim.figures.registry import Results, figures_of
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "figures.md"


def test_the_page_is_what_the_generator_writes() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m sim.figures.reference docs/figures.md"


def test_the_generator_writes_where_it_is_told(tmp_path: Path) -> None:
    main([str(tmp_path / "figures.md")])
    assert (tmp_path / "figures.md").read_text("utf-8") == page()


def test_every_figure_says_what_it_shows() -> None:
    text = page()
    for results in get_args(Results):
        for kind in figures_of(results).values():
            assert f"| `{kind.name}` | {kind.meaning} |" in text
            assert (inspect.getdoc(kind.draw) or "").startswith(f"Show {kind.meaning}.\n")
