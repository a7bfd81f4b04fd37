"""One future, played and kept in a folder; its figures are drawn into it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.batch.branch import future_of
from sim.engine.state.record import Record
from sim.outcomes.row import outcome_row
from sim.results.errors import writing
from sim.results.json_values import to_json
from sim.results.kind import STORY
from sim.results.readme import options, write_readme
from sim.results.record import check_folder, run_folder, write_run
from sim.results.run import RUN
from sim.scenario.resolved import fingerprint, resolved, yaml_text
from sim.scenario.shipped import find
from sim.wording.words import date
from sim.workflows.briefs.asked import briefed
from sim.workflows.drawings.asked import asked
from sim.workflows.opening import load_assumed
from sim.workflows.page import Line, Page
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.page import run_page, story_of
from sim.workflows.runs.values import answers_of, events_of
from sim.workflows.scenarios import compiled
from sim.workflows.sheets.framing import about_scenario, framed, provenance
from sim.workflows.sheets.keeping import save_csv, save_workbook
from sim.workflows.sheets.runs import run_sheets
from sim.workflows.sheets.sheet import Cell, Sheet
from sim.workflows.sheets.sources import model_sources
from sim.workflows.story_file import story_text
from sim.workflows.told_first import told_first

if TYPE_CHECKING:
    from sim.workflows.briefs.brief import Written

__all__ = ["Played", "play"]


class Played(NamedTuple):
    """A future that was played and kept.

    Attributes
    ----------
    record
        All that it left behind.
    row
        What became of it.
    file
        The scenario's file.
    digest
        Hash of the scenario as resolved.
    folder
        Where it is kept.
    """

    record: Record
    row: dict[str, Any]
    file: Path
    digest: str
    folder: Path

    def page(self, *, everything: bool = False) -> Page:
        """Return its story and what came of it, to be read.

        Parameters
        ----------
        everything
            Whether to tell every event, each with its number.
        """
        story = story_of(self.record, everything=everything, numbered=everything)
        came = run_page(self.record, self.row, everything=everything)
        return Page([*told_first(self.record.model.scenario), story, Line(), *came])

    def story(self) -> str:
        """Return its story and what came of it in Markdown, as ``story.md`` in its folder has it.

        Under the title of the scenario it says which future this is.
        """
        scenario = self.record.model.scenario
        which = f"Future {self.record.replication:,} under seed {self.record.seed}"
        lasts = f"{date(scenario.start)} to {date(scenario.end)}"
        return story_text(Page([Line(f"{which}, {lasts}"), *self.page()]), scenario.title)

    def sheets(self) -> list[Sheet]:
        """Return all that a spreadsheet has of it: the answer, tables, names, provenance, sources.

        The same future gives the same sheets.
        """
        record, scenario = self.record, self.record.model.scenario
        own = run_sheets(record, self.row, answers_of(record))
        which = about_scenario(scenario, "", record.seed, 1, here=True)
        facts = provenance(RUN, self.folder, [*which, ("future", Cell(record.replication, "name"))])
        return framed(self.page(), own, model_sources([record.model]), facts)

    def to_csv(self, folder: str | Path) -> Path:
        """Write each of its `sheets` as a file of CSV into a folder, and return the folder.

        Raises
        ------
        ResultsError
            If they cannot be written.
        """
        return save_csv(Path(folder), self.sheets())

    def to_xlsx(self, file: str | Path) -> Path:
        """Write its `sheets` to a workbook, and return the file.

        Raises
        ------
        InputError
            If xlsxwriter is not installed.
        ResultsError
            If it cannot be written.
        """
        return save_workbook(Path(file), self.sheets())

    def brief(self, out: str | Path | None = None, *, form: str = "html") -> Written:
        """Return all there is to know of it in one file that can be sent; see `sim.brief`.

        Parameters
        ----------
        out
            The file to write; ``brief.html`` or ``brief.md`` in its folder if None.
        form
            ``html`` or ``md``.
        """
        return briefed(self, out, form)

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        scenario = self.record.model.scenario
        summary = to_json(self.row)
        return {
            "scenario": {
                "file": str(self.file),
                "title": scenario.title,
                "question": scenario.question,
                "label": scenario.label,
                "start": str(scenario.start),
                "end": str(scenario.end),
                "hash": self.digest,
            },
            "seed": self.record.seed,
            "replication": self.record.replication,
            "drawn": self.record.drawn,
            "outcome": summary["outcome"],
            "summary": summary,
            "questions": answers_of(self.record),
            "events": events_of(self.record),
            "results": str(self.folder),
        }

    def draw(
        self,
        *,
        svg: bool = False,
        figures: str | Sequence[str] | None = None,
        medium: str = "screen",
        tell: Reporter = SILENT,
    ) -> None:
        """Draw its figures into its folder, each as PNG.

        A figure that fails loses only itself, and one that is interrupted leaves nothing behind:
        all else is there already, and `sim.plot` draws them again.

        Parameters
        ----------
        svg
            Whether to write each as SVG too.
        figures
            Names of figures, or ``"all"``; the first three if None.
        medium
            What they are made for: ``"screen"``, ``"memo"`` or ``"slide"``.
        tell
            Is told how far it is, and which figures failed.

        Raises
        ------
        InputError
            If there is no figure or medium of a name.
        ResultsError
            If a figure cannot be written.
        """
        wanted = asked(RUN.name, figures, medium)
        from sim.workflows.drawings.kept import draw_run  # takes a second to import

        with writing(self.folder):
            warnings = draw_run(self.record, self.folder, svg=svg, asked=wanted, tell=tell)
        for text in warnings:
            tell.warn(text)


def play(
    scenario: str | Path,
    seed: int = 0,
    replication: int = 0,
    *,
    set: Sequence[str] = (),
    fix: Sequence[str] = (),
    out: str | Path | None = None,
    figures: bool = True,
    svg: bool = False,
    medium: str = "screen",
    tell: Reporter = SILENT,
) -> Played:
    """Play one future of a scenario and keep it in a folder.

    The same scenario, seed and replication give the same story and the same files.

    Parameters
    ----------
    scenario
        A file, or the name of a scenario that comes with thaw.
    seed, replication
        Master seed, and the number of the future under it.
    set
        Fields to override, such as ``"agents.target.jv=0.5"``.
    fix
        Uncertain parameters to hold at their defaults; ``all`` for all of them.
    out
        Where to keep it; below ``results`` if None.
    figures
        Whether to draw its figures too, as `Played.draw` does afterwards.
    svg
        Whether to write figures as SVG too, and not only as PNG.
    medium
        What figures are made for: ``"screen"``, ``"memo"`` or ``"slide"``.
    tell
        Is told how far it is.

    Raises
    ------
    InputError
        If something is wrong with the scenario, or the folder holds something else.
    ResultsError
        If it cannot be kept. Only figures are lost if one of them cannot be written.
    """
    with tell.steps(3) as steps:
        steps.step("reading")
        file = find(Path(scenario))
        loaded = load_assumed(file, set, tell, fix)
        digest = fingerprint(loaded.scenario, loaded.catalogue)
        folder = run_folder(file.stem, digest, seed, replication) if out is None else Path(out)
        if out is not None:
            check_folder(folder)
        model = compiled(loaded)
        steps.step("simulating")
        record = future_of(model, seed, replication)
        row = outcome_row(record)
        steps.step("writing")
        # The file in the folder: nothing there tells where the other one was.
        call = ["run", "scenario.yaml", *options(seed=seed, replication=replication)]
        played = Played(record, row, file, digest, folder)
        write_run(
            record,
            folder,
            scenario=yaml_text(resolved(loaded), f"{loaded.scenario.title}, as resolved"),
            digest=digest,
            outcome={**row, "drawn": record.drawn},
            overrides=set,
            more=lambda part: _write_texts(part, played, call),
        )
    if figures:
        played.draw(svg=svg, medium=medium, tell=tell)
    return played


def _write_texts(folder: Path, played: Played, call: Sequence[str]) -> None:
    """Write what there is to read of a future: its README and its story."""
    write_readme(folder, RUN, played.record.model.scenario.title, call)
    (folder / STORY).write_bytes(played.story().encode())
