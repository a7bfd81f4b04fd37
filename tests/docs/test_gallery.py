"""The gallery of the site: every kind of results is on it, with figures that exist and a brief."""

from __future__ import annotations

import re
import shlex
from typing import get_args

import pytest

from sim.cli.commands import COMMANDS as CLI
from sim.figures.reference import page as figures_page
from sim.figures.registry import Results, figures_of
from sim.scenario.reference import anchor
from tests.docs.pages import ROOT
from tools import gallery, made
from tools.gallery import COMMANDS, Exhibit, Picture, page

ROWS = [
    {"name": "hold", "group": "policies", "title": "To <hold>", "question": "And then?"},
    {"name": "veridia", "group": "worlds of one's own", "title": "Veridia", "question": ""},
]


def exhibit(kind: Results) -> Exhibit:
    names = [*figures_of(kind)][:2]
    pictures = [
        Picture(name, f"gallery/{kind}/{name}-memo.png", f"{name} falls by 2*3 | more", (1950, 975))
        for name in names
    ]
    return Exhibit(kind, "What <then>?", "48 % & more", f"gallery/{kind}/brief.html", pictures)


@pytest.fixture(scope="module")
def text() -> str:
    return page([exhibit(kind) for kind in COMMANDS], ROWS)


def test_every_kind_of_results_is_on_it() -> None:
    assert set(COMMANDS) == set(get_args(Results))


@pytest.mark.parametrize("kind", COMMANDS)
def test_the_commands_are_commands(kind: Results) -> None:
    thaw, command, *_ = shlex.split(COMMANDS[kind])
    assert thaw == "thaw"
    assert command in CLI


def test_each_figure_has_finding_meaning_command_and_place(text: str) -> None:
    for kind, command in COMMANDS.items():
        for name, figure in [*figures_of(kind).items()][:2]:
            part = text[text.index(f"gallery/{kind}/{name}-memo.png") :].partition("<figure")[0]
            called = name.replace("_", "\\_")
            assert f"**{called} falls by 2\\*3 \\| more.** `{name}` shows {figure.meaning}" in part
            made_for = "" if kind == "calibration" else "--for memo "
            assert f"`{command} {made_for}--figures {name}`" in part
    assert text.count('width="624" height="312"') == 2 * (len(COMMANDS) - 1)
    assert text.count('width="1229" height="614"') == 2


def test_links_to_the_list_of_figures_lead_to_headings_of_it(text: str) -> None:
    places = set(re.findall(r"\]\(figures\.md#([^)]+)\)", text))
    headings = re.findall(r"^## (.+)$", figures_page(), re.MULTILINE)
    assert places == {anchor(heading) for heading in headings}


def test_pages_that_it_links_are_there(text: str) -> None:
    linked = re.findall(r"\]\(([a-z_]+\.md)", text)
    assert {"glossary.md", "scenarios.md", "figures.md"} <= set(linked)
    assert not [name for name in linked if not (ROOT / "docs" / name).exists()]


def test_a_brief_is_opened_from_its_question_and_answer(text: str) -> None:
    for kind in COMMANDS:
        assert f'<a href="gallery/{kind}/brief.html">' in text
    assert "<b>What &lt;then&gt;?</b></p><p>48 % &amp; more</p>" in text


def test_scenarios_stand_in_their_groups_each_with_its_file(text: str) -> None:
    policies = text[text.index("### Policies") : text.index("### Worlds of one's own")]
    assert '<a href="gallery/scenarios/hold.yaml.txt"><code>hold</code></a>' in policies
    assert "To &lt;hold&gt;</dt>\n<dd>And then?</dd>" in policies
    assert "veridia" not in policies


def test_what_was_made_is_not_made_again(tmp_path, monkeypatch) -> None:
    done: list[int] = []
    mark = tmp_path / "folder" / "mark"

    def make() -> None:
        done.append(1)

    assert made.unless_made(mark, ["a page"], make)
    assert not made.unless_made(mark, ["a page"], make)
    assert made.unless_made(mark, ["another page"], make)
    monkeypatch.setattr(made, "sources", lambda: "of other sources")
    assert made.unless_made(mark, ["another page"], make)
    assert len(done) == 3


def test_what_could_not_be_made_is_made_the_next_time(tmp_path) -> None:
    mark = tmp_path / "mark"

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        made.unless_made(mark, [], fail)
    assert made.unless_made(mark, [], lambda: None)


@pytest.mark.slow
def test_what_the_page_shows_and_links_is_on_the_site(tmp_path, monkeypatch) -> None:
    home, files, pages = (tmp_path / name for name in ("home", "files", "pages"))
    monkeypatch.setattr(gallery, "HOME", home)
    monkeypatch.setattr(gallery, "FILES", files)
    monkeypatch.setattr(gallery, "PAGES", pages)
    monkeypatch.setattr(gallery, "COMMANDS", {"run": "thaw run by_hand"})
    gallery.make()
    first = (pages / "gallery.md").read_text("utf-8")
    places = re.findall(r'(?:href|src)="([^"]+)"', first)
    assert {"gallery/run/brief.html", "gallery/scenarios/by_hand.yaml.txt"} <= set(places)
    assert any(place.endswith("timeline-memo.png") for place in places)
    assert not [place for place in places if not (files / place).is_file()]
    assert "<b></b>" not in first  # a question
    assert "<p></p>" not in first  # an answer
    assert first.count("**") == 2 * first.count("<img ")  # a finding for each picture
    gallery.make()
    assert (pages / "gallery.md").read_text("utf-8") == first
