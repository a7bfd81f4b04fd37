"""Compile the packages that simulate, where there is a C compiler; without one all stays as it is.

``python hatch_build.py`` makes, with mypyc, an extension module beside each source in HOT, which
Python then imports in the source's place, and a stamp that says what they were made from, for
`sim.compiled` to see whether they still fit. A wheel is built in the same way and takes them in.
For want of a compiler nothing fails: nothing is compiled then, and one line says so and why.
THAW_PURE=1 asks for that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # compiling in place does without it
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))
from sim import compiled  # noqa: E402

WORK = ROOT / "build" / "compiled"
"""C code, objects, and what mypy remembers, by which the next time is quicker."""

ROOMS = ("kernel", "model", "processes", "state", "valuation")
HOT = (
    "sim/agents",
    "sim/bargaining",
    "sim/engine",
    *(f"sim/engine/{room}" for room in ROOMS),
    "sim/events/kind.py",  # the kinds lie below: compiled, they would lose their annotations
    "sim/events/log.py",
    "sim/outcomes/measures",
    "sim/outcomes/accounts.py",
    "sim/outcomes/answers.py",
    "sim/outcomes/in_force.py",
    "sim/outcomes/moves.py",
    "sim/outcomes/row.py",
    "sim/outcomes/step_series.py",
)
LEFT = {
    "sim/engine/branching.py",  # calls the rest, as the next does
    "sim/engine/replication.py",  # calls the rest, once; workers tell by its calls where one failed
    "sim/engine/model/with_parameters.py",
    "sim/engine/model/leaves.py",
    "sim/engine/model/parameters.py",  # makes classes
    "sim/engine/kernel/environment.py",  # a class of SimPy's
    "sim/engine/kernel/sobol.py",  # arrays of numpy, once a batch
    "sim/engine/model/uncertain.py",
}
"""What would gain nothing."""

STEP = "step: "
"""How lines begin that tell how far compiling is."""

BELOW = (
    "sim/catalogue",
    "sim/documents",
    "sim/events",
    "sim/law",
    "sim/outcomes",
    "sim/scenario",
    "sim/wording",
)
"""What is imported by HOT: its types and constants go into the compiled code."""

# What compiled code knows types of. The stubs of numpy and scipy, and the layers above that
# sim/__init__.py names, would take six times as long; `make types` looks at all of it.
UNREAD = ("matplotlib", "numpy", "polars", "rich", "scipy", "simpy", "sim.workflows")
MYPY = f"""\
[mypy]
plugins = pydantic.mypy
ignore_missing_imports = True
[mypy-{",".join(f"{name}.*" for name in UNREAD)},sim.engine.kernel.sobol]
follow_imports = skip
follow_imports_for_stubs = True
"""

# Multiplications and additions are not fused, so that results are the same on every machine.
# Nothing but the entry is visible outside: calls within are direct, and those of Python's own code
# go there without a stop on the way. The C code is not ours to mend.
UNIX = ["-ffp-contract=off", "-fvisibility=hidden", "-fno-plt", "-w"]

# What is called only when something goes wrong. Told so, a compiler puts the way there apart, so
# that what runs lies closer together: two of three bytes of what mypyc writes are of that kind.
RARE = """\
#include <Python.h>
#ifdef __GNUC__
#define RARE __attribute__((cold))
RARE void CPyError_OutOfMemory(void);
RARE void CPy_TypeError(const char *, PyObject *);
RARE void CPy_AddTraceback(const char *, const char *, int, PyObject *);
RARE void CPy_TypeErrorTraceback(
    const char *, const char *, int, PyObject *, const char *, PyObject *);
RARE void CPy_AttributeError(
    const char *, const char *, const char *, const char *, int, PyObject *);
