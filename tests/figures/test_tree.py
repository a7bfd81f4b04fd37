"""Where futures branch off another one: the past, the node with what is changed, the tree."""

import pytest

from sim.errors import ThawError
from sim.figures.base.medium import MEDIA, Medium
from sim.figures.base.save import drawing
from sim.figures.base.style import HouseFigure
from sim.figures.batch.tree import branches_off, tree
from sim.figures.findings import lineage as findings
from sim.figures.registry import usual_figures
from sim.story.ways import lineage
from sim.wording.rounding import percent
from tests.batches import small_batch
from tests.branches import branched
from tests.legibility import INTERNAL, assert_in_words, assert_legible, panels, wording

CHANGES = ("talks.mode=all_at_once", "agents.council.hold_out=0.5")


@pytest.mark.many
@pytest.mark.parametrize("medium", MEDIA.values(), ids=[*MEDIA])
@pytest.mark.parametrize("changes", [(), CHANGES], ids=["as it was", "changed"])
def test_it_can_be_read(changes: tuple[str, ...], medium: Medium) -> None:
    figure = tree(branched("first:100", *changes).batch, medium=medium)
    assert_legible(figure)
    assert_in_words(figure)
    said = " ".join(wording(figure).split())
    assert "From 1 Feb 2031 on" in said
    assert ("all at once" in said) == ("Changed: " in said) == bool(changes)
    assert ("Nothing is changed" in said) == (not changes)


def test_lines_are_as_many_as_ways_and_say_their_shares() -> None:
    batch = branched().batch
    figure = tree(batch)
    found = lineage(batch, 12)
    assert found is not None
    (axes,) = panels(figure)
    drawn = [str(line.get_label()) for line in axes.lines]
    said = " ".join(wording(figure).split())
    for way in found.ways:
        assert way.words in drawn
        assert f"{percent(way.count / found.futures)} {way.words}" in said
    thick = [line.get_linewidth() for line in axes.lines if line.get_label() == found.ways[0].words]
    assert max(thick) == pytest.approx(11.0 * found.ways[0].count / found.futures)


def test_the_title_is_what_was_found() -> None:
    batch = branched().batch
    figure = tree(batch)
    assert isinstance(figure, HouseFigure)
    assert figure.said.title == findings.tree(batch)
    assert 10 < len(findings.tree(batch)) <= 170
    assert not INTERNAL.findall(findings.tree(batch))
    assert drawing(figure, "png") == drawing(tree(batch), "png")


def test_only_branches_that_keep_events_have_one() -> None:
    assert "tree" in usual_figures("batch", branched().batch)
    for batch in (branched("none").batch, small_batch("examples/veridia", 6)):
        assert not branches_off(batch)
        with pytest.raises(ThawError, match="branch off no other one, or none keeps its events"):
            tree(batch)


def test_a_decision_is_said_at_the_node() -> None:
    branch = branched().branch.model_copy(update={"decide": "refuse"})
    assert findings.changes(branch) == "Changed: the next offer or demand is refused"
