"""What a brief must say beside its numbers: what they are not, and how to make them again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from sim import __version__
from sim.analysis.forecasts.forecaster import forecaster_of
from sim.analysis.forecasts.topics import relief_of
from sim.analysis.wording import points
from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.results.manifest import manifest_of
from sim.results.readme import call_in
from sim.wording.words import count, date
from sim.workflows.briefs.document import Made, Section
from sim.workflows.page import Block, Facts, Line, Paragraph

__all__ = ["again", "made", "not_this", "units"]


def not_this(model: Model | None, *, compared: bool = False, prefix: str = "") -> Section:
    """Return what a result is not.

    Parameters
    ----------
    model
        The compiled scenario, the first if there are several; None if it rests on many.
    compared
        Whether scenarios are compared.
    prefix
        Before the name of the section.
    """
    return Section(f"{prefix}not", "What this is not", list(_not_this(model, compared)))


def _not_this(model: Model | None, compared: bool) -> Iterator[Block]:
    yield Paragraph(
        "It is no prediction of what will happen. It is what follows from a model of the law and "
        "of those who decide, if what is assumed holds. An interval says what chance leaves open "
        "in so many simulated futures, and nothing of what may be wrong in the assumptions."
    )
    if model is not None:
        yield from _of_scenario(model)
    if compared:
        yield Paragraph(
            "A difference is one between policies in the model, in the same simulated futures; it "
            "says what the model makes of them, not what the world would."
        )
    yield Paragraph(
        "It is no legal advice. How far its forecasts can be trusted, held against what has "
        "happened, misses among them, is told in docs/validation.md of thaw."
    )


def _of_scenario(model: Model) -> Iterator[Block]:
    assumptions = model.scenario.assumptions
    if assumptions is not None and assumptions.draws:
        n = count(len(assumptions.draws), "assumption")
        yield Paragraph(
            f"{n} that no source settles were drawn for each future, from sets that past cases "
            "have not ruled out: other sets would give other shares."
        )
    if model.pairs[0].own and model.scenario.conditioned is None:
        forecaster = forecaster_of(model)
        pool = forecaster.pool(forecaster.rate(relief_of(model, model.calendar.horizon / YEAR)))
        if pool.n:
            yield Paragraph(
                "Blended probabilities weigh what was simulated by "
                f"{pool.simulated:.2f} and base rates by {pool.base:.2f} (on the scale of log "
                f"odds), as fits {pool.n} answers of past cases best: that is how far the "
                "simulation alone has earned belief."
            )
    if (as_of := model.catalogue.as_of) is not None:
        yield Paragraph(f"The law is as its catalogue was kept to {date(as_of)}.")


def units(model: Model, *, gains: bool) -> Paragraph:
    """Return what the units of a page are."""
    return Paragraph(points(model.scenario.agents.executive.name if gains else ""))


def made(folder: Path | None, seed: object, call: str = "") -> Made:
    """Return how a result was made, as its folder tells it.

    Parameters
    ----------
    folder
        Where it is kept; None if it is only in memory.
    seed
        The master seed; None if there is none.
    call
        The command, if there is no folder that names it.
    """
    manifest = {} if folder is None else manifest_of(folder)
    digest = manifest.get("hash")
    return Made(
        call=(call_in(folder) if folder is not None else "") or call,
        version=__version__,
        digest=digest if isinstance(digest, str) else "",
        seed="" if seed is None else str(seed),
        folder="" if folder is None else folder.resolve().name,
    )


def again(how: Made, prefix: str = "") -> Section:
    """Return how to make a result again."""
    cells = [
        ("command", how.call),
        ("brief of it", f"thaw brief {quote(how.folder)}" if how.folder else ""),
        ("version", f"thaw {how.version}"),
        ("seed", how.seed),
        ("hash of what decides it", how.digest),
    ]
    blocks: list[Block] = [
        Paragraph(
            "The same command, version and seed give the same numbers, whatever the machine and "
            "however many processors it has."
        ),
        Facts([cell for cell in cells if cell[1]]),
    ]
    if not how.call:
        blocks.append(Line("It was made in Python, so that there is no command to repeat."))
    return Section(f"{prefix}again", "How to make it again", blocks)
