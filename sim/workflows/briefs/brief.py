"""``brief``: what there is to know of results, in one file that can be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sim.batch.batch import Batch
from sim.errors import InputError, ThawError
from sim.results.kinds import FOLDERS
from sim.workflows.exportable import Exportable
from sim.workflows.files.text_files import write_text
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.playing import Played
from sim.workflows.runs.run import Run
from sim.workflows.watching.result import Watched

if TYPE_CHECKING:
    pass

__all__ = ["FILE", "FORMATS", "Written", "brief", "check_renderer"]

Source: TypeAlias = str | Path | Batch | Exportable | Played | Run | Watched
"""A folder of results, or a result in memory."""

FORMATS: Final = ("html", "md")
"""What a brief can be written as: a page, or Markdown."""

FILE: Final = "brief"
"""Name of a brief in its result's folder, without its ending."""


@dataclass(frozen=True, repr=False)
class Written:
    """A brief: its text, and where it was written.

    Attributes
    ----------
    text
        All of it, as HTML or Markdown.
    form
        Which of the two.
    values
        What it is of as plain values, result by result, as ``--json`` of their commands has them.
    path
        Where it was written; None if it is only in memory.
    """

    text: str
    form: str
    values: Sequence[Mapping[str, Any]]
    path: Path | None = None

    def __repr__(self) -> str:
        where = f" in {self.path}" if self.path else ""
        size = f"{len(self.text):,} letters of {self.form}"
        return f"<brief of {len(self.values)} results, {size}{where}>"

    def _repr_html_(self) -> str:
        """Show it in a notebook, in a frame of its own."""
        if self.form == "md":
            return f"<pre>{escape(self.text)}</pre>"
        return (
            f'<iframe title="brief" srcdoc="{escape(self.text)}" style="width:100%;height:46rem;'
            'border:1px solid #ccc"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write it to a file, which may replace another brief and nothing else.

        Raises
        ------
        InputError
            If there is another file of that name, or no such folder.
        ThawError
            If it cannot be written.
        """
        place = Path(path)
        _refuse_another(place)
        write_text(place, self.text, replace=True, make=True)
        return place


def brief(
    results: Source | Sequence[Source],
    out: str | Path | None = None,
    *,
    form: str = "html",
    tell: Reporter = SILENT,
) -> Written:
    """Write what there is to know of results into one file that can be sent.

    Parameters
    ----------
    results
        A folder of results, or a result in memory; or several, which follow each other.
    out
        The file; ``brief.html`` or ``brief.md`` in the folder of the results if None, and nowhere
        if they are not kept.
    form
        ``html``, one page that needs no network and works without scripts; or ``md``, Markdown.
    tell
        Is told how far it is.

    Raises
    ------
    InputError
        If a folder holds no results, the file is there and is no brief, or there are several
        results and no file to write to.
    ThawError
        If results are damaged, it cannot be written, or what renders it is not installed.
    """
    if form not in FORMATS:
        raise InputError.of("--format", found=f"'{form}'", allowed=" or ".join(FORMATS))
    single = isinstance(results, str | Path | Batch | Exportable | Played | Run | Watched)
    given: Sequence[Any] = [results] if single else list(results)  # type: ignore[arg-type]
    if not given:
        raise InputError.of("brief", message="of which results?", allowed=FOLDERS)
    if len(given) > 1 and out is None:
        raise InputError.of("--out", message="of several results: into which file?")
    if out is not None:
        _refuse_another(Path(out))
    composing = _composing()
    briefs = []
    with tell.steps(len(given) + 1) as steps:
        for k, one in enumerate(given):
            steps.step("reading results")
            briefs.append(composing.brief_of(one, f"r{k + 1}-" if len(given) > 1 else ""))
        steps.step("writing the brief")
        text = composing.RENDERERS[form](briefs)
        written = Written(text, form, [each.values for each in briefs])
        place = Path(out) if out is not None else _usual(given[0], form)
        if place is None:
            return written
        return Written(text, form, written.values, written.save(place))


def check_renderer() -> None:
    """Refuse to begin what ends with a brief if what renders one is not installed.

    Raises
    ------
    ThawError
        If it is not.
    """
    for name in ("altair", "jinja2", "vl_convert"):
        if find_spec(name) is None:
            raise _not_installed(name)


def _not_installed(name: str) -> ThawError:
    return ThawError(f"a brief needs {name}, which is not installed: pip install 'thaw-sim[brief]'")


def _composing() -> ModuleType:
    """Import what composes and renders briefs: it takes a second.

    Raises
    ------
    ThawError
        If something that it needs is not installed.
    """
    try:
        from sim.workflows.briefs import composing
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "sim":
            raise
        raise _not_installed(str(error.name)) from error
    return composing


def _refuse_another(path: Path) -> None:
    """Refuse a file that is there and is not a brief of thaw."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if _GENERATOR not in head and not (head.startswith(b"# ") and "· thaw ".encode() in head):
        raise InputError.of(
            str(path), message="there is such a file already, and it is no brief of thaw"
        )


_HEAD: Final = 4000
_GENERATOR: Final = b'<meta name="generator" content="thaw '


def _usual(one: Any, form: str) -> Path | None:
    """Return where a brief goes unless told otherwise; None for a result that is not kept."""
    folder = Path(one) if isinstance(one, str | Path) else getattr(one, "folder", None)
    return None if folder is None else folder / f"{FILE}.{form}"
