"""Pages of the documentation as what a reader does with them: files to write, commands to type.

A fenced block ``yaml file=NAME`` is a file. A fenced block ``console`` is a session: lines that
begin with ``$ thaw`` are run by a shell, in the order of the page and in one folder; what stands
below, up to the next ``$``, is what they print. ``...`` stands for anything, runs of white space
count as one space. Every command must end with exit code 0: one
that is meant to fail goes on ``|| echo "exit code $?"``. Commands of another kind, such as
``make setup``, are for the reader only.
"""

import doctest
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.cells import FENCE

ROOT = Path(__file__).parents[2]
_MATCHING = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class File(NamedTuple):
    """A file that the page gives in full."""

    name: str
    text: str


class Command(NamedTuple):
    """A command, what it is to print ("" if the page does not say), and its line in the page."""

    text: str
    expected: str
    line: int


def steps(page: str) -> Iterator[File | Command]:
    """Files and commands of a page in their order."""
    for fence in FENCE.finditer(page):
        language, info, body = fence.groups()
        if info.startswith("file="):
            yield File(info.removeprefix("file="), body)
        elif language == "console":
            yield from _session(body, page.count("\n", 0, fence.start(3)) + 1)


def _session(body: str, first: int) -> Iterator[Command]:
    text, expected, line = "", [], first
    for number, written in enumerate(body.splitlines(), start=first):
        if written.startswith("$ "):
            if text:
                yield Command(text, "\n".join(expected), line)
            text, expected, line = written[2:], [], number
        else:
            expected.append(written)
    if text:
        yield Command(text, "\n".join(expected), line)


def matches(expected: str, printed: str) -> bool:
    """Whether an output is what a page shows, perhaps shortened."""
    return doctest.OutputChecker().check_output(expected.strip(), printed.strip(), _MATCHING)


def desk(folder: Path, program: Path | None = None) -> dict[str, str]:
    """Put into an empty folder what a reader has at hand; return the environment to work in.

    That is the folder of scenarios and the command, or a command that was installed, and no more.
    """
    if program is None:
        (folder / "scenarios").symlink_to(ROOT / "scenarios")
        program = folder / ".bin" / "thaw"
        program.parent.mkdir()
        call = shlex.join([sys.executable, str(ROOT / "run.py")])
        program.write_text(f'#!/bin/sh\nexec {call} "$@"\n')
        program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "MPLBACKEND": "agg", "COLUMNS": "120"}


def follow(page: str, folder: Path, program: Path | None = None) -> list[str]:
    """Do what a page says, in a folder; return what turned out otherwise."""
    environment = desk(folder, program)
    wrong = []
    for step in steps(page):
        if isinstance(step, File):
            (folder / step.name).write_text(step.text, "utf-8")
            continue
        if not step.text.startswith("thaw "):
            continue
        done = subprocess.run(
            ["sh", "-c", step.text],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        if done.returncode:
            said = f"exit code {done.returncode}"
        elif step.expected.strip() and not matches(step.expected, done.stdout):
            said = "prints"
        else:
            continue
        wrong.append(f"line {step.line}: $ {step.text}: {said}\n{done.stdout}")
    return wrong
