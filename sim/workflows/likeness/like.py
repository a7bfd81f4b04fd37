"""Which cases of a library a scenario is like, and when relief came in these."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.analysis.likeness.coding import coded
from sim.analysis.likeness.nearest import nearest
from sim.analysis.likeness.table import shipped_cases
from sim.errors import InputError
from sim.scenario.loading import Loaded
from sim.workflows.door import whole
from sim.workflows.likeness.library import cases_in
from sim.workflows.likeness.page import Likeness, report
from sim.workflows.opening import load
from sim.workflows.page import Report
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import Source, compiled

__all__ = ["like"]

_SAID = (
    "issue, world.governments.kind, world.war.start, agents.executive.rivalry, "
    "agents.executive.size.trade_share, talks.open"
)


def like(
    scenario: Source,
    k: int = 5,
    *,
    cases: str | Path | None = None,
    set: Sequence[str] = (),
    tell: Reporter = SILENT,
) -> Report:
    """Say which cases a scenario is like, what happened there, and when relief came.

    Nothing is simulated. A scenario that is a case, or extends one, is not compared with it.

    Parameters
    ----------
    scenario
        A scenario, by name or file or as it was loaded.
    k
        How many of the nearest cases, at least 1.
    cases
        A folder of cases of one's own; those that come with thaw if None.
    set
        Fields to override, such as ``"issue=war"``, of a scenario that is not loaded yet.
    tell
        Is told what is to be known of the scenario.

    Returns
    -------
    Report
        A page, and as values the features of the scenario, its nearest cases with distance,
        likeness and answers, and the shares with relief among these and in the whole library.

    Raises
    ------
    InputError
        If something is wrong with the scenario or a case, there is none to compare it with, or
        too little is said of it.
    """
    k = whole("k", k, 1)
    if isinstance(scenario, Loaded):
        if set:
            raise InputError.of("set", message="the scenario is loaded: set it as it is loaded")
    else:
        scenario = load(Path(scenario), set, tell)
    features = coded(compiled(scenario))
    library = shipped_cases() if cases is None else cases_in(Path(cases), tell)
    own = {Path(name).resolve() for name in scenario.document.files}
    others = [case for path, case in library.items() if path.resolve() not in own]
    if not others:
        raise InputError.of("--cases", message="there is no other case to compare it with")
    near = nearest(features, others, k)
    if not near:
        raise InputError.of(
            scenario.document.name,
            message="it says too little of itself to be compared",
            hint=f"what cases say of politics: {_SAID}",
        )
    name = Path(scenario.document.name).stem
    return report(
        Likeness(
            name=name,
            title=scenario.scenario.title,
            features=features,
            near=tuple(near),
            library=tuple(others),
            left_out=tuple(case.name for path, case in library.items() if path.resolve() in own),
        )
    )
