"""The commands: each a module of signatures and printing, loaded when its command is called.

What a command computes is in `sim.workflows`, which notebooks use as well. A command is declared
once, in `COMMANDS`: the help of ``thaw`` and the completion of names need no more than that.

run
    ``run``: one future, told as a story.
batch
    ``batch``: many futures, summed up.
branch
    ``branch``: many futures that go on from a moment of another one.
now
    ``now``: scenarios conditioned on what has happened.
watch
    ``watch``: what to watch in the next days, and what it would tell of a question.
compare
    ``compare``: scenarios in the same futures.
backtest
    ``backtest``: forecasts against what has happened.
check
    ``check``: simulated futures against known facts.
calibrate
    ``calibrate``: parameters from known facts.
plot
    ``plot``: figures again, from results.
brief
    ``brief``: results of any kind in one file that can be sent.
explain
    ``explain``: the story of one future of a batch, and why an event happened.
law
    ``law``: what holds a measure, who can lift it, and by when.
like
    ``like``: which cases of the past a scenario is like.
listing
    ``list`` and ``results``: scenarios that there are, and what has been computed.
files
    ``new``, ``validate``, ``upgrade`` and ``schema``: files of scenarios.
shell
    ``completion``: the script by which a shell completes names.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["COMMANDS", "Command"]


class Command(NamedTuple):
    """A command, as far as it is known before its module is loaded.

    Attributes
    ----------
    module
        The module in this package that has its function.
    function
        The function.
    about
        The line that the help of ``thaw`` has for it: how the docstring of the function begins.
    examples
        Calls of it, for its help page.
    """

    module: str
    function: str
    about: str
    examples: tuple[str, ...]


COMMANDS: Final[dict[str, Command]] = {
    "run": Command(
        "run",
        "run",
        "Run a scenario once, tell its story and keep the record.",
        ("run russia_2025 --seed 7", "run my_question.yaml --set agents.target.jv=0.5"),
    ),
    "batch": Command(
        "batch",
        "batch",
        "Simulate many futures of a scenario and sum them up.",
        ("batch russia_2025 -n 1000", "batch eu_veto --until-ci 0.01 --out results/veto"),
    ),
    "branch": Command(
        "branch",
        "branch",
        "Simulate many futures from a moment of another one.",
        (
            "branch russia_2025 --seed 7 --on 2026-03-01",
            "branch russia_2025 --seed 7 --event 114 --set talks.mode=hold --decide lapse",
        ),
    ),
    "now": Command(
        "now",
        "now",
        "Begin with the present: what has happened counts.",
        (
            "now iran_2013 --on 2015-12-31",
            "now russia_2025 hawkish_congress --record my_record.yaml",
        ),
    ),
    "watch": Command(
        "watch",
        "watch",
        "Say what to watch, and what it would tell of a question.",
        (
            "watch russia_2025 --question us_bank_2026",
            "watch results/russia_2025-4beaf269 --days 60 --ics watch.ics",
        ),
    ),
    "compare": Command(
        "compare",
        "compare",
        "Compare scenarios, future by future.",
        (
            "compare baby_steps road_map all_at_once",
            "compare hold russia_2025 -n 200 --outcome added",
        ),
    ),
    "backtest": Command(
        "backtest",
        "backtest",
        "Score forecasts against what has happened.",
        ("backtest rusal_2018 iran_2013",),
    ),
    "check": Command(
        "check",
        "check",
        "Hold simulated futures against known facts.",
        ("check", "check --only bills --ablate"),
    ),
    "calibrate": Command(
        "calibrate",
        "calibrate",
        "Fit a few parameters to chosen patterns.",
        ("calibrate steps_and_survival",),
    ),
    "plot": Command(
        "plot",
        "plot",
        "Draw figures of results again.",
        ("plot results/russia_2025-4beaf269 --what fan,classes --out figures",),
    ),
    "brief": Command(
        "brief",
        "brief",
        "Write all there is to know of results into one file.",
        (
            "brief results/russia_2025-4beaf269 -o russia.html",
            "brief results/russia_2025-4beaf269 --format md",
        ),
    ),
    "explain": Command(
        "explain",
        "explain",
        "Tell one future of a batch, or why an event happened.",
        ("explain by_hand --event 14", "explain results/hold-91a0627c --like median"),
    ),
    "results": Command(
        "listing",
        "list_results",
        "List what has been computed, the latest first.",
        ("results", "results elsewhere"),
    ),
    "law": Command(
        "law",
        "law",
        "Say what holds a measure, who can lift it, and by when.",
        (
            "law russia_2025 --measure US_SDN_SBER",
            "law russia_2025 --calendar 2025-06-01 2025-12-31",
        ),
    ),
    "like": Command(
        "like",
        "like",
        "Say which cases of the past a scenario is like.",
        ("like russia_2025", "like my_question.yaml -k 8 --set issue=rights"),
    ),
    "list": Command(
        "listing",
        "list_scenarios",
        "List the scenarios that come with thaw, or those in a folder.",
        ("list --questions", "list my_folder"),
    ),
    "new": Command(
        "files",
        "new",
        "Write a commented scenario to start from, or a record.",
        ("new my_question", "new my_question --from road_map"),
    ),
    "validate": Command(
        "files",
        "validate",
        "Check files and say everything that is wrong with them.",
        ("validate my_question.yaml",),
    ),
    "upgrade": Command(
        "files",
        "upgrade",
        "Rewrite old files with the names that fields have now.",
        ("upgrade my_question.yaml", "upgrade *.yaml --dry-run"),
    ),
    "schema": Command(
        "files",
        "schema",
        "Print the JSON Schema of scenario files, for editors.",
        ("schema --out thaw.schema.json",),
    ),
    "completion": Command(
        "shell",
        "completion",
        "Print the script that completes names in a shell.",
        ("completion zsh",),
    ),
}
"""The commands in the order in which the help names them."""
