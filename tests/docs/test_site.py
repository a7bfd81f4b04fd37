"""The site: what it is built from is complete; `make site` builds it with warnings as errors."""

import re
import runpy
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def conf():
    return runpy.run_path(str(DOCS / "conf.py"))


def test_the_index_links_every_page():
    text = (DOCS / "index.md").read_text("utf-8")
    pages = [page.name for page in DOCS.glob("*.md") if page.name != "index.md"]
    assert not [page for page in pages if f"]({page})" not in text]


def test_the_decisions_are_listed():
    text = (DOCS / "adr" / "README.md").read_text("utf-8")
    pages = [page.name for page in (DOCS / "adr").glob("*.md") if page.name != "README.md"]
    assert not [page for page in pages if f"]({page})" not in text]


def test_the_page_of_yardsticks_has_all_of_them():
    text = (DOCS / "theory.md").read_text("utf-8")
    modules = {path.stem for path in (ROOT / "sim" / "theory").glob("*.py")} - {"__init__"}
    assert not [name for name in modules if f"automodule:: sim.theory.{name}\n" not in text]


@pytest.mark.parametrize(
    ("page", "written", "shown"),
    [
        ("model", "[a](names.md)", "[a](names.md)"),
        ("adr/stamps", "[a](../performance.md#x)", "[a](../performance.md#x)"),
        ("architecture", "[`a`](../sim/errors.py)", "`a`"),
        ("architecture", "[a](../CONTRIBUTING.md)", "[a](/contributing.md)"),
    ],
)
def test_links_out_of_the_documentation_are_shown_as_what_they_say(conf, page, written, shown):
    source = [written]
    conf["outside"](None, page, source)
    assert source == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("what `sim.errors` has", "what ``sim.errors`` has"),
        ("``as it is``", "``as it is``"),
        (":func:`a`", ":func:`a`"),
        ("`a`_", "`a`_"),
    ],
)
def test_names_in_single_backquotes_are_code(conf, written, shown):
    lines = [written]
    conf["names_of_code"](None, "", "", None, None, lines)
    assert lines == [shown]


def test_a_colon_in_a_property_does_not_make_a_type(conf):
    lines = ["what was forecast.", "", ":type: A row per item", ""]
    conf["sentences_of_properties"](None, "property", "", None, None, lines)
    assert lines == ["A row per item: what was forecast.", "", ""]


def test_the_site_is_not_kept():
    ignored = Path(ROOT, ".gitignore").read_text("utf-8").splitlines()
    assert "/build/" in ignored


SITE_ONLY = {
    "changes.md",
    "contributing.md",
    "gallery.md",
    "index.md",
    "interface.md",
    "packages.md",
    "theory.md",
}


def test_the_readme_names_every_page_and_package():
    text = (ROOT / "README.md").read_text("utf-8").partition("## Where things are")[2]
    folders = [f"sim/{path.parent.name}/" for path in (ROOT / "sim").glob("*/__init__.py")]
    pages = [f"docs/{path.name}" for path in DOCS.glob("*.md") if path.name not in SITE_ONLY]
    assert not [name for name in folders + pages if f"`{name}`" not in text]


@pytest.mark.parametrize(
    "page", [ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")], ids=lambda page: page.name
)
def test_what_a_page_names_in_the_tree_is_there(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    paths = re.findall(r"`((?:sim|tests|docs|tools|scenarios|bench)/[\w./]*\w/?)`", text)
    assert not [path for path in paths if not (ROOT / path).exists()]
