"""What is in the file of outcomes can be asked for by name, or the message says why not."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.cli.batches import UNCERTAIN, scenario
from tests.cli.calling import Caller

FEW = ("-n", "6", "--jobs", "1", "--no-figures", "--quiet")


@pytest.mark.parametrize("command", ["explain", "compare", "plot"])
def test_a_column_of_each_kind_is_found_or_refused_with_a_reason(
    command: str, call: Caller
) -> None:
    file = scenario("a.yaml", UNCERTAIN)
    assert call("batch", file, *FEW, "--out", "a").code == 0
    wanted = ("answer_deal", "answer_eased_days", "agents.target.jv", "added", "seed")
    assert {*wanted} < {*pl.read_parquet_schema("a/outcomes.parquet")}
    for name in wanted:  # one of each kind; of all of them, see tests/analysis/test_quantities.py
        words = {
            "explain": ("explain", "a", "--like", f"best:{name}"),
            "compare": ("compare", "a", "a.yaml", "--outcome", name, *FEW, "--out", f"c-{name}"),
            "plot": ("plot", "a", "--what", f"histogram:{name}", "--out", f"f-{name}", "-q"),
        }[command]
        done = call(*words)
        if name.startswith("answer_") and name.endswith("_days"):
            yes = name.removesuffix("_days")
            assert f"has no value where it never happens: ask for '{yes}'" in done.err
        elif name == "seed":
            assert f"'{name}' says which future it is" in done.err
        else:
            assert (done.code, done.err) == (0, ""), name
        assert bool(done.code) == bool(done.err)


def test_a_name_that_is_not_there_has_the_nearest(call: Caller) -> None:
    file = scenario("a.yaml")
    call("batch", file, *FEW, "--out", "a")
    for words in (
        ("explain", "a", "--like", "best:answer_dael"),
        ("compare", "a", "a.yaml", "--outcome", "answer_dael", *FEW, "--out", "c"),
        ("plot", "a", "--what", "histogram:answer_dael"),
    ):
        assert "did you mean 'answer_deal'?" in call(*words).err
    assert not Path("c").exists()
