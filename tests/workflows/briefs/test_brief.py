"""A brief of each kind of results: one file, the numbers of the command, text that stays text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

import sim
from sim.errors import InputError, ThawError
from sim.wording.cells import number, share
from tests.cli.calling import Caller
from tests.workflows.briefs.conftest import CALLS, VERIDIA, Kept

VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """A page taken apart; elements that are not closed in order are an error."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts: dict[str, str] = {}
        self.words: list[str] = []
        self.counts: dict[str, int] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("src", "href", "xlink:href") if name in given]
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, (self._open[-1], tag, self.getpos())
        self._open.pop()

    def handle_data(self, data: str) -> None:
        tag, name = self._open[-1] if self._open else ("", "")
        if tag == "script":
            self.scripts[name] = self.scripts.get(name, "") + data
        elif tag != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def pages(results: Mapping[str, Kept]) -> dict[str, str]:
    return {kind: sim.brief(kept.folder).text for kind, kept in results.items()}


@pytest.mark.parametrize("kind", CALLS)
def test_it_is_one_small_file_that_asks_for_nothing(pages: dict[str, str], kind: str) -> None:
    text = pages[kind]
    assert len(text.encode()) < 5_000_000
    page = Page(text)
    assert len(set(page.ids)) == len(page.ids)
    places = {f"#{name}" for name in page.ids}
    assert all(link in places for link in page.links)
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", text.split("</style>")[0])


@pytest.mark.parametrize("kind", CALLS)
def test_without_scripts_every_chart_and_its_numbers_are_there(
    pages: dict[str, str], kind: str
) -> None:
    page = Page(pages[kind])
    charts = json.loads(page.scripts["charts"])
    assert page.counts.get("svg", 0) == len(charts)
    assert bool(charts) == (kind != "calibration")
    for name in charts:
        _, _, after = pages[kind].partition(f'id="plot-{name}"')
        assert "<svg" in after.partition("</div>")[0]
        assert "<table>" in after.partition("</details>")[0]


@pytest.mark.parametrize("kind", CALLS)
def test_its_values_are_those_of_the_command(
    pages: dict[str, str], results: Mapping[str, Kept], kind: str
) -> None:
    (values,) = json.loads(Page(pages[kind]).scripts["values"])
    said = results[kind].said
    assert values
    for name, value in values.items():
        if name not in ("charts", "scenario"):
            assert value == said[name], name
    if isinstance(values.get("scenario"), dict):
        assert values["scenario"].items() <= said["scenario"].items()
    missing = set(said) - set(values) - {"figures", "found", "results", "scenario"}
    assert not missing


def test_the_numbers_that_are_read_are_those_of_the_command(
    pages: dict[str, str], results: Mapping[str, Kept]
) -> None:
    page, said = Page(pages["batch"]).text, results["batch"].said
    for row in said["questions"]:
        assert f"{row['text']}" in page
        assert share(row["blended"]) in page
        assert share(row["probability"]) in page
    for row in said["classes"]:
        if row["share"]:
            assert share(row["share"]) in page
    for row in said["primary"]:
        if row["statistic"] == "mean":
            assert number(row["estimate"]) in page
    assert said["answer"] in page
    compared, said = Page(pages["comparison"]).text, results["comparison"].said
    assert said["answer"] in compared
    assert said["interval"] in compared


@pytest.mark.parametrize("kind", CALLS)
def test_the_same_results_give_the_same_bytes(
    pages: dict[str, str], results: Mapping[str, Kept], kind: str, tmp_path: Path
) -> None:
    folder, again = results[kind].folder, tmp_path / "again.html"
    assert sim.brief(folder, again).text == pages[kind]
    assert again.read_bytes() == pages[kind].encode()
    assert (folder / "brief.html").read_bytes() == pages[kind].encode()


@pytest.mark.parametrize("kind", CALLS)
def test_markdown_says_the_same(
    pages: dict[str, str], results: Mapping[str, Kept], kind: str
) -> None:
    text = sim.brief(results[kind].folder, form="md").text
    assert text.startswith("# ")
    heads = [unescape(head) for head in re.findall(r'<h2 id="[^"]+">(.*?)</h2>', pages[kind])]
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == heads
    assert (results[kind].folder / "brief.md").read_text("utf-8") == text
    plain = text.replace("\\", "")
    for row in re.findall(r"<strong>(.*?)</strong>", pages[kind]):
        assert unescape(row) in plain


def test_what_a_scenario_says_is_text(tmp_path: Path) -> None:
    evil = "</script><script>document.title='had'</script><img src=x onerror=alert(1)> & `x`"
    file = tmp_path / "evil.yaml"
    about = {"title": evil, "question": evil, "extends": str(VERIDIA)}
    file.write_text(json.dumps(about), "utf-8")
    for result in (
        sim.simulate(file),
        sim.sum_up(file, 6, jobs=1, out=tmp_path / "b"),
    ):
        page = Page(result.brief().text)
        assert page.counts["script"] == 4
        assert "img" not in page.counts
        assert evil in page.text
        assert "<script" not in result.brief(form="md").text.replace("\\<", "")


def test_several_results_follow_each_other(results: Mapping[str, Kept], tmp_path: Path) -> None:
    folders = [results[kind].folder for kind in ("batch", "run", "batch")]
    page = Page(sim.brief(folders, tmp_path / "all.html").text)
    assert page.counts["h1"] == 3
    assert len(set(page.ids)) == len(page.ids)
    assert len(json.loads(page.scripts["values"])) == 3
    with pytest.raises(InputError, match="into which file"):
        sim.brief(folders)


def test_a_notebook_shows_it(results: Mapping[str, Kept]) -> None:
    run = sim.simulate(VERIDIA)
    shown = run.brief()._repr_html_()
    assert shown.startswith("<iframe")
    assert Page(unescape(shown.partition('srcdoc="')[2].rpartition('" style')[0])).counts["h1"] == 1
    story = Page(run._repr_html_()).text
    assert run.story().splitlines()[0].split("  ")[-1] in story
    assert run.brief().path is None
    batch = sim.open_batch(results["batch"].folder)
    assert batch.title in batch._repr_html_()
    assert Page(sim.open_comparison(results["comparison"].folder)._repr_html_()).counts["table"]


def test_the_command(call: Caller, results: Mapping[str, Kept]) -> None:
    done = call("brief", results["run"].folder, "-o", "r.html")
    assert (done.code, done.out) == (0, "Brief: r.html\n")
    done = call("brief", results["run"].folder, "--out", "r.html", "--json")
    assert json.loads(done.out)["results"][0]["outcome"] == results["run"].said["outcome"]
    Path("mine.html").write_text("<p>mine</p>", "utf-8")
    assert "no brief of thaw" in call.refused("brief", results["run"].folder, "-o", "mine.html")
    assert "there is no such folder" in call.refused("brief", "nowhere")
    Path("empty").mkdir()
    assert "it holds no results" in call.refused("brief", "empty")
    assert "html or md" in call.refused("brief", results["run"].folder, "--format", "pdf")


def test_what_is_not_installed_is_named(
    results: Mapping[str, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.delattr(import_module("sim.workflows.briefs"), "composing", raising=False)
    for name in [name for name in sys.modules if name.startswith("sim.workflows.briefs.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ThawError, match=r"pip install 'thaw-sim\[brief\]'"):
        import_module("sim.workflows.briefs.brief").brief(results["run"].folder)
