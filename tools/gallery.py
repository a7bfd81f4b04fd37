"""The gallery of the site: figures that answer, a brief of each kind of results, the scenarios.

``python -m tools.gallery`` runs the commands that the page shows, in ``build/gallery``, and puts
the page, its figures and its briefs where the site finds them. Results are found again there.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stdout
from html import escape, unescape
from io import StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image

from sim.cli.app import invoke
from sim.errors import ThawError
from sim.figures.base.medium import MEMO, SCREEN, Medium
from sim.figures.reference import HEADINGS
from sim.figures.registry import Results, figures_of
from sim.results.identity import code
from sim.workflows.files.listing import Row, list_scenarios
from tools.cells import ROOT
from tools.made import BUILD, FILES, PAGES, unless_made

HOME: Final = BUILD / "gallery"

COMMANDS: Final[Mapping[Results, str]] = {
    "run": "thaw run russia_2025 --seed 7",
    "batch": "thaw batch russia_2025 -n 100",
    "comparison": "thaw compare hold russia_2025 -n 100",
    "backtest": "thaw backtest rusal_2018 haiti_1991 uganda_1972 chile_1973 brazil_1978 "
    "ceylon_1963 -n 100",
    "check": "thaw check --only 'bar-half-*' --only 'not-over-*' --only 'survival-*' -n 100",
    "calibration": "thaw calibrate steps_and_survival -n 100 --repeats 1",
    "now": "thaw now china_1969 --on 1969-12-31 -n 3000 --futures 100",
}
"""A command for each kind of results."""

_TITLES: Final[Mapping[Results, str]] = {
    "run": "One future",
    "batch": "Many futures",
    "comparison": "Two policies",
    "backtest": "Forecasts and what happened",
    "check": "Known facts",
    "calibration": "Parameters from known facts",
    "now": "The present, from what has happened",
}

_INTRODUCTION: Final = """\
# Gallery

What thaw makes of each kind of question: the figures that answer, as they are pasted into a memo
(`--for memo`), and all there is to know in one file that can be sent (`--brief`). All of it was
made by the commands shown while this site was built. A hundred futures are few, so intervals are
wide: take a thousand for an answer of your own."""

_SCENARIOS: Final = """\
## Scenarios that come with thaw

What can be asked right away, each with its file; `thaw list` lists them, and [every
field](scenarios.md) is explained. The words are those of the [glossary](glossary.md)."""

_FENCE: Final = "`" * 8


class Picture(NamedTuple):
    """A figure: its name, its file, what it found, and its width and height in dots."""

    name: str
    file: str
    finding: str
    size: tuple[int, int]


class Exhibit(NamedTuple):
    """What a command made: the question, the answer, the brief's file, and figures."""

    kind: Results
    question: str
    answer: str
    brief: str
    pictures: Sequence[Picture]


# -- the page ----------------------------------------------------------------------------------


def page(exhibits: Sequence[Exhibit], scenarios: Sequence[Row]) -> str:
    """Return the page in Markdown, with files as seen from the root of the site."""
    parts = [_INTRODUCTION]
    for exhibit in exhibits:
        parts += _exhibit(exhibit)
    parts += [_SCENARIOS, *_scenarios(scenarios)]
    return "\n\n".join(parts) + "\n"


def _exhibit(exhibit: Exhibit) -> Iterator[str]:
    kind, command = exhibit.kind, COMMANDS[exhibit.kind]
    meanings, made_for = figures_of(kind), "".join(f"{word} " for word in _made_for(kind))
    yield f"## {_TITLES[kind]}"
    yield _html(
        f'<div class="teaser"><p><b>{escape(exhibit.question)}</b></p>'
        f"<p>{escape(exhibit.answer)}</p>"
        f'<p><a href="{escape(exhibit.brief)}">Open the brief</a></p></div>'
    )
    yield f"```console\n$ {command} {made_for}--brief\n```"
    for picture in exhibit.pictures:
        across, down = picture.size
        wide = round(96.0 * _medium(kind).shown)
        high = round(wide * down / across)
        source = f'src="{escape(picture.file)}" width="{wide}" height="{high}" loading="lazy"'
        yield _html(
            f'<figure class="gallery"><a href="{escape(picture.file)}">'
            f'<img {source} alt="{escape(picture.finding)}"></a></figure>'
        )
        anchor = HEADINGS[kind].lower().replace(" ", "-").replace(",", "")
        said = f"**{_plain(picture.finding)}.** " if picture.finding else ""
        yield (
            f"{said}`{picture.name}` shows {meanings[picture.name].meaning}: "
            f"[the others of its kind](figures.md#{anchor}).\n"
            f"`{command} {made_for}--figures {picture.name}` makes it alone."
        )


