"""Arguments and options that several commands share, and numbers as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sim.cli.completion import scenarios
from sim.results.limits import LARGEST_SEED, LAST_REPLICATION, MOST

__all__ = [
    "LARGEST_SEED",
    "LAST_REPLICATION",
    "MOST",
    "Brief",
    "Contact",
    "Csv",
    "CsvFile",
    "FiguresAsked",
    "Fix",
    "Into",
    "Jobs",
    "Json",
    "MadeFor",
    "Markdown",
    "NoFigures",
    "Out",
    "Quiet",
    "Replication",
    "Resume",
    "ScenarioFile",
    "Seed",
    "Set",
    "Svg",
    "Xlsx",
    "XlsxFile",
    "digits_only",
    "in_own_words",
]

ScenarioFile = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO",
        autocompletion=scenarios,
        show_default=False,
        help="A scenario: a name that thaw list shows, or a file.",
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, max=LARGEST_SEED, help="Master seed.")
]
Replication = Annotated[
    int,
    typer.Option(
        "--replication",
        "-k",
        metavar="N",
        min=0,
        max=LAST_REPLICATION,
        help="Number of the future.",
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        show_default=False,
        help="Override a field, such as agents.target.jv=0.5; may be repeated.",
    ),
]
Fix = Annotated[
    list[str] | None,
    typer.Option(
        "--fix",
        metavar="PATH",
        show_default=False,
        help="Hold an uncertain parameter at its default; may be repeated, or all.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        max=1024,
        show_default=False,
        help="Processes (as many as there are processors).",
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what was interrupted.")]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar="FILE[#BLOCK]",
        show_default=False,
        help="Write the tables into this Markdown file, between two comments with the name of the "
        "block, or else of the command, such as <!-- check --> and <!-- /check -->.",
    ),
]
NoFigures = Annotated[bool, typer.Option("--no-figures", help="Write the results without figures.")]
FiguresAsked = Annotated[
    str | None,
    typer.Option(
        "--figures",
        metavar="all|NAMES",
        show_default=False,
        help="Figures to draw, such as fan,survival (the three that answer).",
    ),
]
MadeFor = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="screen|memo|slide",
        help="What figures are made for; those for a memo are 6.5 inches wide.",
    ),
]
Svg = Annotated[bool, typer.Option("--svg", help="Write each figure as SVG, too.")]
Brief = Annotated[
    bool,
    typer.Option("--brief", help="Write all there is to know of it into one page to send, too."),
]
Contact = Annotated[
    bool, typer.Option("--contact", help="Write a contact sheet of all figures, too.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="PATH", help="Where to write.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what was written where.")]
Markdown = Annotated[
    bool, typer.Option("--markdown", help="Print the page as Markdown, with tables to paste.")
]
Csv = Annotated[
    bool,
    typer.Option("--csv", help="Write tables as CSV for a spreadsheet, too, below the results."),
]
Xlsx = Annotated[
    bool, typer.Option("--xlsx", help="Write tables.xlsx, a workbook of all tables, too.")
]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object; errors as JSON on stderr.")
]


def optional(*names: str, metavar: str, about: str, **more: Any) -> Any:
    """Return an option that may be left out, and whose help shows no default.

    Parameters
    ----------
    *names
        What it is called.
    metavar
        What stands for its value.
    about
        What its help says.
    more
        Other arguments of `typer.Option`.
    """
    return typer.Option(*names, metavar=metavar, show_default=False, help=about, **more)


CsvFile = Annotated[
    Path | None,
    optional("--csv", metavar="FILE", about="Write all measures as CSV for a spreadsheet, too."),
]
XlsxFile = Annotated[
    Path | None,
    optional("--xlsx", metavar="FILE", about="Write a workbook with all measures, too."),
]


# -- numbers as people write them: -n 1,000, -n 1e4 ----------------------------------------

_OPTIONS: Final = frozenset(
    {
        "-n",
        "--n",
        "--ablated-n",
        "--repeats",
        "--chunk",
        "--nested",
        "--jobs",
        "-j",
        "--seed",
        "--replication",
        "-k",
    }
)
"""Options whose values are whole numbers."""

_PARTED: Final = re.compile(r"\d{1,3}([,_' ]\d{3})+")
_POWER: Final = re.compile(r"(\d+)(?:\.(\d+))?[eE]\+?(\d{1,2})")

_NOT_WHOLE: Final = re.compile(
    r"(Input should be a valid integer[^.(]*|'[^']*' is not a valid (int|integer)( range)?)"
)
_NOT_A_NUMBER: Final = re.compile(
    r"(Input should be a valid number[^.(]*|'[^']*' is not a valid float( range)?)"
)


def digits_only(arguments: Sequence[str]) -> list[str]:
    """Return arguments in which counts are digits only, where they were whole numbers at all."""
    words = list(arguments)
    for k, word in enumerate(words):
        if k and words[k - 1] in _OPTIONS:
            words[k] = _digits(word)
        elif (parts := word.partition("="))[0] in _OPTIONS and parts[1]:
            words[k] = f"{parts[0]}={_digits(parts[2])}"
    return words


def _digits(word: str) -> str:
    """A whole number in digits; anything else as it is."""
    if _PARTED.fullmatch(word):
        return re.sub(r"\D", "", word)
    parts = _POWER.fullmatch(word)
    if parts is None:
        return word
    whole, behind, power = parts[1], (parts[2] or "").rstrip("0"), int(parts[3])
    if len(behind) > power:
        return word  # no whole number
    return (whole + behind.ljust(power, "0")).lstrip("0") or "0"


def in_own_words(message: str) -> str:
    """Say what an option refused, without the words of a library."""
    message = _NOT_WHOLE.sub("a whole number is wanted, such as 1000 or 1,000", message)
    return _NOT_A_NUMBER.sub("a number is wanted, such as 0.05", message)
