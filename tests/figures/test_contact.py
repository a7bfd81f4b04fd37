"""A contact sheet shows every figure once, whole, under its name."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.contact import COLUMNS, arrange, contact_sheet
from sim.figures.base.save import save
from tests.legibility import assert_legible, panels, wording


def plain(width: float, height: float, colour: str) -> Figure:
    return Figure(figsize=(width, height), dpi=50, facecolor=colour)


SIX = {
    "fan": plain(4, 2, "red"),
    "classes": plain(4, 1, "lime"),
    "survival": plain(2, 4, "blue"),
    "heat map": plain(1, 9, "red"),
    "ecdf": plain(4, 3, "lime"),
    "regret": plain(3, 3, "blue"),
}


def test_every_figure_has_its_thumbnail_in_its_own_shape_and_colour() -> None:
    sheet = contact_sheet(SIX, "All of them")
    assert [axes.get_label() for axes in panels(sheet)] == list(SIX)
    for axes, figure in zip(panels(sheet), SIX.values(), strict=True):
        box = axes.get_window_extent()
        wanted = figure.get_figwidth() / figure.get_figheight()
        assert box.width / box.height == pytest.approx(wanted, rel=1e-6)
        (image,) = axes.images
        shown = np.asarray(image.get_array(), dtype=float).reshape(-1, 4)[:, :3]
        assert (shown == shown[0]).all()
        assert tuple(shown[0]) == figure.get_facecolor()[:3]
    said = wording(sheet)
    assert all(name in said for name in ("All of them", *SIX))
    assert_legible(sheet)


def test_thumbnails_do_not_meet_and_stay_on_the_sheet() -> None:
    shapes = [(16, 9), (16, 48), (5, 5), (16, 4), (1, 30), (16, 9), (30, 1)]
    places, height = arrange(shapes)
    for (wide, high), place in zip(shapes, places, strict=True):
        assert place.width / place.height == pytest.approx(wide / high)
        assert place.left >= 0.0
        assert place.left + place.width <= style.WIDTH
        assert place.top >= 0.3
        assert place.top + place.height <= height
    for a, b in combinations(places, 2):
        apart = a.left + a.width <= b.left or b.left + b.width <= a.left
        above = a.top + a.height <= b.top - 0.25 or b.top + b.height <= a.top - 0.25
        assert apart or above
    assert len({place.left for place in places}) == COLUMNS


def test_files_and_figures_give_the_same_sheet_and_the_same_bytes(tmp_path: Path) -> None:
    files = {name: save(figure, tmp_path / "in" / name)[0] for name, figure in SIX.items()}
    first = [p.read_bytes() for p in save(contact_sheet(SIX, "t"), tmp_path / "a")]
    assert [p.read_bytes() for p in save(contact_sheet(files, "t"), tmp_path / "b")] == first
    assert imread(tmp_path / "a.png").shape[1] == 1600


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThawError, match="at least one figure"):
        contact_sheet({}, "nothing")
    with pytest.raises(ThawError, match=r"gone\.png"):
        contact_sheet({"gone": tmp_path / "gone.png"}, "t")
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(ThawError, match=r"text\.png"):
        contact_sheet({"text": tmp_path / "text.png"}, "t")


def test_long_names_are_cut(tmp_path: Path) -> None:
    assert_legible(contact_sheet({f"{k} {'very ' * 30}long": SIX["fan"] for k in range(4)}, "x"))
