"""What a shell completes: names of scenarios, results, measures, outcomes, figures, patterns.

Nothing that takes long to import: a shell asks at every press of the key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from sim.errors import ThawError

if TYPE_CHECKING:
    from sim.scenario.loading import Loaded

__all__ = [
    "FIGURES",
    "calibrations",
    "figures",
    "measures",
    "outcomes",
    "patterns",
    "results",
    "scenarios",
    "scenarios_or_results",
    "starts",
]

FIGURES: Final = (
    "fan",
    "classes",
    "survival",
    "heatmap",
    "questions",
    "drivers",
    "motives",
    "histogram",
    "ecdf",
    "differences",
    "matrix",
    "utilities",
    "regret",
)
"""Figures of batches and comparisons; where they are listed takes a second to import."""

_ENDINGS: Final = (".yaml", ".yml")
_RESULTS: Final = "results"
_TEMPLATES: Final = Path(__file__).parent / "templates"
_PATTERNS: Final = Path(__file__).parents[1] / "validation" / "patterns" / "patterns.yaml"
_ID: Final = re.compile(r"^ *- id: *(\S+)", re.MULTILINE)

Found = list[tuple[str, str]]
"""Words with what they are, which some shells show."""


def scenarios(incomplete: str) -> Found:
    """Scenarios that come with thaw, and files here."""
    from sim.scenario.shipped import GROUPS

    groups = [(name, f"comes with thaw: {group}") for group, names in GROUPS for name in names]
    return _starting(groups, incomplete) + _files(incomplete)


def calibrations(incomplete: str) -> Found:
    """Calibrations that come with thaw, and files here."""
    from sim.scenario.shipped import CALIBRATION, names

    known = [(name, "comes with thaw") for name in names(CALIBRATION)]
    return _starting(known, incomplete) + _files(incomplete)


def starts(incomplete: str) -> Found:
    """Templates, and scenarios that come with thaw."""
    from sim.scenario.shipped import names

    templates = [(path.stem, "a template") for path in sorted(_TEMPLATES.glob("*.yaml"))]
    known = [(name, "a scenario that comes with thaw") for name in names()]
    return _starting([*templates, *known], incomplete)


def results(incomplete: str) -> Found:
    """Folders of results, of those in ``results`` or of those in the folder that is typed."""
    folder = os.path.dirname(incomplete) or _RESULTS
    try:
        inside = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
    paths = [os.path.join(folder, name) for name in inside if not name.startswith(".")]
    return _starting([(path, "results") for path in paths], incomplete)


def scenarios_or_results(incomplete: str) -> Found:
    """What can be compared or explained."""
    found = results(incomplete)
    known = {f"{path}/" for path, _ in found}
    return [one for one in scenarios(incomplete) if one[0] not in known] + found


def measures(ctx: typer.Context, incomplete: str) -> Found:
    """Ids of the measures of the scenario that is typed, or of Russia's."""
    loaded = _loaded(ctx)
    known = loaded.catalogue.measures if loaded is not None else {}
    return _starting([(name, one.name) for name, one in known.items()], incomplete)


def outcomes(ctx: typer.Context, incomplete: str) -> Found:
    """Outcomes of the scenario that is typed, or of Russia's."""
    loaded = _loaded(ctx)
    if loaded is None:
        return []
    from sim.engine.model.compile import compile_model
    from sim.outcomes.columns import columns

    try:
        model = compile_model(loaded.scenario, loaded.catalogue)
    except ThawError:
        return []
    return _starting([(column.name, "") for column in columns(model)], incomplete)


def figures(incomplete: str) -> Found:
    """Figures; after a comma, one more."""
    before, comma, last = incomplete.rpartition(",")
    return _starting([(f"{before}{comma}{name}", "") for name in FIGURES], f"{before}{comma}{last}")


def patterns(incomplete: str) -> Found:
    """Ids of the patterns that come with thaw."""
    return _starting([(name, "") for name in _ID.findall(_PATTERNS.read_text("utf-8"))], incomplete)


def _starting(words: Iterable[tuple[str, str]], incomplete: str) -> Found:
    return [(word, about) for word, about in words if word.startswith(incomplete)]


def _files(incomplete: str) -> Found:
    """YAML files in the folder that is typed, or here; and further folders, once one is typed."""
    folder = os.path.dirname(incomplete)
    found = []
    try:
        for entry in sorted(os.scandir(folder or "."), key=lambda entry: entry.name):
            path = os.path.join(folder, entry.name)
            if entry.is_dir() and folder and not entry.name.startswith("."):
                found.append((f"{path}/", "a folder"))
            elif entry.name.endswith(_ENDINGS):
                found.append((path, "a file"))
    except OSError:
        return []
    return _starting(found, incomplete)


def _loaded(ctx: typer.Context) -> Loaded | None:
    """The first scenario that is typed, or Russia's; None if there is anything wrong with it."""
    from sim.cli.loading import load

    typed = [ctx.params.get(name) for name in ("scenario", "scenarios", "what", "source")]
    words = [one for value in typed for one in (value if isinstance(value, list) else [value])]
    # Arguments are no parameters yet where the last option still lacks its value.
    for word in (*words, *ctx.args[:1], "russia_2025"):
        if word is None:
            continue
        try:
            return load(Path(word))
        except ThawError:
            continue
    return None
