"""thaw: a discrete-event simulator of the negotiations by which sanctions are lifted.

What notebooks and scripts use is here: ``sim.load_scenario``, ``sim.simulate``,
``sim.simulate_batch``, ``sim.compare`` and the rest of `sim.workflows`. This module imports nothing
until one of them is asked for, so that ``import sim`` and every command's start stay quick.

From the command line down to the ground floor; docs/architecture.md has the picture.

- `entry`: the first and last lines of a command
- `cli`: the command line; nothing else prints
- `workflows`: everything a command computes, for commands, notebooks and scripts alike
- `figures`: figures, declared beside the functions that draw them
- `validation`: forecasts held against the record, patterns, calibration
- `story`: what happened in a run, in sentences, and why
- `analysis`: batches summed up and compared, spread explained
- `batch`: many replications, computed anywhere, kept and continued
- `results`: folders of results, each kind declared once
- `outcomes`: what came of one replication: columns, series, answers
- `statistics`: intervals, survival, regression, scores
- `theory`: games and processes with an answer on paper
- `engine`: one replication: time, chance, state, processes
- `agents`: those who decide
- `bargaining`: what packages are worth, and which to offer
- `law`: who may lift what, how, by when
- `scenario`: what a user writes
- `events`: every kind of event, declared once
- `catalogue`: facts of the world as data with sources
- `documents`: files that users write: read, combined, checked
- `wording`: how numbers, units and names are written
- `errors`: the errors a user may meet
- `compiled`: which form is in use, compiled modules or their sources
"""

from sim import compiled as compiled  # keeps compiled modules that do not fit from being imported

TYPE_CHECKING = False  # as in typing, which is not imported for it
if TYPE_CHECKING:
    from sim.workflows import (
        BacktestResult,
        Batch,
        Branched,
        CalibrationResult,
        CheckResult,
        ComparisonResult,
        InputError,
        Law,
        LoadedScenario,
        Page,
        Played,
        Plotted,
        Present,
        Report,
        Reporter,
        Run,
        SummedUp,
        ThawError,
        Watched,
        backtest,
        branch,
        brief,
        calibrate,
        check,
        check_file,
        choose,
        compare,
        draw,
        drivers,
        estimates,
        explain,
        json_schema,
        like,
        list_cases,
        list_results,
        list_scenarios,
        load_scenario,
        new_record,
        new_scenario,
        now,
        open_backtest,
        open_batch,
        open_calibration,
        open_check,
        open_comparison,
        open_now,
        play,
        plot,
        questions,
        read_law,
        replay,
        score_ledger,
        simulate,
        simulate_batch,
        spread,
        sum_up,
        summary,
        upgrade,
        watch,
    )

__version__ = "0.1.0"

__all__ = [
    "BacktestResult",
    "Batch",
    "Branched",
    "CalibrationResult",
    "CheckResult",
    "ComparisonResult",
    "InputError",
    "Law",
    "LoadedScenario",
    "Page",
    "Played",
    "Plotted",
    "Present",
    "Report",
    "Reporter",
    "Run",
    "SummedUp",
    "ThawError",
    "Watched",
    "backtest",
    "branch",
    "brief",
    "calibrate",
    "check",
    "check_file",
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
    "play",
    "plot",
    "questions",
    "read_law",
    "replay",
    "score_ledger",
    "simulate",
    "simulate_batch",
    "spread",
    "sum_up",
    "summary",
    "upgrade",
    "watch",
]

if not TYPE_CHECKING:

    def __getattr__(name):
        """Import the interface when something of it is first asked for (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module("sim.workflows"), name)

    def __dir__():
        """Names of the interface among the rest, for completion."""
        return sorted({*globals(), *__all__})
