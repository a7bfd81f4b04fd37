"""Two thousand broken scenario files: each is refused in plain words, or simulated."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.errors import InputError, ThawError
from sim.scenario.loading import load_scenario
from tests.documents.mutations import mutate

ROOT = Path(__file__).parent.parent.parent / "scenarios"
FILES = sorted(
    path
    for path in ROOT.rglob("*.yaml")
    if path.parent.name not in ("catalogues", "calibrations", "base", "records")
)
EXAMPLES_EACH = 250


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the scenarios, so that what a file extends is there."""
    target = tmp_path_factory.mktemp("fuzz") / "scenarios"
    shutil.copytree(ROOT, target)
    return target


def survives(path: Path) -> bool:
    """Whether a file can be simulated; anything but a refusal in plain words is a failure."""
    try:
        loaded = load_scenario(path)
    except InputError as error:
        refusal = error
    else:
        refusal = None
    if refusal is not None:
        assert refusal.problems
        assert all(problem.file and str(problem) for problem in refusal.problems)
        assert "Traceback" not in str(refusal)
        return False
    days = (loaded.scenario.end - loaded.scenario.start).days
    if days > 365 * 8:
        return True
    try:
        record = simulate(compile_model(loaded.scenario, loaded.catalogue), seed=1)
    except ThawError:
        return False
    assert abs(record.balance) < 1e-6
    return True


# Eight shards, so that they run side by side: 8 x 250 = 2,000 files.
@pytest.mark.slow
@pytest.mark.parametrize("shard", range(8))
def test_no_mutated_scenario_gives_a_traceback(shard, folder):
    names = FILES[shard % len(FILES) :: 8] or FILES

    @settings(
        max_examples=EXAMPLES_EACH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(names), st.integers(0, 2**32), st.integers(1, 4))
    def check(name, seed, most):
        text = mutate(name.read_text(), Random(seed), most)
        target = folder / name.relative_to(ROOT).parent / f"fuzzed_{shard}.yaml"
        target.write_bytes(text.encode("utf-8", "surrogatepass"))
        survives(target)

    check()


@pytest.mark.parametrize("name", FILES, ids=lambda path: path.stem)
def test_every_file_survives_as_shipped(name):
    assert survives(name) or name.stem == "long"
