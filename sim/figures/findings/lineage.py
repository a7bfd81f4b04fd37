"""What the figure of futures that branch off another one found."""

from __future__ import annotations

from typing import Final

from sim.analysis.wording import parameter_words
from sim.batch.batch import Batch
from sim.batch.branch import Branch
from sim.story.ways import OTHER, Lineage, lineage
from sim.wording.rounding import percent
from sim.wording.words import date

_LEAVES: Final = 6
"""Ends of the tree: what comes first does not depend on them."""


def tree(batch: Batch) -> str:
    """Say what futures that branch off another one do first, most frequently."""
    found = lineage(batch, _LEAVES)
    if found is None:
        return "These futures branch off no other one, or none keeps its events"
    return said(batch, found)


def said(batch: Batch, found: Lineage) -> str:
    """Say what futures do first, most frequently, given where they come from."""
    told = [way for way in found.ways if way.words != OTHER] or found.ways
    first, *others = (f"{way.words}, {percent(way.count / found.futures)}" for way in told)
    next_ = f"; next, {others[0]}" if others else ""
    return f"{node(batch)}, most frequently first: {first}{next_}"


def node(batch: Batch) -> str:
    """Say when futures branch off."""
    assert batch.branch is not None
    return f"From {date(batch.model.calendar.date(batch.branch.day))} on"


def changes(branch: Branch) -> str:
    """Say what is changed from the node on, in words alone."""
    made = [
        f"{parameter_words(path).removesuffix(f' ({path})')}: {value}".replace("_", " ")
        for path, value in branch.changes
    ]
    if branch.decision is not None:
        made.append(branch.decision.words.replace("_", " "))
    return f"Changed: {'; '.join(made)}" if made else "Nothing is changed"
