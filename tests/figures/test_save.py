"""Figures on disk: the same bytes each time, both files or neither, and no pyplot."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import lru_cache
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from sim import __version__
from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.engine.state.record import Record
from sim.figures import save
from sim.figures.base.medium import MEMO, SLIDE, Medium
from sim.figures.findings import run as findings
from sim.figures.run.swimlane import swimlane
from sim.figures.run.timeline import timeline
from sim.scenario.loading import load_scenario

ROOT = Path(__file__).parents[2]


@lru_cache
def record() -> Record:
    loaded = load_scenario(ROOT / "scenarios" / "russia_2025.yaml")
    return simulate(compile_model(loaded.scenario, loaded.catalogue), seed=7)


@pytest.mark.parametrize("draw", [timeline, swimlane])
def test_the_same_record_gives_the_same_bytes(draw: object, tmp_path: Path) -> None:
    assert callable(draw)
    once, again = draw(record()), draw(record())
    first = [path.read_bytes() for path in save(once, tmp_path / "a")]
    assert [path.read_bytes() for path in save(once, tmp_path / "b")] == first
    assert [path.read_bytes() for path in save(again, tmp_path / "c")] == first


def test_a_figure_becomes_a_png_1600_pixels_wide_and_an_svg(tmp_path: Path) -> None:
    png, svg = save(timeline(record()), tmp_path / "deep" / "run-7.0_timeline")
    assert [png.name, svg.name] == ["run-7.0_timeline.png", "run-7.0_timeline.svg"]
    data = png.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") == 1600
    tree = ET.parse(svg)
    assert tree.getroot().tag == "{http://www.w3.org/2000/svg}svg"
    text = svg.read_text()
    assert "<dc:date>" not in text
    title = record().model.scenario.title
    with Image.open(png) as picture:
        said = picture.info
    assert said["Title"] == findings.timeline(record())
    assert "Relief over time" in said["Description"]
    assert said["Description"].endswith(f"; {title} · future 0 · seed 7 · thaw {__version__}")
    assert said["Software"] == f"thaw {__version__}"
    space = "{http://www.w3.org/2000/svg}"
    root = tree.getroot()
    told = [root.findtext(f"{space}{name}") for name in ("title", "desc")]
    assert told == [said["Title"], said["Description"]]
    assert root.get("role") == "img"
    # Letters are text, in the house's font or one as wide.
    written = {element.text for element in root.iter(f"{space}text")}
    assert "LP eased" in written
    assert "'DejaVu Sans', Verdana, sans-serif" in text


@pytest.mark.parametrize(("medium", "pixels", "inches"), [(MEMO, 1950, 6.5), (SLIDE, 2000, 40 / 3)])
def test_files_for_a_memo_or_a_slide_say_so_and_are_as_large_as_they_are_shown(
    medium: Medium, pixels: int, inches: float, tmp_path: Path
) -> None:
    png, svg = save(timeline(record(), medium=medium), tmp_path / "timeline")
    assert [png.name, svg.name] == [f"timeline-{medium.name}.{form}" for form in ("png", "svg")]
    with Image.open(png) as picture:
        assert picture.width == pixels
        assert picture.info["dpi"][0] == pytest.approx(pixels / inches, abs=0.02)
    root = ET.parse(svg).getroot()
    assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(72 * inches, abs=0.01)
    wide, high = map(float, root.attrib["viewBox"].split()[2:])
    shown = [float(root.attrib[side].removesuffix("pt")) for side in ("width", "height")]
    assert shown[0] / shown[1] == pytest.approx(wide / high, rel=1e-4)


def test_saving_replaces_what_is_there_and_leaves_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("old")
    save(Figure(), tmp_path / "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg"]
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"


def test_if_one_cannot_be_written_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(Figure(), tmp_path / "a")
    before = (tmp_path / "a.png").read_bytes()
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if ".svg" in self.name:
            raise OSError("no space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        save(Figure(figsize=(2, 2)), tmp_path / "a")
    assert (tmp_path / "a.png").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg"]


def test_figures_are_built_without_pyplot() -> None:
    code = "import sys, sim.figures; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
