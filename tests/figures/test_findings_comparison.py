"""What figures of comparisons found: right values in a sentence, whatever is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from sim.analysis.comparison.comparison import compare
from sim.batch.batch import Batch
from sim.figures.findings import comparison
from sim.figures.findings.names import LONGEST, called
from sim.wording.rounding import signed
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.scenarios.worlds import elsewhere

FINDINGS: tuple[Callable[[Sequence[Batch]], str], ...] = (
    comparison.differences,
    comparison.matrix,
    comparison.ecdf,
    comparison.utilities,
    comparison.regret,
)

LP = [0.0, 1.0, 2.0, 3.0] * 5


def titled(title: str, **columns: object) -> Batch:
    """A batch of a scenario of that title, with these outcomes."""
    batch = synthetic(columns, name=title.lower())
    return replace(
        batch,
        model=elsewhere(
            batch.model, scenario=batch.model.scenario.model_copy(update={"title": title})
        ),
    )


def ends(batches: Sequence[Batch], place: int, outcome: str, sign: float = 1.0) -> str:
    """The interval of a difference to the baseline, as it is written."""
    row = compare(batches, outcomes=[outcome]).table.to_dicts()[place]
    low, high = sorted((sign * row["low"], sign * row["high"]))
    return f"({signed(low, plus=False)} to {signed(high, plus=False)})"


def test_the_scenario_that_eases_most_is_told_beside_the_baseline() -> None:
    little = titled("Little", legal_end=LP)
    middle = titled("Middle", legal_end=[x + 1.0 + 0.1 * (k % 3) for k, x in enumerate(LP)])
    much = titled("Much", legal_end=[x + 9.0 + 0.5 * (k % 2) for k, x in enumerate(LP)])
    three = [little, middle, much]
    said = comparison.differences(three, ["legal_end"])
    assert said == (f"Much eases most: 10.8 LP, 9.2 more than Little {ends(three, 1, 'legal_end')}")
    assert comparison.matrix(three, ["legal_end"]) == (
        "Much eases most: 10.8 LP, 9.2 more than Little; 2 of 2 differences beyond chance"
    )
    # The baseline itself has most: the next is told, and the interval is turned round.
    turned = [much, middle, little]
    assert comparison.differences(turned, ["legal_end"]) == (
        f"Much eases most: 10.8 LP, 8.2 more than Middle {ends(turned, 0, 'legal_end', -1.0)}"
    )
    assert comparison.differences([little, much], ["legal_end"]) == (
        f"Much eases 9.2 LP more than Little {ends([little, much], 0, 'legal_end')}"
    )


def test_what_may_be_chance_is_said_to_be() -> None:
    a = titled("One", legal_end=[0.0, 4.0, 1.0, 2.0])
    b = titled("Other", legal_end=[3.0, 0.0, 2.0, 3.0])
    assert comparison.differences([a, b], ["legal_end"]).endswith("), which may be chance")
    assert "none of 1 difference is beyond chance" in comparison.matrix([a, b], ["legal_end"])


def test_days_are_the_fewer_the_better_and_shares_are_points() -> None:
    slow = titled("Slow", days_to_relief=[300.0, 310.0, 320.0, 330.0] * 3, truce=[False] * 12)
    fast = titled("Fast", days_to_relief=[100.0, 120.0, 110.0, 130.0] * 3, truce=[True] * 12)
    said = comparison.differences([slow, fast], ["days_to_relief"])
    turned = ends([slow, fast], 0, "days_to_relief", -1.0)
    assert said == (
        "Days until first relief: fewest in Fast, 115.0 days, 200.0 fewer than in Slow " + turned
    )
    assert comparison.differences([fast, slow], ["days_to_relief"]) == said
    assert comparison.differences([slow, fast], ["truce"]).startswith(
        "A short truce: most often in Fast, 100.0 %, 100.0 points more than in Slow ("
    )


def test_classes_alone_are_told_by_the_largest_difference_of_shares() -> None:
    a = titled("Calm", outcome=["partial"] * 15 + ["status_quo"] * 5)
    b = titled("Wild", outcome=["escalation"] * 18 + ["status_quo"] * 2)
    said = comparison.differences([a, b], ["outcome"])
    assert said.startswith("Ends as: Escalation: 90.0 % in Wild, 90.0 points more than in Calm (")
    assert comparison.matrix([a, b], ["outcome"]) == said
    assert comparison.differences([a, a], ["outcome"]) == "Nothing differs in any future"


def test_it_is_told_in_how_many_futures_a_scenario_has_more() -> None:
    a = titled("Low", legal_end=[1.0] * 10, outcome=["partial"] * 10)
    b = titled("High", legal_end=[2.0] * 7 + [1.0] * 2 + [0.0], outcome=["status_quo"] * 10)
    assert comparison.ecdf([a, b]) == (
        "High eases more than Low in 70.0 % (39.7 to 89.2 %) of futures, less in 10.0 %"
    )
    assert comparison.ecdf([b, a]) == comparison.ecdf([a, b])
    assert comparison.ecdf([a, b], "outcome", "partial").startswith(
        "Ends as: Partial: more in Low than in High in 100.0 % ("
    )


def test_gains_of_both_sides_are_told() -> None:
    a = titled("A", utility_executive=[1.0, 2.0, 3.0], utility_target=[0.0, 0.0, 0.3])
    b = titled("B", utility_executive=[0.0, 0.0, 0.0], utility_target=[4.0, 5.0, 6.0])
    assert comparison.utilities([a, b]) == (
        "The White House gains most in A, 2.0 UP (−0.5 to 4.5); the Kremlin in B, 5.0 LP "
        "(2.5 to 7.5)"
    )
    both = titled("Both", utility_executive=[5.0, 5.0, 6.0], utility_target=[7.0, 7.0, 8.0])
    assert comparison.utilities([a, both]).startswith("Both sides gain most in Both: ")
    nothing = titled("N", utility_executive=[0.0, 0.0], utility_target=[0.0, 0.0])
    said = "Neither side gains anything in any scenario"
    assert comparison.utilities([nothing, nothing]) == said


def test_regret_is_of_the_first_outcome() -> None:
    a = titled("A", utility_executive=[1.0, 2.0, 3.0, 4.0], utility_target=[0.0] * 4)
    b = titled("B", utility_executive=[1.0, 1.0, 2.0, 8.0], utility_target=[1.0] * 4)
    # Regret of A: 0, 0, 0, 4; of B: 0, 1, 1, 0.
    said = comparison.regret([a, b])
    assert said.startswith("Gain of the White House: B would be regretted least, 0.5 UP (")
    assert said.endswith("; best in 50.0 % of futures")
    assert "A would be" not in comparison.regret([a, b], ["utility_target"])
    assert comparison.regret([a, a]).endswith("each of 4 futures; nothing to regret")
    assert "nothing" in comparison.regret([a, b], []).lower()


@pytest.mark.many
@pytest.mark.parametrize("finding", FINDINGS)
@pytest.mark.parametrize(
    ("stems", "n"),
    [
        (("russia_2025", "baby_steps", "road_map"), 8),
        (("russia_2025", "russia_2025"), 8),  # no difference at all
        (("hold", "maximalist_kremlin"), 8),  # no deal at all
        (("russia_2025", "wedge"), 2),
        (("russia_2025", "wedge"), 1),
        (("russia_2025", "by_hand", "russia_2026"), 4),  # other senders, other years
        (("hold",) * 7, 2),
    ],
)
def test_there_is_a_sentence_wherever_there_is_a_figure(
    finding: Callable[[Sequence[Batch]], str], stems: tuple[str, ...], n: int
) -> None:
    batches = [small_batch(stem, n) for stem in stems]
    said = finding(batches)
    assert 20 < len(said) <= LONGEST
    assert said[0].isupper()
    assert not said.endswith(".")
    assert "_" not in said.replace("russia_2025", "").replace("baby_steps", "")
    assert "nan" not in said
    assert finding(batches) == said


@pytest.mark.parametrize("finding", FINDINGS)
def test_what_nobody_has_and_single_futures_are_told(
    finding: Callable[[Sequence[Batch]], str],
) -> None:
    a, b = titled("A", legal_end=[1.0]), titled("B", legal_end=[3.0])
    assert finding([a, b])


def test_an_outcome_that_is_never_there_is_said_to_be_missing() -> None:
    a, b = (titled(name, nash_efficiency=[None, None]) for name in "AB")
    assert "nothing" in comparison.differences([a, b], ["nash_efficiency"]).lower()
    assert "no such thing" in comparison.ecdf([a, b], "nash_efficiency")


def test_names_are_titles_without_what_explains_them_and_stay_apart() -> None:
    titles = ("Hold: nothing but renewals", "Baby steps, taken in earnest", "Russia, March 2025")
    named = [titled(title, legal_end=[0.0]) for title in titles]
    assert called(named, 40) == ["Hold", "Baby steps", "Russia, March 2025"]
    alike = [titled(title, legal_end=[0.0]) for title in ("China: one", "China: two")]
    assert called(alike, 40) == ["China: one", "China: two"]
    long = [titled(f"A title of many words that goes on, {k}", legal_end=[0.0]) for k in "ab"]
    cut = called(long, 12)
    assert len(set(cut)) == 2
    assert max(map(len, cut)) <= 12
