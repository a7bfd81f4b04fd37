"""What notebooks and scripts use: scenarios, single runs, batches, comparisons and figures.

Everything here is within reach of ``import sim``, as in ``sim.simulate("hold")``. Tables are
polars frames; their ``.to_pandas()`` needs pandas and pyarrow, which do not come with thaw.
Figures are matplotlib's. docs/python.md goes through all of it with examples.

A scenario is given as the path of a file (with its ending), as the name of one that comes with
thaw (``"russia_2025"``, ``"examples/inline"``), or as what `load_scenario` returned. Whatever is
wrong raises a `ThawError`, of which a wrong scenario is an `InputError`.
"""

from sim.analysis.comparison.comparison import Comparison
from sim.analysis.estimates import estimates
from sim.analysis.questions import questions
from sim.batch.batch import Batch
from sim.batch.runner import Progress
from sim.errors import InputError, ThawError
from sim.workflows.batches import compare, open_batch, simulate_batch
from sim.workflows.drawing import figures
from sim.workflows.runs import Run, replay, simulate
from sim.workflows.scenarios import LoadedScenario, Source, load_scenario

__all__ = [
    "Batch",
    "Comparison",
    "InputError",
    "LoadedScenario",
    "Progress",
    "Run",
    "Source",
    "ThawError",
    "compare",
    "estimates",
    "figures",
    "load_scenario",
    "open_batch",
    "questions",
    "replay",
    "simulate",
    "simulate_batch",
]
