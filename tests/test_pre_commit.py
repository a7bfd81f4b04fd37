"""The checks before a commit: they are our own, and they run."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
CONFIG = YAML(typ="safe").load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
HOOKS = [hook for repo in CONFIG["repos"] for hook in repo["hooks"]]
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("sim/wording", "scenarios")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".yaml"}
)


def given(hook):
    """Return the files that a hook would be given."""
    if not hook.get("pass_filenames", True):
        return []
    if "files" in hook:
        names = [name for name in FILES if re.search(hook["files"], name)]
        return [name for name in names if not re.search(hook.get("exclude", r"^\b$"), name)]
    return [name for name in FILES if name.endswith(".py")]


def test_nothing_is_fetched():
    assert {repo["repo"] for repo in CONFIG["repos"]} == {"local"}
    assert {hook["language"] for hook in HOOKS} == {"system"}


@pytest.mark.slow
@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_check_runs_and_finds_nothing(hook):
    program, *rest = shlex.split(hook["entry"])
    assert program.startswith(".venv/bin/")
    here = Path(sys.executable).with_name(Path(program).name)
    names = given(hook)
    assert names or not hook.get("pass_filenames", True)
    done = subprocess.run(
        [here, *rest, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
