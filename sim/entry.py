"""The first and last lines of a command: an interrupt never prints a traceback.

This module imports next to nothing, so that it is in charge before anything takes time.
"""

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # as in typing, which is not imported for it
if TYPE_CHECKING:
    from types import FrameType

_BLAS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Threads for linear algebra, of which there is next to none here. OpenBLAS starts one for each
processor when it is imported, each with its stack, and interrupts the process if it cannot."""

_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
"""What keeps pydantic from looking through everything that is installed for plugins."""

_COLLECT_AFTER = 300_000
"""Objects made before those are looked for that nothing reaches any more. Modules that are imported
make ten thousands, all of which stay: to look at them again and again takes a tenth of a start."""

INTERRUPTED = 130
"""Exit code after an interrupt, as shells have it."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not under nohup
    if heard:
        signal.signal(signal.SIGINT, _leave)
    _silence()
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    for name in _BLAS:
        os.environ.setdefault(name, "1")
    os.environ.setdefault(_PLUGINS, "__all__")
    from sim.cli.app import invoke

    try:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = invoke(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        if heard:
            signal.signal(signal.SIGINT, _leave)
    sys.exit(code)


def _leave(_number: int, _frame: "FrameType | None") -> None:
    """End at once: nothing has begun yet, or everything is done."""
    os._exit(INTERRUPTED)


def _silence() -> None:
    """Let interrupts that arrive where they cannot be raised pass without a word."""
    told = sys.unraisablehook

    def hook(about: "sys.UnraisableHookArgs") -> None:
        if not issubclass(about.exc_type, KeyboardInterrupt):
            told(about)

    sys.unraisablehook = hook
