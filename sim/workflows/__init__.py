"""The one door: everything a command computes, for commands, notebooks and scripts alike.

What is here is within reach of ``import sim`` too, as in ``sim.simulate("hold")``. Nothing is
imported until it is asked for. Nothing prints: what a workflow tells while it works goes to a
`Reporter`, and what there is to read of a result is a `Page` of blocks that commands print and
``print(page)`` shows. Tables are polars frames; their ``.to_pandas()`` needs pandas and pyarrow,
which do not come with thaw. Figures are matplotlib's. docs/python.md goes through it with examples.

A scenario is given as the path of a file (with its ending), as the name of one that comes with
thaw (``"russia_2025"``, ``"examples/inline"``), or as what `load_scenario` returned. Whatever is
wrong raises a `ThawError`, of which a wrong scenario is an `InputError`.

runs, batches, comparisons
    One future; many; several scenarios in the same futures.
branches
    Many futures that go on from a moment of another one.
presents
    Scenarios conditioned on a record of what has happened.
backtests, checks, calibrations
    Forecasts against the record, futures against known facts, parameters from known facts.
laws
    The law on a day, of a scenario or of a simulated future.
likeness
    The cases of the past that a scenario is like.
watching
    What to watch in the next days, and what it would tell of a question.
drawings
    Figures of all of these.
briefs
    All there is to know of a result, in one file that can be sent.
files
    Files of scenarios, and what there is in folders.
scenarios, opening
    Scenarios for notebooks, and for commands.
result, kept_result, exportable
    What workflows return, what of it is written to a folder as a whole, and what it can be handed
    on as.
page, page_html, markdown, story_file, sheets
    What there is to read of it, as blocks, as HTML, as Markdown and as ``story.md`` in its
    folder; and tables for a spreadsheet.
reporter, listening, pace
    What workflows tell meanwhile; who hears it, a function or a notebook; how far they are, in
    words.
pattern_batches
    Batches of several worlds by one pool of workers, for checks and calibrations.
calendars
    Files for a calendar program.
told_first
    What is told first of futures that are conditioned on what has happened.
door, days
    What Python users give, and days that are typed, turned into plain values or refused.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sim.analysis.estimates import estimates
    from sim.analysis.questions import questions
    from sim.analysis.selection import choose
    from sim.analysis.summary import summary
    from sim.analysis.uncertainty.drivers import drivers
    from sim.analysis.uncertainty.spread import spread
    from sim.batch.batch import Batch
    from sim.batch.runner import Progress
    from sim.errors import InputError, ThawError
    from sim.workflows.backtests.backtesting import backtest, open_backtest, run_backtest
    from sim.workflows.backtests.cases import plan_backtest
    from sim.workflows.backtests.result import BacktestResult
    from sim.workflows.batches.computing import InterruptedBatch
    from sim.workflows.batches.simulating import open_batch, simulate_batch
    from sim.workflows.batches.summing_up import SummedUp, sum_up
    from sim.workflows.branches.branching import branch
    from sim.workflows.branches.result import Branched
    from sim.workflows.briefs.brief import Written, brief, check_renderer
    from sim.workflows.calendars import check_calendar
    from sim.workflows.calibrations.calibrating import calibrate, open_calibration, run_calibration
    from sim.workflows.calibrations.plan import plan_calibration
    from sim.workflows.calibrations.result import CalibrationResult
    from sim.workflows.checks.checking import check, open_check, run_check
    from sim.workflows.checks.plan import plan_check
    from sim.workflows.checks.result import CheckResult
    from sim.workflows.comparisons.comparing import compare, open_comparison, run_comparison
    from sim.workflows.comparisons.plan import plan_comparison
    from sim.workflows.comparisons.result import ComparisonResult
    from sim.workflows.days import parse_period
    from sim.workflows.drawings.drawing import draw
    from sim.workflows.drawings.drawn import Drawn
    from sim.workflows.drawings.plotting import Plotted, plot
    from sim.workflows.files.beginning import new_record, new_scenario, templates_page
    from sim.workflows.files.computed import list_results, result_files
    from sim.workflows.files.listing import list_cases, list_scenarios, subfolders
    from sim.workflows.files.scenario_files import check_file, json_schema
    from sim.workflows.files.text_files import check_place, write_text
    from sim.workflows.files.upgrading import Upgrade, upgrade
    from sim.workflows.laws.law import Law, read_law
    from sim.workflows.likeness.like import like
    from sim.workflows.opening import load
    from sim.workflows.page import Page, Report
    from sim.workflows.presents.conditioning import now, open_now, run_now
    from sim.workflows.presents.plan import plan_now
    from sim.workflows.presents.result import Present
    from sim.workflows.presents.scored import score_ledger
    from sim.workflows.reporter import Reporter
    from sim.workflows.runs.explaining import explain
    from sim.workflows.runs.playing import Played, play
    from sim.workflows.runs.run import Run, replay, simulate
    from sim.workflows.scenarios import LoadedScenario, Source, load_scenario, outcome_names
    from sim.workflows.sheets.workbook import check_workbook
    from sim.workflows.watching.result import Watched
    from sim.workflows.watching.watching import watch

__all__ = [
    "BacktestResult",
    "Batch",
    "Branched",
    "CalibrationResult",
    "CheckResult",
    "ComparisonResult",
    "Drawn",
    "InputError",
    "InterruptedBatch",
    "Law",
    "LoadedScenario",
    "Page",
    "Played",
    "Plotted",
    "Present",
    "Progress",
    "Report",
    "Reporter",
    "Run",
    "Source",
    "SummedUp",
    "ThawError",
    "Upgrade",
    "Watched",
    "Written",
    "backtest",
    "branch",
    "brief",
    "calibrate",
    "check",
    "check_calendar",
    "check_file",
    "check_place",
    "check_renderer",
    "check_workbook",
    "choose",
    "compare",
    "draw",
    "drivers",
    "estimates",
    "explain",
    "json_schema",
    "like",
    "list_cases",
    "list_results",
    "list_scenarios",
    "load",
    "load_scenario",
    "new_record",
    "new_scenario",
    "now",
    "open_backtest",
    "open_batch",
    "open_calibration",
    "open_check",
    "open_comparison",
    "open_now",
    "outcome_names",
    "parse_period",
    "plan_backtest",
    "plan_calibration",
    "plan_check",
    "plan_comparison",
    "plan_now",
    "play",
    "plot",
    "questions",
    "read_law",
    "replay",
    "result_files",
    "run_backtest",
    "run_calibration",
    "run_check",
    "run_comparison",
    "run_now",
    "score_ledger",
    "simulate",
    "simulate_batch",
    "spread",
    "subfolders",
    "sum_up",
    "summary",
    "templates_page",
    "upgrade",
    "watch",
    "write_text",
]

_MODULES: Final[dict[str, tuple[str, ...]]] = {
    "sim.analysis.estimates": ("estimates",),
    "sim.analysis.questions": ("questions",),
    "sim.analysis.selection": ("choose",),
    "sim.analysis.summary": ("summary",),
    "sim.analysis.uncertainty.drivers": ("drivers",),
    "sim.analysis.uncertainty.spread": ("spread",),
    "sim.batch.batch": ("Batch",),
    "sim.batch.runner": ("Progress",),
    "sim.errors": ("InputError", "ThawError"),
    "sim.workflows.backtests.backtesting": ("backtest", "open_backtest", "run_backtest"),
    "sim.workflows.backtests.cases": ("plan_backtest",),
    "sim.workflows.backtests.result": ("BacktestResult",),
    "sim.workflows.batches.computing": ("InterruptedBatch",),
    "sim.workflows.batches.simulating": ("open_batch", "simulate_batch"),
    "sim.workflows.batches.summing_up": ("SummedUp", "sum_up"),
    "sim.workflows.branches.branching": ("branch",),
    "sim.workflows.branches.result": ("Branched",),
    "sim.workflows.briefs.brief": ("Written", "brief", "check_renderer"),
    "sim.workflows.calendars": ("check_calendar",),
    "sim.workflows.calibrations.calibrating": ("calibrate", "open_calibration", "run_calibration"),
    "sim.workflows.calibrations.plan": ("plan_calibration",),
    "sim.workflows.calibrations.result": ("CalibrationResult",),
    "sim.workflows.checks.checking": ("check", "open_check", "run_check"),
    "sim.workflows.checks.plan": ("plan_check",),
    "sim.workflows.checks.result": ("CheckResult",),
    "sim.workflows.comparisons.comparing": ("compare", "open_comparison", "run_comparison"),
    "sim.workflows.comparisons.plan": ("plan_comparison",),
    "sim.workflows.comparisons.result": ("ComparisonResult",),
    "sim.workflows.days": ("parse_period",),
    "sim.workflows.drawings.drawing": ("draw",),
    "sim.workflows.drawings.drawn": ("Drawn",),
    "sim.workflows.drawings.plotting": ("Plotted", "plot"),
    "sim.workflows.files.beginning": ("new_record", "new_scenario", "templates_page"),
    "sim.workflows.files.computed": ("list_results", "result_files"),
    "sim.workflows.files.listing": ("list_cases", "list_scenarios", "subfolders"),
    "sim.workflows.files.scenario_files": ("check_file", "json_schema"),
    "sim.workflows.files.text_files": ("check_place", "write_text"),
    "sim.workflows.files.upgrading": ("Upgrade", "upgrade"),
    "sim.workflows.laws.law": ("Law", "read_law"),
    "sim.workflows.likeness.like": ("like",),
    "sim.workflows.opening": ("load",),
    "sim.workflows.page": ("Page", "Report"),
    "sim.workflows.presents.conditioning": ("now", "open_now", "run_now"),
    "sim.workflows.presents.plan": ("plan_now",),
    "sim.workflows.presents.result": ("Present",),
    "sim.workflows.presents.scored": ("score_ledger",),
    "sim.workflows.reporter": ("Reporter",),
    "sim.workflows.runs.explaining": ("explain",),
    "sim.workflows.runs.playing": ("Played", "play"),
    "sim.workflows.runs.run": ("Run", "replay", "simulate"),
    "sim.workflows.sheets.workbook": ("check_workbook",),
    "sim.workflows.watching.result": ("Watched",),
    "sim.workflows.watching.watching": ("watch",),
    "sim.workflows.scenarios": ("LoadedScenario", "Source", "load_scenario", "outcome_names"),
}
"""Where each name is, as type checkers read it above; a test holds the two together."""

_MODULE_OF: Final = {name: module for module, names in _MODULES.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import the module of a name when it is first asked for (PEP 562)."""
        module = _MODULE_OF.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(module), name)
        return value

    def __dir__() -> list[str]:
        """Return the names of the interface among the rest, for completion."""
        return sorted({*globals(), *__all__})
