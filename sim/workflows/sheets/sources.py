"""Where measures and assumptions are known from, as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sim.analysis.wording import parameter_words
from sim.catalogue.schema import Catalogue
from sim.engine.model.model import Model
from sim.scenario.paths import find
from sim.scenario.schema import Scenario
from sim.workflows.sheets.sheet import Field, Sheet, sheet_of

__all__ = ["catalogue_sources", "model_sources", "parameter_sources", "sources_sheet"]

Row = tuple[str, str, str, str, str, str, str]

_FIELDS: Final = (
    Field("what", "Whether it is a measure, its legal basis, or an assumption"),
    Field("id", "Its id in the catalogue, or the path of the assumption"),
    Field("name", "What it is"),
    Field("section", "Section of the law"),
    Field("confidence", "How well it is known: verified, memory_high, memory_low, assumption"),
    Field("source", "Where it is known from: a row for each source"),
    Field("note", "What else there is to know of it"),
)

_BASES: Final = {
    "V": "a source was read and checked",
    "C": "computed from public data",
    "M": "literature from memory",
    "A": "assumption",
}
"""Letters by which the schema says where a value is known from."""


def sources_sheet(rows: Iterable[Row]) -> Sheet:
    """Return a sheet of sources, each row once."""
    return sheet_of("Sources", _FIELDS, list(dict.fromkeys(rows)))


def model_sources(models: Iterable[Model]) -> Sheet:
    """Return the sources of what scenarios rest on: their measures, then what they assume."""
    given = list(models)
    measures = [row for model in given for row in catalogue_sources(model.catalogue)]
    assumed = [row for model in given for row in _assumed(model.scenario)]
    return sources_sheet([*measures, *assumed])


def catalogue_sources(catalogue: Catalogue) -> Iterator[Row]:
    """Yield the sources of measures, then those of the authorities on which they rest."""
    known = catalogue.sources
    for key, measure in catalogue.measures.items():
        about = ("measure", key, measure.name, "", measure.confidence)
        for source in measure.sources or ("",):
            yield (*about, known.get(source, source), measure.note)
    resting = {layer.authority for one in catalogue.measures.values() for layer in one.layers}
    for key, authority in catalogue.authorities.items():
        if key in resting:
            basis = ("legal basis", key, authority.name, authority.section, authority.confidence)
            for source in authority.sources or ("",):
                yield (*basis, known.get(source, source), authority.note)


def _assumed(scenario: Scenario) -> Iterator[Row]:
    """Yield what is drawn for each future: from the ensemble, and by the scenario itself."""
    drawn = scenario.assumptions
    if drawn is not None:
        note = f"Drawn for each future from the ensemble of assumptions '{drawn.ensemble}'"
        yield from parameter_sources(drawn.draws, note)
    yield from parameter_sources(
        scenario.uncertain, "Drawn for each future as the scenario says (uncertain)"
    )


def parameter_sources(paths: Iterable[str], note: str) -> Iterator[Row]:
    """Yield where the usual values of parameters are known from.

    Parameters
    ----------
    paths
        The parameters.
    note
        What becomes of them.
    """
    for path in paths:
        info = find(Scenario, path.split(".")).info
        extra = info.json_schema_extra if info is not None else None
        basis = str(extra.get("source", "")) if isinstance(extra, dict) else ""
        words = parameter_words(path).removesuffix(f" ({path})")
        source = f"docs/scenarios.md: {_BASES[basis]}" if basis in _BASES else "docs/scenarios.md"
        yield ("assumption", path, words, "", "assumption", source, note)
