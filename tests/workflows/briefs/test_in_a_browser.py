"""Briefs in a browser that reaches no network: nothing asked for, nothing complained of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import sim
from tests.browser import needs_browser, opened, printed
from tests.workflows.briefs.conftest import CALLS, Kept

pytestmark = [needs_browser, pytest.mark.slow]


@pytest.mark.parametrize("kind", CALLS)
def test_it_opens_without_a_network(results: Mapping[str, Kept], kind: str, tmp_path: Path) -> None:
    written = sim.brief(results[kind].folder, tmp_path / "brief.html")
    assert written.path is not None
    for width, dark in ((900, 0), (360, 1)):
        found = opened(
            written.path, tmp_path, f"--blink-settings=preferredColorScheme={1 - dark}", width=width
        )
        assert found.requests == []
        assert found.complaints == []
        assert found.faults == []
        assert found.live == written.text.count('class="plot"')
        assert found.wide <= width


def test_it_is_printed(results: Mapping[str, Kept], tmp_path: Path) -> None:
    written = sim.brief(results["batch"].folder, tmp_path / "brief.html")
    assert written.path is not None
    place = printed(written.path, tmp_path)
    assert place.read_bytes().startswith(b"%PDF")
    assert 3 <= place.read_bytes().count(b"/Type /Page\n") <= 20
