"""Markdown: tables, lists and paragraphs of which nothing is taken for a sign that is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

__all__ = ["markdown_item", "markdown_list", "markdown_prose", "markdown_table", "plain"]

_SIGNS: Final = re.compile(r"(\*|<(?=[A-Za-z/!?]))")
"""What Markdown takes for a sign wherever it stands."""

_FIRST: Final = re.compile(r"^(\d*)([#>]|[-+](?=\s)|[.)](?=\s))")
"""What it takes for a sign at the beginning of a paragraph: of a heading, quotation or list."""


def plain(text: str) -> str:
    """Return a text of which Markdown takes nothing for emphasis or HTML."""
    return _SIGNS.sub(r"\\\1", text)


def markdown_prose(text: str) -> str:
    """Return a paragraph that is one in Markdown too, on one line."""
    return _FIRST.sub(r"\1\\\2", plain(" ".join(text.split())))


def markdown_item(text: str, level: int) -> str:
    """Return an item of a list, below another if its level is above 0."""
    return f"{'  ' * max(level, 0)}- {markdown_prose(text)}"


def markdown_list(rows: Iterable[tuple[str, str]]) -> str:
    """Return labels and texts as a list, the labels in bold; a label may be empty."""
    return "\n".join(
        f"- **{plain(label)}** {plain(text)}" if label else f"- {plain(text)}"
        for label, text in rows
    )


def markdown_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()
) -> str:
    """Return a table in Markdown.

    Parameters
    ----------
    headers
        Names of the columns.
    rows
        The cells.
    right
        Columns of numbers, set to the right.
    """
    rules = ["---:" if k in right else "---" for k in range(len(headers))]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in (headers, rules, *rows))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
