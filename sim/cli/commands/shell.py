"""``completion``: the script by which a shell completes commands and names."""

from __future__ import annotations

import os
from typing import Annotated, Final

import typer
from typer._completion_shared import get_completion_script

from sim.cli.output.console import say
from sim.errors import InputError

__all__ = ["SHELLS", "completion"]

SHELLS: Final = ("bash", "zsh", "fish", "powershell", "pwsh")


def completion(
    shell: Annotated[
        str | None,
        typer.Argument(
            metavar="SHELL",
            show_default=False,
            autocompletion=lambda: list(SHELLS),
            help=f"{', '.join(SHELLS)}; without it, the one this was called from.",
        ),
    ] = None,
) -> None:
    """Print the script that completes names in a shell.

    It is read when a shell starts: add its output to the shell's own file, or let
    thaw --install-completion do it.
    """
    wanted = shell or _called_from()
    if wanted not in SHELLS:
        raise InputError.of(
            "completion",
            message="which shell?" if not wanted else "there is no script for this shell",
            found=f"'{wanted[:40]}'" if wanted else "",
            allowed=", ".join(SHELLS),
            hint="such as thaw completion bash",
        )
    say(get_completion_script(prog_name="thaw", complete_var="_THAW_COMPLETE", shell=wanted))


def _called_from() -> str:
    """Return the shell above this process, or the usual one; nothing if neither can be told."""
    import shellingham  # type: ignore[import-untyped]

    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        return os.path.basename(os.environ.get("SHELL", ""))
    return name
