"""Briefs as Markdown, for memos: the same words and numbers, tables where a page has charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.workflows.briefs.document import Brief, Chart, Part, Sheets, Timeline
from sim.workflows.page import Page, Story

__all__ = ["as_markdown"]


def as_markdown(briefs: Sequence[Brief]) -> str:
    """Return briefs as Markdown, one after the other."""
    text = "\n\n".join(part for brief in briefs for part in _of(brief)) + "\n"
    return text.replace("<", "&lt;")  # nothing in it is markup


def _of(brief: Brief) -> Iterator[str]:
    yield f"# {_plain(brief.question or brief.title)}"
    yield f"{brief.kind.capitalize()} · {_plain(brief.title)} · thaw {brief.made.version}"
    yield f"**{_plain(brief.answer)}**"
    for part in brief.first:
        yield from _part(part)
    for section in brief.sections:
        yield f"## {_plain(section.title)}"
        for part in section.parts:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    match part:
        case Chart():
            yield f"**{_plain(part.finding)}** {_plain(part.about)}"
            yield part.table.markdown()
        case Timeline(chart, lines):
            yield from _part(chart)
            yield Page([Story(lines)]).markdown()
        case Sheets(_, sheets):
            for sheet in sheets:
                yield f"### {_plain(sheet.name)}"
                yield Page(sheet.blocks).markdown()
        case _:
            if text := Page([part]).markdown():
                yield text


def _plain(text: str) -> str:
    """Return a text of a user in one line that begins no element of Markdown."""
    text = " ".join(text.split())
    for char in "\\`*_[]#|":
        text = text.replace(char, f"\\{char}")
    return text
