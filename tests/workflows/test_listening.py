"""How far a call is: in the cell of a notebook, on stderr where there is none, or to a function."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import sim
from sim.batch.runner import Progress
from sim.validation.patterns.calibration import CalibrationError
from sim.workflows import pace
from sim.workflows.listening import listening
from sim.workflows.reporter import SILENT


class Cell:
    """What stands in for the output of a cell: everything it has shown, the last being there."""

    def __init__(self) -> None:
        self.shown: list[dict[str, str]] = []

    def display(self, data: dict[str, str], *, raw: bool, display_id: bool) -> Cell:
        assert raw
        assert display_id
        assert not self.shown, "a second output"
        self.shown.append(data)
        return self

    def update(self, data: dict[str, str], *, raw: bool) -> None:
        assert raw
        self.shown.append(data)


def ipython(cell: Cell, *, kernel: object) -> dict[str, ModuleType]:
    """Modules as a process with IPython has them."""
    top, display = ModuleType("IPython"), ModuleType("IPython.display")
    top.get_ipython = lambda: SimpleNamespace(kernel=kernel)  # type: ignore[attr-defined]
    display.display = cell.display  # type: ignore[attr-defined]
    return {"IPython": top, "IPython.display": display}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which a test moves on."""
    now = [1000.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Cell:
    output = Cell()
    for name, module in ipython(output, kernel=object()).items():
        monkeypatch.setitem(sys.modules, name, module)
    return output


def test_a_cell_has_a_bar_that_is_moved_and_taken_away(cell: Cell, clock: list[float]) -> None:
    with listening(True).counting(300) as count:
        count.skip(100)
        tell = count.of("<mine>")
        tell(Progress(0, 200, 0, 0))
        clock[0] += 2.0
        tell(Progress(50, 200, 3, 0))
        clock[0] += 0.01
        tell(Progress(51, 200, 3, 0))  # so soon after the last that nobody would see it
    first, second, last = cell.shown
    assert first["text/plain"] == "<mine>: 100 of 300 futures"
    assert second["text/plain"] == "<mine>: 150 of 300 futures, 25/s, 6 s left, 3 failed"
    assert '<progress value="150" max="300"' in second["text/html"]
    assert "&lt;mine&gt;: 150 of 300 futures, 25/s, 6 s left" in second["text/html"]
    assert set(last.values()) == {""}


def test_the_bar_is_taken_away_if_the_call_fails(cell: Cell) -> None:
    def call() -> None:
        with listening(True).counting(10) as count:
            count.of("a")(Progress(0, 10, 0, 0))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        call()
    assert set(cell.shown[-1].values()) == {""}


def test_what_was_found_shows_no_bar(cell: Cell) -> None:
    with listening(True).counting(10) as count:
        count.skip(10)
    assert not cell.shown


@pytest.mark.parametrize("running", ["nothing", "a terminal"])
def test_without_a_notebook_a_line_is_written_now_and_then(
    running: str,
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = Cell()
    for name, module in ipython(output, kernel=None).items():
        if running == "nothing":
            monkeypatch.delitem(sys.modules, name, raising=False)
        else:
            monkeypatch.setitem(sys.modules, name, module)
    with listening(True).counting(100, until=0.02) as count:
        tell = count.of("a")
        for done in (0, 10, 20):
            tell(Progress(done, 100, 0, 0))
            clock[0] += 20.0
        clock[0] += 20.0
        tell(Progress(40, 100, 0, 0, half_width=0.05))
    assert capsys.readouterr().err.splitlines() == [
        "a: 20 of 100 futures, 0.5/s, 3 min left",
        "a: 40 of 100 futures, 0.5/s, ± 0.05, wanted 0.02",
    ]
    assert not output.shown


@pytest.mark.parametrize("nobody", [None, False])
def test_nobody_hears_unless_somebody_wants_to(nobody: bool | None) -> None:
    assert listening(nobody) is SILENT


@pytest.mark.parametrize("wrong", [3, "yes", 1])
def test_what_cannot_be_told_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="progress must be True, False or a function"):
        listening(wrong)


def calibrated() -> None:
    with pytest.raises(CalibrationError):  # ten points are too few to accept five of
        sim.calibrate("steps_and_survival", points=10, repeats=1, jobs=1, progress=True)


CALLS = {
    "simulate_batch": lambda: sim.simulate_batch("examples/inline", n=4, jobs=1, progress=True),
    "compare": lambda: sim.compare(
        ["examples/inline", "hold"], outcomes=["legal_end"], n=4, jobs=1, progress=True
    ),
    "backtest": lambda: sim.backtest("uganda_1972", n=4, jobs=1, progress=True),
    "check": lambda: sim.check(only="bills", n=4, n_ablated=4, jobs=1, progress=True),
    "calibrate": calibrated,
}


@pytest.mark.parametrize("call", CALLS)
def test_every_call_that_computes_futures_shows_how_far_it_is(call: str, cell: Cell) -> None:
    CALLS[call]()
    assert len(cell.shown) >= 2
    assert " futures" in cell.shown[0]["text/plain"]
    assert set(cell.shown[-1].values()) == {""}