#endif
"""


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Called by hatchling when it builds a wheel or installs in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; take what came of it into the wheel, and the scenarios."""
        if version != "editable":  # in place they are found where they are
            build_data["force_include"][str(ROOT / "scenarios")] = "sim/scenarios"
        if not build():
            return
        build_data["dependencies"].append(needs())
        if version != "editable":
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            for path in [*modules(), ROOT / "sim" / compiled.STAMP]:
                build_data["force_include"][str(path)] = path.relative_to(ROOT).as_posix()


def needs() -> str:
    """What compiled modules need when they run: packed memory of the version compiled against."""
    return f"librt>={version('librt')},<1"


def build() -> bool:
    """Compile in place, unless that is done; say in one line what came of it."""
    start = time.monotonic()
    if not compiled.asked_for():
        whole = len(modules()) == len(hot()) + 1  # and the library
        if whole and stamp() == read(ROOT / "sim" / compiled.STAMP):
            return True
    failed = lacking()
    if not failed:
        about = "one to three minutes; THAW_PURE=1 does without"
        print(f"compiling what simulates ({about}) …", flush=True)
    failed = compile_apart(failed)
    if failed:
        print(f"not compiled, so that thaw runs as pure Python, and slower: {failed}")
        return False
    print(f"compiled {len(hot())} modules in {time.monotonic() - start:.0f} s")
    return True


def lacking() -> str:
    """What keeps us from compiling, as far as can be seen at once; nothing if all is there."""
    if compiled.asked_for():
        return "THAW_PURE is set"
    try:
        import mypyc  # noqa: F401
        import setuptools  # noqa: F401
    except ImportError as error:
        return str(error)
    from distutils import ccompiler, sysconfig  # those of setuptools, once it is there

    compiler = ccompiler.new_compiler()
    sysconfig.customize_compiler(compiler)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text("#include <Python.h>\n")
        try:
            compiler.compile(
                [str(source)], output_dir=folder, include_dirs=[sysconfig.get_python_inc()]
            )
        except Exception as error:
            return f"no C compiler that works ({error})"
    return ""


