"""What a user waits for: the first number of a command, and its end.

``run``, ``batch -n 1000`` and the demo (three ways to negotiate, a thousand futures each), each in
an empty folder, so that no results are at hand. Counted are processor seconds of the whole tree of
processes, workers and theirs included, until the first byte on stdout and until the end. Before
that, ``run`` is called where no bytecode is kept yet, and once more: the first call of all, and
the second. None of this touches a checkout: bytecode goes to a temporary folder.

With ``--against`` another checkout (with its own ``.venv``) is measured in turn with this one, and
the ratio is this one to that. Without, it is the ratio to an interpreter that does nothing, and
nothing is required; as it is of the first call of all, whose ratio is that to the second.

Processes are counted by walking ``/proc``, which Linux alone has; elsewhere nothing is measured.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from _common import ROOT, Line, in_turn, note, options, report

PR_SET_CHILD_SUBREAPER = 36
DEMO = ("compare", "baby_steps", "road_map", "all_at_once")


class Command(NamedTuple):
    """A command to be measured.

    Attributes
    ----------
    case
        What it is called in the table.
    words
        Its words.
    most
        What is required of its first number with ``--against``.
    """

    case: str
    words: tuple[str, ...]
    most: float


class Spent(NamedTuple):
    """Processor seconds of a command's processes, until its first byte and until its end."""

    first: float
    end: float


class Checkout(NamedTuple):
    """A checkout with the interpreter that runs it.

    Attributes
    ----------
    python, door
        The interpreter, and the file that it runs.
    environment
        Its environment, with a folder of its own for bytecode.
    """

    python: Path
    door: Path
    environment: Mapping[str, str]

    def spend(self, *words: str) -> Spent:
        """Run a command in an empty folder."""
        return spent([str(self.python), str(self.door), *words], self.environment)


def commands(n: int) -> tuple[Command, ...]:
    """What is measured, with `n` replications."""
    number = ("-n", str(n))
    return (
        Command("run", ("run", "russia_2025"), 0.35),
        Command(f"batch -n {n}", ("batch", "russia_2025", *number), 0.45),
        Command(f"demo, -n {n}", (*DEMO, *number), 0.65),
    )


def checkout(root: Path, python: Path, bytecode: str) -> Checkout:
    """A checkout that keeps its bytecode in a folder."""
    outside = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}
    return Checkout(python, root / "run.py", {**outside, "PYTHONPYCACHEPREFIX": bytecode})


_LEFT_OUT = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}


def spent(arguments: list[str], environment: Mapping[str, str]) -> Spent:
    """Run something in an empty folder, and count what it and its descendants spend.

    Raises
    ------
    SystemExit
        If it fails.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=said
        )
        assert process.stdout is not None
        with process.stdout as out:
            out.read(1)
            first = sum(map(tree, children(os.getpid())))
            while out.read(1 << 16):
                pass
        end, code = reap(process.pid)
        process.returncode = code
        if code:
            said.seek(0)
            reason = said.read().decode("utf-8", "replace").strip()
            raise SystemExit(f"{' '.join(arguments)}: exit code {code}: {reason}")
    return Spent(first, end)


def reap(pid: int) -> tuple[float, int]:
    """Processor seconds of all children until there are none, and the exit code of one of them."""
    seconds, code = 0.0, 0
    while True:
        try:
            ended, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return seconds, code
        seconds += usage.ru_utime + usage.ru_stime
        if ended == pid:
            code = os.waitstatus_to_exitcode(status)


def tree(pid: int) -> float:
    """Processor seconds of a process and all below it so far, those that have ended included."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return 0.0
    ticks = sum(map(int, fields[11:15]))  # its own, user and system, and of children that ended
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(tree, children(pid)))


def children(pid: int) -> list[int]:
    """Children of a process, whichever of its threads began them."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, file.read_text("utf-8").split())
        except OSError:
            continue
    return found


def adopt() -> None:
    """Have descendants whose parents ended before them become children of this process."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def first_call(name: str, one: Checkout) -> Line:
    """The first call of all against the second."""
    words = commands(1)[0].words
    first, second = one.spend(*words), one.spend(*words)
    said = f"{first.first:.2f} s to the first number; the second call {second.first:.2f} s"
    return Line("first_number", name, said, f"{first.first / second.first:.2f}")


def compared(command: Command, ours: list[Spent], others: list[Spent]) -> list[Line]:
    """Lines of a command, beside another checkout."""
    pairs = list(zip(ours, others, strict=True))
    first = median(a.first / b.first for a, b in pairs)
    end = median(a.end / b.end for a, b in pairs)
    must, held = f"≤ {command.most:g}", first <= command.most
    return [
        Line(*_said(command, "first number", ours, others, 0), f"{first:.2f}", must, held),
        Line(*_said(command, "end", ours, others, 1), f"{end:.2f}"),
    ]


def alone(command: Command, ours: list[Spent], bare: list[Spent]) -> list[Line]:
    """Lines of a command, beside an interpreter that does nothing."""
    pairs = list(zip(ours, bare, strict=True))
    return [
        Line(
            *_said(command, what, ours, bare, at),
            f"{median(a[at] / b.end for a, b in pairs):.0f}",
        )
        for at, what in enumerate(("first number", "end"))
    ]


def _said(
    command: Command, what: str, ours: list[Spent], others: list[Spent], at: int
) -> tuple[str, str, str]:
    """The first cells of a line."""
    a, b = (median(spent[at] for spent in all_) for all_ in (ours, others))
    return "first_number", f"{command.case}, {what}", f"{a:.2f} s; beside it {b:.2f} s"


def measure(args: object, bytecode: str) -> list[Line]:
    """Lines of all commands."""
    n, rounds, against = (8, 1, args.against) if args.quick else (1000, args.rounds, args.against)
    ours = checkout(ROOT, Path(sys.executable), f"{bytecode}/ours")
    both = {"first call of all": ours}
    if against is not None:
        python = against / ".venv" / "bin" / "python"
        both["first call of all, there"] = checkout(against, python, f"{bytecode}/theirs")
    lines = [first_call(name, one) for name, one in both.items()]
    for command in commands(8):  # bytecode of what these import beside
        for one in both.values():
            one.spend(*command.words)

    def nothing() -> Spent:
        return spent([sys.executable, "-c", "pass"], ours.environment)

    for command in commands(n):
        note(f"{command.case} …")
        works: list[Callable[[], Spent]] = [
            lambda one=one, words=command.words: one.spend(*words) for one in both.values()
        ]
        costs = in_turn(rounds, *works, *([] if against else [nothing]))
        lines += (compared if against else alone)(command, *costs)
    return lines


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument(
        "--against", type=Path, metavar="CHECKOUT", help="another checkout, measured in turn"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of all (3)")
    args = parser.parse_args()
    if not sys.platform.startswith("linux"):
        report([Line("first_number", "not measured", "needs /proc, which Linux alone has")], args)
        return
    if args.against is not None:
        args.against = args.against.absolute()
        if not (args.against / ".venv" / "bin" / "python").exists():
            parser.error(f"--against {args.against}: there is no .venv/bin/python")
    adopt()
    with tempfile.TemporaryDirectory() as bytecode:
        report(measure(args, bytecode), args)


if __name__ == "__main__":
    main()
