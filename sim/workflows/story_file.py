"""``story.md`` in a folder of results: all there is to read of it, the same whenever it is made."""

from __future__ import annotations

from pathlib import Path

from sim.results.errors import writing
from sim.results.files import damage, write
from sim.results.kind import STORY
from sim.results.manifest import add_checksums, manifest_of
from sim.workflows.page import Page

__all__ = ["keep_story", "story_text"]


def story_text(page: Page, title: str = "") -> str:
    """Return a page as the text of the file.

    Parameters
    ----------
    page
        All there is to read.
    title
        Its heading; none if empty.
    """
    heading = f"# {title}\n\n" if title else ""
    return f"{heading}{page.kept().markdown()}\n"


def keep_story(folder: Path, text: str) -> None:
    """Write it to a folder of results that are there, unless it is there as it must be.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    with writing(folder):
        path = folder / STORY
        sums = manifest_of(folder).get("sums")
        noted = sums if isinstance(sums, dict) else {}
        if not damage(folder, STORY, noted) and path.read_bytes() == text.encode():
            return
        write(path, text.encode())
        add_checksums(folder, [STORY])
