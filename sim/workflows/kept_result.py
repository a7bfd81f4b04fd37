"""What a workflow returns that is written to a folder as a whole, once it is done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from sim.results.files import Writer
from sim.results.folder import ResultFolder
from sim.results.kind import STORY
from sim.results.readme import write_readme
from sim.workflows.result import Result
from sim.workflows.story_file import keep_story

__all__ = ["NOTHING_KEPT", "KeptResult"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class KeptResult(Result):
    """What a workflow came to that is written to a folder once it is done.

    Attributes
    ----------
    digest
        Hash of what decides it, 32 hexadecimal digits.
    """

    digest: str

    @abstractmethod
    def contents(self, folder: Path) -> dict[str, Writer | bytes]:
        """Return what its files hold, by name, in the order of their checksums."""

    def facts(self, folder: Path) -> dict[str, Any]:
        """Return what its manifest says beside kind, digest and checksums."""
        return {}

    def save(
        self,
        folder: str | Path,
        *,
        figures: bool = False,
        svg: bool = False,
        contact: bool = False,
        medium: str = "screen",
    ) -> Path:
        """Write it to a folder, as the command does, and return the folder.

        Parameters
        ----------
        folder
            A new or empty folder, or one that holds this result.
        figures
            Whether to draw its first figures too, each as a PNG.
        svg, contact
            Whether to write these as SVG, too, and a contact sheet of them.
        medium
            What they are made for: ``"screen"``, ``"memo"`` or ``"slide"``.

        Raises
        ------
        InputError
            If the folder holds something else.
        ThawError
            If it cannot be written to.
        """
        place = ResultFolder(Path(folder), self.kind, self.digest)
        place.find()
        story = {STORY: self.story().encode()}
        place.write({**self.contents(place.path), **story}, **self.facts(place.path))
        if figures:
            self.draw(place.path, svg=svg, contact=contact, medium=medium)
        return place.path

    def with_story(self) -> Self:
        """Write ``story.md`` into its folder where that is not there, and return the result.

        Raises
        ------
        ResultsError
            If it cannot be written.
        """
        if self.folder is not None:
            keep_story(self.folder, self.story())
        return self

    def kept(self, folder: Path | None, title: str, call: Sequence[str]) -> Self:
        """Write it to a folder with a README, and return it as it is there.

        Parameters
        ----------
        folder
            Where to; None for nowhere.
        title
            What the results are of.
        call
            Words of the command that makes them again; without any there is no README.
        """
        if folder is None:
            return self
        self.save(folder)
        if call:
            write_readme(folder, self.kind, title, call)
        return replace(self, folder=folder)


NOTHING_KEPT: Final = "interrupted: nothing of it is kept, and the same call begins anew"
"""What is said of a workflow that keeps nothing before it is done."""
