"""Generated pages are written, or named, by one tool."""

import shutil

from tests.docs.pages import ROOT
from tools import pages
from tools.pages import main, stale

QUICK = ("events.md", "figures.md", "names.md", "scenarios.md")
"""Pages that are made in no time, for a test of what is done with any."""


def test_every_generated_page_is_up_to_date():
    assert not list(stale()), "run make pages"


def test_a_stale_page_is_named_and_then_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pages, "PAGES", {name: pages.PAGES[name] for name in QUICK})
    for name in QUICK:
        shutil.copy(ROOT / "docs" / name, tmp_path)
    page = tmp_path / "events.md"
    page.write_text("old\n")
    assert main(["--check"], tmp_path) == 1
    assert page.read_text() == "old\n"
    assert capsys.readouterr().out == "docs/events.md: run make pages\n"
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert page.read_text("utf-8") == (ROOT / "docs" / "events.md").read_text("utf-8")
