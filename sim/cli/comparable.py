"""Whether what is to be compared is about one target and one world of law at all."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING

from sim.cli.glance import FEW
from sim.errors import InputError, Problem
from sim.story.words import joined

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.cli.comparing import Source

__all__ = ["cautions", "check_comparable"]


def check_comparable(found: Sequence[Source]) -> None:
    """Refuse scenarios of different targets: no future is the same for both.

    Raises
    ------
    InputError
        If there are two targets or more; it names the largest group that can be compared.
    """
    groups: dict[str, list[Source]] = {}
    for source in found:
        groups.setdefault(source.catalogue.target.name, []).append(source)
    if len(groups) == 1:
        return
    said = "; ".join(
        f"{target}: {', '.join(source.name for source in group)}"
        for target, group in groups.items()
    )
    largest = max(groups.values(), key=len)
    hint = "compare scenarios of one target"
    if len(largest) > 1:
        words = " ".join(quote(str(source.path)) for source in largest)
        hint = f"these can be compared: thaw compare {words}"
    raise InputError(
        [
            Problem(
                "SCENARIO|BATCH",
                message=f"these are about {len(groups)} targets, whose futures have nothing in "
                f"common ({said})",
                hint=hint,
            )
        ]
    )


def cautions(batches: Sequence[Batch]) -> list[str]:
    """What has to be known of a comparison before any number is read, in sentences.

    Parameters
    ----------
    batches
        What is compared, the baseline first.
    """
    from sim.scenario.resolved import fingerprint

    first, *others = batches
    hashes = [fingerprint(batch.model.scenario, batch.model.catalogue) for batch in batches]
    said = []
    same = [other.name for other, of in zip(others, hashes[1:], strict=True) if of == hashes[0]]
    if same:
        said.append(
            f"{joined([first.name, *same])} are the same scenario: between them nothing can differ."
        )
    law = first.model.catalogue.title
    elsewhere = [other.name for other in others if other.model.catalogue.title != law]
    if elsewhere:
        said.append(
            f"the law of {joined(elsewhere)} is another than that of {first.name} ({law}): "
            "differences are of the law too."
        )
    if len(batches) > FEW:
        said.append(
            f"{len(batches)} scenarios are many: no more than {FEW} can be told apart at a glance."
        )
    return said