def _scenarios(rows: Sequence[Row]) -> Iterator[str]:
    for group in dict.fromkeys(str(row["group"]) for row in rows):
        yield f"### {group[:1].upper()}{group[1:]}"
        items = [
            f'<dt><a href="{escape(_source(row))}"><code>{row["name"]}</code></a> '
            f"{escape(str(row['title']))}</dt>\n<dd>{escape(str(row['question']))}</dd>"
            for row in rows
            if row["group"] == group
        ]
        yield _html("<dl>\n" + "\n".join(items) + "\n</dl>")


def _source(row: Row) -> str:
    """Return the file of a scenario on the site: as text, which every browser shows."""
    return f"gallery/scenarios/{row['name']}.yaml.txt"


def _medium(kind: Results) -> Medium:
    """Return what figures of a kind are made for here: a memo, unless none is made for one."""
    return MEMO if any(MEMO.name in each.media for each in figures_of(kind).values()) else SCREEN


def _made_for(kind: Results) -> list[str]:
    """Return the words of a command that say what figures are made for."""
    return ["--for", MEMO.name] if _medium(kind) == MEMO else []


def _html(text: str) -> str:
    return f"{_FENCE}{{raw}} html\n{text}\n{_FENCE}"


def _plain(text: str) -> str:
    """Return a text in which Markdown finds nothing to mark."""
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", text.rstrip("."))


# -- what is on it -----------------------------------------------------------------------------


def exhibited(kind: Results) -> Exhibit:
    """Run the command of a kind of results, or find what it made, and copy it into the site.

    Raises
    ------
    ThawError
        If the command fails.
    """
    words = [*shlex.split(COMMANDS[kind])[1:], *_made_for(kind), "--brief", "--quiet"]
    printed = StringIO()
    with chdir(HOME), redirect_stdout(printed):
        failed = invoke(words)
    places = dict(line.split(": ", 1) for line in printed.getvalue().splitlines() if ": " in line)
    if failed or "Results" not in places:
        raise ThawError(f"{' '.join(words)}: exit code {failed}")
    made, shown = HOME / places["Results"], FILES / "gallery" / kind
    shown.mkdir(parents=True, exist_ok=True)
    brief = (HOME / places["Brief"]).read_text("utf-8")
    (shown / "brief.html").write_text(brief, "utf-8", newline="\n")
    files = {name: made / f"{name}{_medium(kind).suffix}.png" for name in figures_of(kind)}
    pictures = []
    for name, file in files.items():
        if file.is_file():
            shutil.copyfile(file, shown / file.name)
            pictures.append(_picture(name, file, kind))
    question, answer = _first_screen(brief)
    return Exhibit(kind, question, answer, f"gallery/{kind}/brief.html", pictures)


def _picture(name: str, file: Path, kind: Results) -> Picture:
    """Return a figure with what its file says of itself."""
    with Image.open(file) as image:
        info: dict[Any, Any] = image.info
        return Picture(name, f"gallery/{kind}/{file.name}", str(info.get("Title", "")), image.size)


def _first_screen(brief: str) -> tuple[str, str]:
    """Return the question and the answer of a brief, as its first screen has them."""
    found = (re.search(rf"<{tag}>(.*?)</", brief, re.DOTALL) for tag in ("h1", 'p class="answer"'))
    question, answer = (unescape(text[1]).strip() if text else "" for text in found)
    return question, answer


def _tidy() -> None:
    """Remove results of another thaw, which it refuses, and drawings, which may be out of date."""
    made_by = HOME / "code"
    if not made_by.is_file() or made_by.read_text("utf-8") != code():
        shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True, exist_ok=True)
    made_by.write_text(code(), "utf-8")
    for pattern in ("results/*/*.png", "results/*/brief.html"):
        for old in HOME.glob(pattern):
            old.unlink()
    shutil.rmtree(FILES / "gallery", ignore_errors=True)


def make() -> None:
    """Make everything, and put it where the site finds it."""
    _tidy()
    exhibits = [exhibited(kind) for kind in COMMANDS]
    rows = list_scenarios()
    for row in rows:
        copy = FILES / _source(row)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / str(row["file"]), copy)
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / "gallery.md").write_text(page(exhibits, rows), "utf-8", newline="\n")


def main() -> int:
    """Make the gallery unless it is there; return the exit code."""
    os.environ["MPLBACKEND"] = "agg"
    try:
        unless_made(PAGES / "gallery.of", [], make)
    except ThawError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
