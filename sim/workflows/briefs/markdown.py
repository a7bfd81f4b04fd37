"""Briefs as Markdown, for memos: the same words and numbers, tables where a page has charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.workflows.briefs.document import Brief, Chart, Part, Sheets, Timeline
from sim.workflows.markdown import plain
from sim.workflows.page import Page, Story

__all__ = ["as_markdown"]


def as_markdown(briefs: Sequence[Brief]) -> str:
    """Return briefs as Markdown, one after the other."""
    return "\n\n".join(part for brief in briefs for part in _of(brief)) + "\n"


def _of(brief: Brief) -> Iterator[str]:
    yield f"# {_line(brief.question or brief.title)}"
    yield f"{brief.kind.capitalize()} · {_line(brief.title)} · thaw {brief.made.version}"
    yield f"**{_line(brief.answer)}**"
    for part in brief.first:
        yield from _part(part)
    for section in brief.sections:
        yield f"## {_line(section.title)}"
        for part in section.parts:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    match part:
        case Chart():
            yield f"**{_line(part.finding)}** {_line(part.about)}"
            yield part.table.markdown()
        case Timeline(chart, lines):
            yield from _part(chart)
            yield Story(lines).markdown().replace("## ", "### ")
        case Sheets(_, sheets):
            for sheet in sheets:
                yield f"### {_line(sheet.name)}"
                yield Page(sheet.blocks).markdown()
        case _:
            if text := Page([part]).markdown():
                yield text


def _line(text: str) -> str:
    """Return a text of a user as one line of Markdown in which nothing is a sign."""
    return plain(" ".join(text.split()))
