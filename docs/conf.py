"""The documentation as a site: `make site` builds it into build/site, with warnings as errors."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sim  # noqa: E402

project = "thaw"
author = "the thaw authors"
copyright = author
version = release = sim.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["figures", "site"]
nitpicky = False
# Names of attributes are looked up among all that is documented; that two classes have one of the
# same name is no fault.
suppress_warnings = ["ref.python"]

html_theme = "alabaster"
html_theme_options = {
    "description": "A discrete-event simulator of the negotiations by which sanctions are lifted",
    "fixed_sidebar": True,
    "page_width": "72rem",
}
html_show_copyright = False
html_show_sourcelink = False
html_static_path = ["site"]
html_css_files = ["site.css"]

# What `tools.executed` and `tools.gallery` made for the site: pages that take the place of those
# here, and files that they show.
BUILD = ROOT / "build"
MADE = BUILD / "site.pages"
html_extra_path = [str(BUILD / "site.files")] if (BUILD / "site.files").is_dir() else []

# Headings get the anchors that the code host gives them, and links to them are checked.
myst_heading_anchors = 4
myst_links_external_new_tab = False
# What stands between `$ thaw …` and its output is a session, told by the prompt.
highlight_language = "none"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_use_ivar = True


DOCS = ROOT / "docs"
LINK = re.compile(r"\[([^\]\n]+)\]\((\.\./[^)\s]*)\)")
HERE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md"}
"""Files outside of the documentation that the site has all the same."""


def made(app: Any, name: str, source: list[str]) -> None:
    """Take the page that was made for the site, if there is one."""
    if (page := MADE / f"{name}.md").is_file():
        source[0] = page.read_text("utf-8")


def made_pages(app: Any, env: Any, added: Any, changed: Any, removed: Any) -> list[str]:
    """Return the pages that were made, which may have been made anew."""
    return sorted(page.stem for page in MADE.glob("*.md") if page.stem in env.found_docs)


def outside(app: Any, name: str, source: list[str]) -> None:
    """Show links to files outside of the documentation as what they say: the site has no such."""
    folder = (DOCS / name).parent

    def shown(link: re.Match[str]) -> str:
        text, target = link.groups()
        path = (folder / target.partition("#")[0]).resolve()
        if path.is_relative_to(DOCS):
            return link[0]
        if path.parent == ROOT and path.name in HERE:
            return f"[{text}](/{HERE[path.name]})"
        return text

    source[0] = LINK.sub(shown, source[0])


def names_of_code(app: Any, what: str, name: str, of: Any, options: Any, lines: list[str]) -> None:
    """Show names in single backquotes as code: they are modules and functions, not titles."""
    for number, line in enumerate(lines):
        lines[number] = re.sub(r"(?<![`:\w])`([^`\n]+)`(?![`_])", r"``\1``", line)


def sentences_of_properties(
    app: Any, what: str, name: str, of: Any, options: Any, lines: list[str]
) -> None:
    """Put "A row per item: …" together again, of which napoleon takes the beginning for a type."""
    marks = [line for line in lines if line.startswith(":type: ")]
    if what == "property" and marks and lines[0]:
        lines[0] = f"{marks[0].removeprefix(':type: ')}: {lines[0]}"
        lines.remove(marks[0])


def setup(app: Any) -> dict[str, Any]:
    """Register the filters above."""
    app.connect("env-get-outdated", made_pages)
    app.connect("source-read", made, priority=400)
    app.connect("source-read", outside)
    app.connect("autodoc-process-docstring", sentences_of_properties, priority=600)
    app.connect("autodoc-process-docstring", names_of_code)
    return {"parallel_read_safe": True}
