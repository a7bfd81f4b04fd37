"""What a figure says in words, and that no two texts meet."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.figures.base.labels import Note, place
from sim.figures.run.notes import notes
from sim.scenario.loading import load_scenario
from sim.wording.words import clipped
from tests.records import SCENARIO

quick = settings(deadline=None, max_examples=200)

RIGHT, GAP = 1000.0, 8.0

crowds = st.lists(
    st.tuples(st.floats(0.0, 990.0), st.floats(20.0, 200.0), st.floats(0.0, 50.0)), max_size=25
).map(sorted)


@quick
@given(crowd=crowds, levels=st.integers(1, 5))
def test_no_two_texts_overlap_and_none_leaves_the_figure(
    crowd: list[tuple[float, float, float]], levels: int
) -> None:
    noted = [Note(at, str(k), rank) for k, (at, _, rank) in enumerate(crowd)]
    width = {note.text: w for note, (_, w, _) in zip(noted, crowd, strict=True)}
    placed = place(
        noted, [n.day for n in noted], list(width.values()), right=RIGHT, gap=GAP, levels=levels
    )
    assert [p.note.day for p in placed] == sorted(p.note.day for p in placed)
    for k, p in enumerate(placed):
        assert 0 <= p.level < levels
        assert p.left + width[p.note.text] <= RIGHT + 1e-9
        for q in placed[:k]:
            if p.level == q.level:
                first, second = sorted((p, q), key=lambda x: x.left)
                assert first.left + width[first.note.text] + GAP <= second.left + 1e-9


@quick
@given(crowd=crowds)
def test_with_room_enough_every_note_is_placed_and_no_line_crosses_a_text(
    crowd: list[tuple[float, float, float]],
) -> None:
    # Far from the right edge, so that every text begins at its line.
    noted = [Note(at, str(k), rank) for k, (at, _, rank) in enumerate(crowd)]
    widths = [w for _, w, _ in crowd]
    placed = place(noted, [n.day for n in noted], widths, right=5000.0, gap=GAP, levels=99)
    assert [p.note for p in placed] == noted
    for p, width in zip(placed, widths, strict=True):
        for q in placed:
            crosses = p.left < q.left < p.left + width and q.level >= p.level
            assert not crosses, (p, q)


def test_the_note_that_matters_least_goes_first() -> None:
    noted = [Note(10.0, "deal", 50.0), Note(12.0, "stage", 20.0), Note(14.0, "lapse", 60.0)]
    placed = place(noted, [10.0, 12.0, 14.0], [90.0] * 3, right=RIGHT, gap=GAP, levels=2)
    assert [(p.note.text, p.level) for p in placed] == [("deal", 1), ("lapse", 0)]


def test_names_are_cut_between_words() -> None:
    assert clipped("Sberbank full blocking", 40) == "Sberbank full blocking"
    assert clipped("Sovereign debt: primary (Directive 1)", 25) == "Sovereign debt: primary…"
    assert clipped("a" * 50, 10) == "a" * 9 + "…"
    assert all(len(clipped("one two three four", n)) <= n for n in range(1, 30))


def test_a_road_map_that_a_side_leaves_is_noted() -> None:
    map_ = "talks.mode=road_map"
    plan = "talks.stages=[{concessions: [prisoner_swap, flights_diplomatic], lp: 3}]"
    dear = "{id: dear, when: {event: road_map}, set: {agents.target.reservation: 50}}"
    loaded = load_scenario(SCENARIO, [map_, plan, f"interventions=[{dear}]"])
    model = compile_model(loaded.scenario, loaded.catalogue)
    said = [note.text for seed in range(8) for note in notes(simulate(model, seed))]
    assert "Road-map left\nby the Kremlin" in said
