"""A browser without a screen, for tests of pages: what they ask for, complain of and look like."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open pages")
"""Debian's package is called chromium."""

_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
)

_SAID = "page-said:"

_REPORT = """<script>
const look = () => axe.run(document).then((found) => console.info("page-said:" + JSON.stringify({
  requests: performance.getEntriesByType("resource").map((entry) => entry.name),
  faults: found.violations.map((each) => [each.id, each.impact, each.nodes[0].html.slice(0, 200)]),
  drawn: document.documentElement.classList.contains("drawn"),
  live: document.querySelectorAll(".plot > div svg").length,
  wide: document.documentElement.scrollWidth,
})));
const wait = () => document.documentElement.classList.contains("drawn") ? look()
  : setTimeout(wait, 100);
addEventListener("load", wait);
</script>"""
"""Says, once charts are drawn, what a page has asked for, and what axe finds on it."""


@dataclass(frozen=True)
class Opened:
    """A page as a browser has it once its charts are drawn.

    Attributes
    ----------
    requests
        Addresses it asked for.
    complaints
        What it wrote to the console.
    faults
        What axe finds: rule, impact, and the first place.
    live
        Charts that scripts have drawn.
    wide
        Pixels it takes across.
    """

    requests: list[str]
    complaints: list[str]
    faults: list[tuple[str, str, str]]
    live: int
    wide: int


def opened(page: Path, scratch: Path, *flags: str, width: int = 900) -> Opened:
    """Open a page in a frame of a width; it reaches no network."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    before, end, after = page.read_text("utf-8").rpartition("</body>")
    inside = scratch / "inside.html"
    script = axe.replace("</script", "<\\/script")
    inside.write_text(f"{before}<script>{script}</script>{_REPORT}{end}{after}", "utf-8")
    frame = scratch / "frame.html"
    frame.write_text(
        f'<!doctype html><title>frame</title><iframe src="inside.html" width="{width}" '
        'height="4000"></iframe>',
        "utf-8",
    )
    done = _chromium(
        scratch, "--virtual-time-budget=30000", *flags, "--dump-dom", frame.absolute().as_uri()
    )
    lines = [line.split("CONSOLE", 1)[1] for line in done.stderr.splitlines() if "CONSOLE" in line]
    said = [line.split('] "', 1)[1].rpartition('", source:')[0] for line in lines]
    reports = [text.removeprefix(_SAID) for text in said if text.startswith(_SAID)]
    assert len(reports) == 1, f"no report, but {said}"
    found: dict[str, Any] = json.loads(reports[0])
    return Opened(
        found["requests"],
        [text for text in said if not text.startswith(_SAID)],
        [tuple(fault) for fault in found["faults"]],
        found["live"],
        found["wide"],
    )


def printed(page: Path, scratch: Path) -> Path:
    """Print a page as PDF."""
    place = scratch / f"{page.stem}.pdf"
    _chromium(
        scratch,
        "--virtual-time-budget=30000",
        "--no-pdf-header-footer",
        f"--print-to-pdf={place}",
        page.absolute().as_uri(),
    )
    return place


def _chromium(scratch: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    return subprocess.run(
        [CHROMIUM, *_QUIET, f"--user-data-dir={scratch / 'profile'}", *flags],
        capture_output=True,
        text=True,
        timeout=170,
        check=True,
    )
