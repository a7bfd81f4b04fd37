"""Pages: the same blocks on a terminal, in a notebook and in Markdown."""

from __future__ import annotations

from typing import Any

import pytest

from sim.cli.output.console import show
from sim.workflows.markdown import markdown_table
from sim.workflows.page import IfItFits, Line, Page, Paragraph, Table
from sim.workflows.reporter import ProgressReporter

TABLE = Table(
    [("one | two", "1.0"), ("three", "−20.5")],
    ("what", "LP"),
    right=(1,),
    title="How much",
    note="LP are points.",
)
PAGE = Page([Paragraph("A sentence.", indent=2), Line(), TABLE])


def test_a_page_is_text() -> None:
    assert str(PAGE) == (
        "  A sentence.\n\nHow much\nwhat          LP\none | two    1.0\nthree      −20.5\n\n"
        "LP are points.\n"
    )


def test_a_page_is_markdown() -> None:
    assert PAGE.markdown() == (
        "- A sentence.\n\n**How much**\n\n"
        "| what | LP |\n| --- | ---: |\n| one \\| two | 1.0 |\n| three | −20.5 |\n\n"
        "LP are points."
    )
    assert markdown_table(("a",), [("b\nc",)]) == "| a |\n| --- |\n| b c |"


def test_a_note_stands_below_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    show([TABLE])
    out = capsys.readouterr().out
    assert out.startswith("How much\n")
    assert out.endswith("\nLP are points.\n\n")


@pytest.mark.parametrize(("width", "wide"), [(120, True), (40, False)])
def test_what_does_not_fit_has_another_form(
    width: int, wide: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    broad = Table([("a" * 30, "b" * 30)], ("one", "two"), whole=(0, 1))
    show([IfItFits(broad, (Paragraph("too narrow"),))])
    out = capsys.readouterr().out
    assert ("too narrow" in out) is not wide
    assert ("b" * 30 in out) is wide


def test_progress_is_passed_on() -> None:
    heard: list[Any] = []
    with ProgressReporter(heard.append).counting(10) as count:
        count.of("a")("now")  # type: ignore[arg-type]
        count.skip(3)
    assert heard == ["now"]
