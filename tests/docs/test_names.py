"""The page of names: it is what the generator writes, and it has them all."""

from sim.outcomes.columns import columns
from sim.outcomes.reference import main, page
from tests.docs.pages import ROOT
from tests.scenarios.worlds import compiled

PAGE = ROOT / "docs" / "names.md"


def test_the_page_is_what_the_generator_writes():
    assert PAGE.read_text("utf-8") == page(), "run python -m sim.outcomes.reference docs/names.md"


def test_the_generator_writes_where_it_is_told(tmp_path):
    main([str(tmp_path / "names.md")])
    assert (tmp_path / "names.md").read_text("utf-8") == page()


def test_every_column_and_every_shipped_part_is_there():
    text = page()
    model = compiled("russia_2025")
    assert all(f"| `{column.name}` |" in text for column in columns(model))
    for name in ("licence", "delist_reviewed", "bank", "house"):
        assert f"| `{name}` |" in text
    for member in model.members:
        assert f"| `eu` | members | `{member}` |" in text