def compile_apart(failed: str) -> str:
    """Compile in another process, whose memory and messages go with it; say what went wrong."""
    for path in [ROOT / "sim" / compiled.STAMP, *modules()]:
        path.unlink(missing_ok=True)
    if failed:
        return failed
    log = []
    with subprocess.Popen(
        [sys.executable, __file__, "--apart"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            if line.startswith(STEP):
                print(f"  {line.removeprefix(STEP)}", end="", flush=True)
            else:
                log.append(line)
    if child.returncode == 0:
        return ""
    said = [line.strip() for line in log if line.strip()]
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "log.txt").write_text("".join(log), "utf-8")
    return next(
        (line for line in said if "error:" in line), said[-1] if said else "no reason given"
    )


def hot() -> list[str]:
    """The sources to compile."""
    return [path for path in listed(HOT) if path not in LEFT and not path.endswith("__init__.py")]


def listed(places: tuple[str, ...]) -> list[str]:
    """All sources in folders, and those that are named."""
    sources = [
        path.relative_to(ROOT).as_posix()
        for place in places
        for path in sorted([ROOT / place] if place.endswith(".py") else (ROOT / place).glob("*.py"))
    ]
    return list(dict.fromkeys(sources))


def modules() -> list[Path]:
    """Compiled modules that lie in the tree, those among them that are no longer made."""
    return sorted((ROOT / "sim").rglob("*" + compiled.suffix()))


def stamp() -> str:
    """What compiled modules are made from: the Python, and digests of the sources."""
    paths = [path.removeprefix("sim/") for path in ["sim/errors.py", *listed(HOT + BELOW)]]
    lines = [compiled.suffix(), *(f"{compiled.digest(path)} {path}" for path in paths)]
    return "\n".join(lines) + "\n"


def read(path: Path) -> str:
    """What a file says; nothing if there is none."""
    return path.read_text("utf-8") if path.exists() else ""


# -- in the other process ------------------------------------------------------------------


def compile_here() -> None:
    """Compile, and put modules and stamp in place."""
    import setuptools  # first: it puts its own distutils in the place of Python's
    from mypyc.build import mypycify
    from setuptools.command.build_ext import build_ext

    made_from, settings = stamp(), WORK / "settings.txt"
    wanted = "\n".join([sys.version, version("mypy"), read(Path(__file__)), *hot()])
    if read(settings) != wanted:  # or the last time did not come to its end
        shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    settings.unlink(missing_ok=True)
    (WORK / "mypy.ini").write_text(MYPY)
    if not (WORK / "rare.h").exists():  # else all would be older than it
        (WORK / "rare.h").write_text(RARE)

    tell("reading the sources and translating them to C")
    # Level 3 takes longer to compile, and what comes of it is no faster.
    work = WORK.relative_to(ROOT).as_posix()
    extensions = mypycify(
        ["--config-file", f"{work}/mypy.ini", "--cache-dir", f"{work}/mypy", *hot()],
        separate=[(hot(), compiled.LIBRARY.removesuffix("__mypyc"))],  # one group, but remembered
        multi_file=True,
        target_dir=work,
        opt_level="2",
        debug_level="0",
    )
    library = extensions[0]
    shims = {source for extension in extensions[1:] for source in extension.sources}
    # What is not generated anew is missing from the list.
    every = {path.relative_to(ROOT).as_posix() for path in WORK.rglob("*.c")}
    library.sources = sorted(every - shims, key=lambda name: -(ROOT / name).stat().st_size)
    headers = max(path.stat().st_mtime for path in WORK.rglob("*.h"))

    counted = Lock()

    class Build(build_ext):  # type: ignore[misc]
        """Compiles the files of one module at the same time, and only those that have changed."""

        def build_extensions(self) -> None:
            one, unix = self.compiler.compile, self.compiler.compiler_type == "unix"
            done, total = 0, len(library.sources) + len(shims)
            tell(f"compiling {total} files of C")

            def compile_one(source: str, **how: Any) -> list[str]:
                objects = self.compiler.object_filenames([source], output_dir=how["output_dir"])
                made = os.path.getmtime(objects[0]) if os.path.exists(objects[0]) else 0.0
                if made <= max(headers, os.path.getmtime(source)):
                    if unix:
                        first = ["-include", str(WORK / "rare.h")]
                        how["extra_postargs"] = [*how["extra_postargs"], *UNIX, *first]
                    one([source], **how)
                nonlocal done
                with counted:
                    done += 1
                    if done in (total // 4, total // 2, total * 3 // 4):
                        tell(f"{done} of {total} done")
                return objects

            with ThreadPoolExecutor(self.parallel) as pool:
                self.compiler.compile = lambda sources, **how: [
                    name
                    for names in pool.map(lambda source: compile_one(source, **how), sources)
                    for name in names
                ]
                super().build_extensions()

    command = Build(setuptools.Distribution({"name": "thaw", "ext_modules": extensions}))
    command.build_temp, command.build_lib = work, f"{work}/lib"
    command.include_dirs = [f"{work}/sim"]
    command.parallel = processors()
    command.ensure_finalized()
    command.run()
    for made in (WORK / "lib").rglob("*" + compiled.suffix()):
        place(made, ROOT / made.relative_to(WORK / "lib"))
    if stamp() != made_from:
        sys.exit("error: sources have changed meanwhile")
    (ROOT / "sim" / compiled.STAMP).write_text(made_from, "utf-8")
    settings.write_text(wanted, "utf-8")


def tell(what: str) -> None:
    """Tell the process that waits how far this is."""
    print(f"{STEP}{what} …", flush=True)


def processors() -> int:
    """Processors at our disposal."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def place(made: Path, where: Path) -> None:
    """Put a file in its place at once, so that processes that run keep the one they have."""
    part = where.with_name(where.name + ".part")
    shutil.copyfile(made, part)
    part.replace(where)


if __name__ == "__main__":
    if "--apart" in sys.argv:
        compile_here()
        sys.stdout.flush()
        os._exit(0)  # taking apart all that mypy has read takes longer than reading it
    build()
