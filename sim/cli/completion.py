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

import sim
from sim import workflows
from sim.errors import ThawError
from sim.scenario.shipped import (
    CALIBRATION,
    GROUPS,
    cases,
    names,
    record_names,
    templates,
)

if TYPE_CHECKING:
    from sim.scenario.loading import Loaded

__all__ = [
    "batch_figures",
    "calibrations",
    "figures",
    "groupings",
    "measures",
    "outcomes",
    "patterns",
    "records",
    "results",
    "rules",
    "scenarios",
    "scenarios_or_results",
    "starts",
]

_ENDINGS: Final = (".yaml", ".yml")
_RESULTS: Final = "results"
_HERE: Final = Path(sim.__file__).parent
_PATTERNS: Final = _HERE / "validation" / "patterns" / "patterns.yaml"
_FIGURES: Final = _HERE / "figures"
_DECLARED: Final = re.compile(r'^@figure\(\s*"(\w+)", "(?:batch|comparison)"', re.MULTILINE)
_RULE: Final = re.compile(r'^    (\w+): bool = Field\(True, description="([^"]*)', re.MULTILINE)
_FEATURE: Final = re.compile(r'^    Feature\(\s*"(\w+)",\s*"([^"]*)', re.MULTILINE)
_ID: Final = re.compile(r"^ *- id: *(\S+)", re.MULTILINE)

Words = list[tuple[str, str]]
"""Words with what they are, which some shells show."""


def scenarios(incomplete: str) -> Words:
    """Offer scenarios that come with thaw, and files here."""
    groups = [(name, f"comes with thaw: {group}") for group, names in GROUPS for name in names]
    library = [(name, "a case of the library") for name in cases()]
    return _starting([*groups, *library], incomplete) + _files(incomplete)


def calibrations(incomplete: str) -> Words:
    """Offer calibrations that come with thaw, and files here."""
    shipped = [(name, "comes with thaw") for name in names(CALIBRATION)]
    return _starting(shipped, incomplete) + _files(incomplete)


def records(incomplete: str) -> Words:
    """Offer records that come with thaw, and files here."""
    shipped = [(name, "comes with thaw") for name in record_names()]
    return _starting(shipped, incomplete) + _files(incomplete)


def starts(incomplete: str) -> Words:
    """Offer templates, and scenarios that come with thaw."""
    shipped = [(name, "a scenario that comes with thaw") for name in names()]
    return _starting([*((name, "a template") for name in templates()), *shipped], incomplete)


def results(incomplete: str) -> Words:
    """Offer folders of results: in ``results``, or in the folder that is typed."""
    folder = os.path.dirname(incomplete) or _RESULTS
    try:
        inside = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
    paths = [os.path.join(folder, name) for name in inside if not name.startswith(".")]
    return _starting([(path, "results") for path in paths], incomplete)


def scenarios_or_results(incomplete: str) -> Words:
    """Offer what can be compared or explained."""
    folders = results(incomplete)
    typed = {f"{path}/" for path, _ in folders}
    return [word for word in scenarios(incomplete) if word[0] not in typed] + folders


def measures(ctx: typer.Context, incomplete: str) -> Words:
    """Offer ids of the measures of the scenario that is typed, or of Russia's."""
    loaded = _loaded(ctx)
    ids = loaded.catalogue.measures if loaded is not None else {}
    return _starting([(name, measure.name) for name, measure in ids.items()], incomplete)


def outcomes(ctx: typer.Context, incomplete: str) -> Words:
    """Offer outcomes of the scenario that is typed, or of Russia's."""
    loaded = _loaded(ctx)
    try:
        columns = workflows.outcome_names(loaded) if loaded is not None else []
    except ThawError:
        return []
    return _starting([(name, "") for name in columns], incomplete)


def figures(incomplete: str) -> Words:
    """Offer figures; after a comma, one more."""
    before, comma, last = incomplete.rpartition(",")
    names = [(f"{before}{comma}{name}", "") for name in batch_figures()]
    return _starting(names, f"{before}{comma}{last}")


def batch_figures() -> list[str]:
    """Return names of figures of batches and comparisons, as their modules declare them.

    They are read, not imported, which would take a second.
    """
    modules = [*_FIGURES.glob("batch/*.py"), *_FIGURES.glob("comparison/*.py")]
    names = (name for path in modules for name in _DECLARED.findall(path.read_text("utf-8")))
    return sorted(dict.fromkeys(names))


def patterns(incomplete: str) -> Words:
    """Offer ids of the patterns that come with thaw."""
    return _starting([(name, "") for name in _ID.findall(_PATTERNS.read_text("utf-8"))], incomplete)


def rules(incomplete: str) -> Words:
    """Offer rules that can be switched off, as their module declares them."""
    text = (_HERE / "scenario" / "rules.py").read_text("utf-8")
    return _starting([*_RULE.findall(text), ("all", "each of them")], incomplete)


def groupings(incomplete: str) -> Words:
    """Offer what scores can be grouped by: features as their module declares them."""
    text = (_HERE / "analysis" / "likeness" / "features.py").read_text("utf-8")
    plain = [("kind", "kind of question"), ("case", "case")]
    return _starting([*plain, *_FEATURE.findall(text)], incomplete)


def _starting(words: Iterable[tuple[str, str]], incomplete: str) -> Words:
    return [(word, about) for word, about in words if word.startswith(incomplete)]


def _files(incomplete: str) -> Words:
    """Offer YAML files in the folder that is typed, or here; and folders, once one is typed."""
    folder = os.path.dirname(incomplete)
    words = []
    try:
        for entry in sorted(os.scandir(folder or "."), key=lambda entry: entry.name):
            path = os.path.join(folder, entry.name)
            if entry.is_dir() and folder and not entry.name.startswith("."):
                words.append((f"{path}/", "a folder"))
            elif entry.name.endswith(_ENDINGS):
                words.append((path, "a file"))
    except OSError:
        return []
    return _starting(words, incomplete)


def _loaded(ctx: typer.Context) -> Loaded | None:
    """Return the first scenario that is typed, or Russia's; None if anything is wrong with it."""
    typed = [ctx.params.get(name) for name in ("scenario", "scenarios", "what", "source")]
    words = [one for value in typed for one in (value if isinstance(value, list) else [value])]
    # Arguments are no parameters yet where the last option still lacks its value.
    for word in (*words, *ctx.args[:1], "russia_2025"):
        if word is None:
            continue
        try:
            return workflows.load(Path(word))
        except ThawError:
            continue
    return None
