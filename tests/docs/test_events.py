"""The page of events: it is what the generator writes, and it has them all."""

from sim.events.reference import main, page
from sim.events.registry import KINDS
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "events.md"


def test_the_page_is_what_the_generator_writes():
    assert PAGE.read_text("utf-8") == page(), "run python -m sim.events.reference docs/events.md"


def test_the_generator_writes_where_it_is_told(tmp_path):
    main([str(tmp_path / "events.md")])
    assert (tmp_path / "events.md").read_text("utf-8") == page()


def test_every_kind_is_there_with_its_meaning():
    rows = page().splitlines()
    for kind in KINDS.values():
        assert any(row.startswith(f"| `{kind.name}` | {kind.meaning} |") for row in rows)
