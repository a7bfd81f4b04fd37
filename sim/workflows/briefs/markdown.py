"""Briefs as Markdown, for memos: the same words and numbers, tables where a page has charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.workflows.briefs.document import Brief, Chart, Part, Sheets, Timeline
from sim.workflows.page import Page, Story

__all__ = ["as_markdown"]


def as_markdown(briefs: Sequence[Brief]) -> str:
    """Return briefs as Markdown, one after the other."""
    return "\n\n".join(part for brief in briefs for part in _of(brief)) + "\n"


def _of(brief: Brief) -> Iterator[str]:
    yield f"# {plain(brief.question or brief.title)}"
    yield f"{brief.kind.capitalize()} · {plain(brief.title)} · thaw {brief.made.version}"
    yield f"**{plain(brief.answer)}**"
    for part in brief.first:
        yield from _part(part)
    for section in brief.sections:
        yield f"## {plain(section.title)}"
        for part in section.parts:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    match part:
        case Chart():
            yield f"**{plain(part.finding)}** {plain(part.about)}"
            yield part.table.markdown()
        case Timeline(chart, lines):
            yield from _part(chart)
            yield Page([Story(lines)]).markdown()
        case Sheets(sheets):
            for sheet in sheets:
                yield f"### {plain(sheet.name)}"
                yield Page(sheet.blocks).markdown()
        case _:
            if text := Page([part]).markdown():
                yield text


def plain(text: str) -> str:
    """Return a text of a user in one line that begins no element of Markdown or HTML."""
    text = " ".join(text.split())
    for char in "\\`*_[]<>#|":
        text = text.replace(char, f"\\{char}")
    return text
