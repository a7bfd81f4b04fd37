"""The command line as a whole: its commands, loaded by name, and how errors end it.

Exit codes: 0 done, 1 failed, 2 wrong input, 130 interrupted. Errors go to stderr, a line for each
problem, or as one JSON object with ``--json``. Only a defect of ours gives a traceback.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

from sim import __version__, compiled
from sim.cli.commands import COMMANDS
from sim.cli.options import digits_only, in_own_words
from sim.cli.output.console import INTERRUPTED
from sim.cli.welcome import scarce, welcome
from sim.errors import InputError, ThawError, shown

__all__ = ["build", "command_of", "invoke", "main"]

_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _refusals() -> type[Exception]:
    """The base of the errors by which the command line refuses what was typed.

    Newer versions of typer carry their own copy of click, older ones import it.
    """
    return next(
        base
        for base in typer.BadParameter.__mro__
        if base.__name__ == "ClickException" and issubclass(base, Exception)
    )


class _Command(TyperCommand):
    """A command whose help calls its arguments by what they are for, without Python's types."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its parameters."""
        parameters = list(super().get_params(ctx))
        for parameter in parameters:
            if parameter.param_type_name == "argument" and parameter.metavar:
                vars(parameter)["display_type_rich"] = _no_type
        return parameters

    def invoke(self, ctx: Any) -> Any:
        """Carry it out, unless what it is to print is asked for in two forms."""
        if ctx.params.get("markdown") and ctx.params.get("as_json"):
            message = "--json prints plain values, and no page"
            raise InputError.of("--markdown", message=message, hint="take one of them")
        return super().invoke(ctx)


def _no_type(ctx: Any) -> None:
    """Say nothing of the type of an argument."""


class _ByName(TyperCommand):
    """A command of which only name and help are known until it is called."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Load the command and let it read its arguments."""
        assert self.name is not None
        return command_of(self.name).make_context(info_name, args, parent=parent, **extra)


def command_of(name: str) -> Any:
    """Load the module of a command and return the command itself."""
    declared = COMMANDS[name]
    function: Callable[..., object] = getattr(
        import_module(f"sim.cli.commands.{declared.module}"), declared.function
    )
    title = "Example:" if len(declared.examples) == 1 else "Examples:"
    examples = "\n".join(["\b", title, *(f"  thaw {call}" for call in declared.examples)])
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=_Command, epilog=examples)(function)
    return typer.main.get_command(app)


def build() -> Any:
    """Build the command line: a group whose commands are loaded when they are called."""
    app = typer.Typer(
        name="thaw",
        help="Simulate the negotiations by which sanctions are lifted.",
        rich_markup_mode=None,  # rich takes longer to import than everything else together
        pretty_exceptions_enable=False,
        context_settings=_SETTINGS,
    )
    app.callback()(_top)
    group: Any = typer.main.get_command(app)
    for name, declared in COMMANDS.items():
        group.add_command(_ByName(name, help=declared.about))
    return group


def _version(wanted: bool) -> None:
    if wanted:
        print(f"thaw {__version__} ({compiled.form()})")
        raise typer.Exit


def _top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and its form."
        ),
    ] = False,
) -> None:
    """Simulate the negotiations by which sanctions are lifted."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(invoke(sys.argv[1:] if argv is None else argv))


_NO_NAMES: Final = {
    errno.ENAMETOOLONG: "this name is too long for the file system",
    errno.ELOOP: "this is a link that leads to itself",
}


def _no_name(error: BaseException | None) -> InputError | None:
    """What is wrong with a name that the file system does not take, if that is the error."""
    if not isinstance(error, OSError) or error.errno not in _NO_NAMES or error.filename is None:
        return None
    return InputError.of(str(error.filename), message=_NO_NAMES[error.errno])


def invoke(argv: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    arguments = digits_only(argv)
    as_json = "--json" in arguments
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows another one.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    program = "run.py" if os.path.basename(sys.argv[0]) == "run.py" else "thaw"
    try:
        if not arguments and not any(name.endswith("_COMPLETE") for name in os.environ):
            welcome(program, __version__)
            return 0
        short = scarce(arguments)
        if short:
            print(f"thaw: {short}", file=sys.stderr, flush=True)
        code = _guarded(arguments, program, as_json)
        sys.stdout.flush()
        if compiled.is_stale() and sys.stderr.isatty():
            advice = "its source is used, and slower; `make setup` compiles anew"
            print(f"thaw: {compiled.why_pure()}: {advice}", file=sys.stderr)
        return code
    except BrokenPipeError:
        _close_stdout()
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except MemoryError:
        _report(ThawError(_NO_MEMORY), as_json)
        return 1
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError):
            raise
        # A library that is there, and yet cannot be loaded.
        _report(ThawError(f"cannot load a library ({error}): perhaps {_NO_MEMORY}"), as_json)
        return 1
    except OSError as error:
        what = error.filename or "cannot write the output"
        wrong = _no_name(error)
        if wrong is not None:
            _report(wrong, as_json)
            return wrong.exit_code
        _report(ThawError(f"{what}: {error.strerror or error}"), as_json)
        _close_stdout()
        return 1


_NO_MEMORY: Final = (
    "there is not enough memory: what was complete is kept; try fewer --jobs, or fewer futures (-n)"
)


def _guarded(arguments: list[str], program: str, as_json: bool) -> int:
    """Run a command; turn what it refuses into messages."""
    try:
        code = build().main(arguments, prog_name=program, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except ThawError as error:
        problem = error if isinstance(error, InputError) else _no_name(error.__cause__) or error
        _report(problem, as_json)
        return problem.exit_code
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as end:  # typer's own answer to a pipe that was closed
        _close_stdout()
        return end.code if isinstance(end.code, int) else 1
    except _refusals() as error:
        return _refused(error, arguments, program, as_json)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        # The library of tables gives up in its own way, above all for want of memory.
        reason = " ".join(str(error).split())[:200]
        _report(ThawError(f"the library of tables gave up ({reason}): {_NO_MEMORY}"), as_json)
        return 1


def _refused(error: Any, arguments: Sequence[str], program: str, as_json: bool) -> int:
    """Report an option or argument that is wrong."""
    command = next((word for word in arguments if word in COMMANDS), "")
    typed = f"{program} {command}".rstrip()  # where the parser does not say
    where = getattr(getattr(error, "ctx", None), "command_path", "") or typed
    message = in_own_words(" ".join(error.format_message().split()).rstrip("."))
    hint = f"see {where} --help"
    _report(InputError.of(where, message=message, hint=hint), as_json)
    return 2


def _report(error: ThawError, as_json: bool) -> None:
    """Write an error to stderr."""
    if isinstance(error, InputError):
        text = json.dumps(error.as_dict(), ensure_ascii=False) if as_json else str(error)
    elif as_json:
        text = json.dumps({"error": "failed", "message": str(error)}, ensure_ascii=False)
    else:
        text = "\n".join(map(shown, f"thaw: {error}".split("\n")))
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr)


def _close_stdout() -> None:
    """Let nothing more be written, so that the end of the process is quiet."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
