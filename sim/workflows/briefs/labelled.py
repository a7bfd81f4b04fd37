"""Lines that begin with a label, as rows of a table: columns where a terminal has spaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.workflows.briefs.document import Part
from sim.workflows.page import Paragraph, Table

__all__ = ["with_rows"]


def with_rows(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts, paragraphs that follow each other and begin with a label as one table."""
    rows: list[tuple[str, str]] = []
    for part in parts:
        split = _split(part)
        if split is not None:
            rows.append(split)
            continue
        yield from _table(rows)
        rows = []
        yield part
    yield from _table(rows)


def _split(part: Part) -> tuple[str, str] | None:
    """Return label and text of a paragraph whose further lines hang below its text."""
    if not isinstance(part, Paragraph):
        return None
    label, text = part.text[: part.hang].rstrip(), part.text[part.hang :]
    if not 0 < len(label) <= part.hang - 2 or not text or text[0] == " ":
        return None
    return label.strip(), text


def _table(rows: list[tuple[str, str]]) -> Iterator[Table]:
    if rows:
        yield Table(rows, ("", ""))
