"""Briefs as a page in HTML: one file that opens anywhere, without a network, without scripts too.

Charts are drawn into it as SVG; where scripts may run, Vega-Lite draws them again so that they
answer a pointer. Whatever a scenario says is text there, and never markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sim.workflows.briefs.document import Brief, Chart, Sheets, Timeline
from sim.workflows.briefs.library import bundle
from sim.workflows.page_html import block_html, story_html, table_html

__all__ = ["as_html", "drawn"]

_TEMPLATES: Final = Path(__file__).parent / "templates"

_KINDS: Final = {"chart": Chart, "timeline": Timeline, "sheets": Sheets}
"""Parts of a brief that the template tells apart from blocks of a page."""

_NAMED: Final = re.compile(r'\bid="([^"]+)"')
_USED: Final = re.compile(r'(\bid="|url\(#|href="#)([^")]+)(["\)])')
"""Where an SVG gives a part of itself a name, and where it uses one."""

_ARIA: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
"""What an SVG says of its parts: what is around it says in a sentence what it shows."""


def as_html(briefs: Sequence[Brief]) -> str:
    """Return briefs as one page.

    Parameters
    ----------
    briefs
        One, or several that follow each other; their names of charts and sections differ.
    """
    charts = {chart.name: chart for brief in briefs for chart in brief.charts}
    page = _environment().get_template("brief.html.j2")
    return page.render(
        briefs=briefs,
        offline=True,
        style=Markup(_read("brief.css")),
        script=Markup(_read("brief.js")),
        library=Markup(bundle()),
        drawings={name: Markup(drawn(chart)) for name, chart in charts.items()},
        charts={name: chart.spec for name, chart in charts.items()},
        values=[brief.values for brief in briefs],
    )


def drawn(chart: Chart) -> str:
    """Return a chart as SVG whose text is text, and whose names are unlike those of others."""
    svg = _ARIA.sub("", str(vl_convert.vegalite_to_svg(dict(chart.spec))))
    # The numbers in names of parts go on from one chart to the next.
    names = {name: f"{chart.name}-{k}" for k, name in enumerate(dict.fromkeys(_NAMED.findall(svg)))}
    return _USED.sub(lambda found: found[1] + names.get(found[2], found[2]) + found[3], svg)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    for name, kind in _KINDS.items():
        environment.tests[name] = lambda part, kind=kind: isinstance(part, kind)
    for called, make in (("block", block_html), ("table", table_html), ("story", story_html)):
        environment.globals[called] = _inert(make)
    environment.filters["json"] = _json
    environment.filters["facets"] = _facets
    return environment


def _inert(make: Callable[..., str]) -> Callable[..., Markup]:
    """Return what makes HTML as markup: it has escaped what it was given."""
    return lambda *given: Markup(make(*given))


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _json(value: Any) -> Markup:
    """Return a value as JSON that ends no element of a page and begins none."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _facets(sheets: Sheets) -> Iterator[tuple[str, str, list[str]]]:
    """Yield by what sheets are filtered: name, label and choices."""
    for name, label, field in (
        ("sender", "sender", "sender"),
        ("kind", "class", "kind"),
        ("by", "who can suspend it", "lifted_by"),
    ):
        yield name, label, sorted({getattr(sheet, field) for sheet in sheets.sheets})
