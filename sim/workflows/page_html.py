"""A page in HTML: tables, paragraphs, stories; whatever they say is text and never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import count
from typing import Final

from sim.workflows.page import Block, Facts, IfItFits, Line, Paragraph, Story, Table

__all__ = ["block_html", "page_html", "story_html", "table_html"]

_STYLE: Final = (
    "<style>.thaw table{border-collapse:collapse}.thaw th,.thaw td{text-align:left;"
    "vertical-align:top;padding:.15rem .8rem .15rem 0;font-weight:400}.thaw thead th"
    "{font-weight:600;border-bottom:1px solid}.thaw .num{text-align:right}"
    ".thaw caption{text-align:left;white-space:pre-line}.thaw ol{list-style:none;padding:0}"
    ".thaw p{margin:.4rem 0;max-width:46rem}</style>"
)
"""How a page looks in a notebook."""


def page_html(page: Iterable[Block]) -> str:
    """Return a page as a fragment of HTML, as a notebook shows it."""
    return f'<div class="thaw">{_STYLE}{"".join(map(block_html, page))}</div>'


def block_html(block: Block) -> str:
    """Return a block as HTML."""
    match block:
        case Table():
            return table_html(block)
        case IfItFits(table):
            return table_html(table)
        case Facts(rows):
            return table_html(Table(rows, ("", "")))
        case Story(lines):
            return story_html(lines)
        case Paragraph(text, indent):
            look = f' class="in{-(-indent // 2)}"' if indent else ""
            return f"<p{look}>{escape(text.strip())}</p>\n"
        case Line(text):
            return f'<p class="line">{escape(text.strip())}</p>\n' if text.strip() else ""


def table_html(table: Table, called: str = "table") -> str:
    """Return a table as HTML, whose cells know the heads of their columns.

    Parameters
    ----------
    table
        The table.
    called
        What it is called where it has no title.
    """
    name = escape(" ".join((table.title or called).split()))
    caption = f"<caption>{escape(table.title)}</caption>\n" if table.title else ""
    heads = ""
    if any(table.headers):
        cells = "".join(_head(text, k in table.right) for k, text in enumerate(table.headers))
        heads = f"<thead><tr>{cells}</tr></thead>\n"
    rows = "\n".join(_row(table, row) for row in table.rows)
    note = f'<p class="note">{escape(table.note)}</p>\n' if table.note else ""
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{name}">\n<table>\n{caption}'
        f"{heads}<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n{note}"
    )


def _head(text: str, right: bool) -> str:
    look = ' class="num"' if right else ""
    return f'<th scope="col"{look}>{escape(text)}</th>' if text else "<td></td>"


def _row(table: Table, row: Sequence[str]) -> str:
    first, *rest = row
    cells = [f'<th scope="row">{escape(first)}</th>']
    for k, text in enumerate(rest, 1):
        look = ' class="num"' if k in table.right else ""
        cells.append(f'<td{look} data-head="{escape(table.headers[k])}">{escape(text)}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def story_html(
    lines: Sequence[tuple[str, str, int, str, bool]],
    days: Sequence[float] = (),
    dates: Sequence[str] = (),
) -> str:
    """Return a story as HTML.

    Parameters
    ----------
    lines
        Its lines (`sim.workflows.page.StoryLine`).
    days
        When each happens, days from the start, if a reader may look for a moment.
    dates
        The same as ISO dates.
    """
    items = []
    for k, (day, text, _, tone, _) in zip(count(), lines, strict=False):
        at = f' data-day="{days[k]:g}"' if days else ""
        iso = f' datetime="{escape(dates[k])}"' if dates else ""
        time = f"<time{iso}>{escape(day)}</time> " if day else ""
        items.append(
            f'<li class="{escape(tone or "plain")}"{at}>{time}<span>{escape(text)}</span></li>'
        )
    return '<ol class="story">\n' + "\n".join(items) + "\n</ol>\n"
