"""Sums of what ends in results do not depend on the Python, nor on the processor's BLAS.

Python's own `sum` of floats is compensated from 3.12 on and is not before; `math.fsum` is exact
in all of them. So in packages that simulate and measure `sum` is for whole numbers: of a generator
whose items are plainly whole, or marked with a comment that says so.
"""

from __future__ import annotations

import ast
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sim.statistics.products import dot, orthonormal, product

SIM = Path(__file__).parents[1] / "sim"
PACKAGES = (
    "catalogue",
    "scenario",
    "law",
    "bargaining",
    "agents",
    "engine",
    "outcomes",
    "batch",
    "analysis",
    "backtest",
    "patterns",
)
MARK = re.compile(r"# whole numbers?\b")
BLAS = {"dot", "vdot", "inner", "matmul", "tensordot", "cov", "corrcoef", "polyfit"}


def is_whole(node: ast.expr) -> bool:
    """Whether an expression is plainly a whole number or a yes or no."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BoolOp(values=values):
            return all(map(is_whole, values))
        case ast.Constant(value=value):
            return isinstance(value, int)
        case ast.Call(func=ast.Name(id="len" | "int" | "bool" | "round" | "all" | "any")):
            return True
        case ast.GeneratorExp(elt=item) | ast.ListComp(elt=item):
            return is_whole(item)
    return False


def calls(path: Path) -> list[tuple[ast.AST, str, str]]:
    """Calls and products of a source, with the line and what is called."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            found.append((node, lines[node.lineno - 1], "@"))
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if isinstance(node.func, ast.Attribute):
                name = f".{node.func.attr}"
            last = lines[(node.end_lineno or node.lineno) - 1]
            found.append((node, lines[node.lineno - 1] + last, name))
    return found


SOURCES = sorted(path for package in PACKAGES for path in (SIM / package).rglob("*.py"))


def told(path: Path) -> list[str]:
    """What a source sums in a way that depends on where it runs."""
    bad = []
    for node, line, name in calls(path):
        whole = isinstance(node, ast.Call) and bool(node.args) and is_whole(node.args[0])
        if name == "sum" and not whole and not MARK.search(line):
            bad.append(f"{path.name}:{node.lineno}: sum of what may be floats")  # type: ignore[attr-defined]
        if name == "@" or (name.startswith(".") and name[1:] in BLAS):
            bad.append(f"{path.name}:{node.lineno}: {name} is the BLAS's")  # type: ignore[attr-defined]
    return bad


def test_sums_are_of_whole_numbers_or_exact() -> None:
    assert len(SOURCES) > 100
    assert [text for path in SOURCES for text in told(path)] == []


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("x = sum(values)", True),
        ("x = sum(w * v for w, v in pairs)", True),
        ("x = sum(a > b for a, b in pairs)", False),
        ("x = sum(len(each) for each in lists)", False),
        ("x = sum(counts)  # whole numbers", False),
        ("x = math.fsum(values)", False),
        ("x = a @ b", True),
        ("x = np.dot(a, b)", True),
        ("x = values.sum()", False),
    ],
)
def test_what_is_looked_for(text: str, bad: bool, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(text)
    assert bool(told(tmp_path / "a.py")) is bad


_FLOATS = st.floats(-1e3, 1e3)
_MATRICES = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=_FLOATS
)


@given(_MATRICES, _MATRICES)
def test_products_are_products(a: np.ndarray, b: np.ndarray) -> None:
    b = np.resize(b, (a.shape[1], b.shape[1]))
    exact = [[math.fsum(a[i, :] * b[:, j]) for j in range(b.shape[1])] for i in range(a.shape[0])]
    assert product(a, b) == pytest.approx(np.array(exact), abs=1e-6)
    assert product(a, b[:, 0]) == pytest.approx(np.array(exact)[:, 0], abs=1e-6)
    assert dot(a[0], b[:, 0]) == pytest.approx(exact[0][0], abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_columns_are_made_orthonormal(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(60, 12)) * 10.0 ** rng.integers(-3, 4, 12)
    basis = orthonormal(columns.T, *columns.shape)
    assert product(basis.T, basis) == pytest.approx(np.eye(12), abs=1e-13)
    q = np.linalg.qr(columns)[0]
    assert np.abs(product(basis.T, q)) == pytest.approx(np.eye(12), abs=1e-10)
    # One that depends on those before it adds nothing.
    again = np.column_stack([columns, columns[:, :3].sum(axis=1)])
    twice = orthonormal(again.T, *again.shape)
    assert np.abs(twice[:, 12]).max() == 0.0
