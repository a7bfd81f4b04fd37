"""Package search against exhaustive enumeration of all sets of up to ten bundles."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.oracles.leverage import leverage_cost
from tests.oracles.search import Package, best_package, cheapest_package

GAP = 0.02
ROUNDING = 1e-7

quick = settings(deadline=None, max_examples=120)


@dataclass(frozen=True)
class Bundles:
    """What may be given, and the convex cost of giving much of it."""

    values: list[float]
    costs: list[float]
    weights: list[float]
    eta: float
    pull: float
    kink: float
    beyond: float
    max_weight: float
    max_count: int | None

    def phi(self, weight: float) -> float:
        """Return leverage lost, and the audience cost of what exceeds an equivalent."""
        lost = leverage_cost(52.0, weight, 52.0, self.eta)
        return self.pull * lost + self.beyond * max(0.0, weight - self.kink)

    def sets(self) -> list[tuple[float, float, float, int]]:
        """Return value, giver's cost, weight and count of every set within the limits."""
        sums = [(0.0, 0.0, 0.0, 0)]
        for p, c, w in zip(self.values, self.costs, self.weights, strict=True):
            sums += [(v + p, d + c, m + w, n + 1) for v, d, m, n in sums]
        most = len(self.values) if self.max_count is None else self.max_count
        return [
            (v, d + self.phi(m), m, n) for v, d, m, n in sums if m <= self.max_weight and n <= most
        ]

    def check(self, package: Package) -> None:
        """Assert that the package is what it says and keeps the limits."""
        chosen = package.indices
        assert list(chosen) == sorted(set(chosen))
        weight = sum(self.weights[i] for i in chosen)
        cost = sum(self.costs[i] for i in chosen) + self.phi(weight)
        assert package.weight == pytest.approx(weight)
        assert package.giver_cost == pytest.approx(cost)
        assert package.receiver_value == pytest.approx(sum(self.values[i] for i in chosen))
        assert weight <= self.max_weight + ROUNDING
        assert self.max_count is None or len(chosen) <= self.max_count


@st.composite
def bundles(draw: st.DrawFn) -> Bundles:
    n = draw(st.sampled_from([0, 1, 3, 6, 10, 10, 10]))
    # A coarse grid makes ties, which are what a search by ratios finds hardest.
    grid = draw(st.booleans())

    def some(low: float, high: float) -> list[float]:
        numbers = (
            st.integers(int(2 * low), int(2 * high)).map(lambda i: i / 2)
            if grid
            else st.floats(low, high, allow_subnormal=False)
        )
        return draw(st.lists(numbers, min_size=n, max_size=n))

    return Bundles(
        values=some(-1.0, 4.0),
        costs=some(-1.0, 3.0),
        weights=some(0.0, 4.0),
        eta=draw(st.sampled_from([0.3, 0.5, 1.0])),
        pull=draw(st.sampled_from([0.0, 0.25, 1.0])),
        kink=draw(st.sampled_from([0.0, 3.0, 7.5])),
        beyond=draw(st.sampled_from([0.0, 0.35, 2.0])),
        max_weight=draw(st.sampled_from([0.0, 2.5, 6.0, 15.0, inf])),
        max_count=draw(st.sampled_from([None, 0, 1, 3, 4, 8])),
    )


TIES = Bundles([1.0] * 10, [1.0] * 10, [1.0] * 10, 1.0, 0.0, 0.0, 0.0, inf, None)


@quick
@given(case=bundles(), base=st.floats(-3.0, 12.0), aspiration=st.floats(-3.0, 3.0))
@example(case=TIES, base=5.0, aspiration=0.5)
def test_the_best_package_is_within_the_gap_of_the_best_of_all(
    case: Bundles, base: float, aspiration: float
) -> None:
    found = best_package(
        case.values,
        case.costs,
        case.weights,
        case.phi,
        base=base,
        aspiration=aspiration,
        max_weight=case.max_weight,
        max_count=case.max_count,
    )
    within = [value for value, cost, _, _ in case.sets() if base - cost >= aspiration]
    if found is None:
        assert not within
        return
    case.check(found)
    assert found.giver_utility == pytest.approx(base - found.giver_cost)
    assert found.giver_utility >= aspiration - ROUNDING
    assert found.certified
    if within:
        best = max(within)
        assert found.receiver_value >= best - GAP * abs(best) - ROUNDING


@quick
@given(case=bundles(), need=st.floats(-2.0, 15.0))
@example(case=TIES, need=4.5)
def test_the_cheapest_package_is_within_the_gap_of_the_cheapest_of_all(
    case: Bundles, need: float
) -> None:
    found = cheapest_package(
        case.values,
        case.costs,
        case.weights,
        case.phi,
        need=need,
        base=1.0,
        max_weight=case.max_weight,
        max_count=case.max_count,
    )
    enough = [cost for value, cost, _, _ in case.sets() if value >= need]
    if found is None:
        assert not enough
        return
    case.check(found)
    assert found.giver_utility == pytest.approx(1.0 - found.giver_cost)
    assert found.receiver_value >= need - ROUNDING
    assert found.certified
    if enough:
        least = min(enough)
        assert found.giver_cost <= least + GAP * abs(least) + ROUNDING


@settings(deadline=None, max_examples=60)
@given(case=bundles(), base=st.floats(0.0, 12.0), need=st.floats(0.0, 10.0))
def test_without_a_gap_the_answer_is_exact(case: Bundles, base: float, need: float) -> None:
    limits = {"max_weight": case.max_weight, "max_count": case.max_count, "gap": 0.0}
    given_up = (case.values, case.costs, case.weights, case.phi)
    best = best_package(*given_up, base=base, aspiration=0.0, **limits)  # type: ignore[arg-type]
    cheapest = cheapest_package(*given_up, need=need, **limits)  # type: ignore[arg-type]
    # Constraints hold but for rounding, so the answer lies between two exact ones.
    for asked, beyond in ((0.0, False), (2e-9, True)):
        values = [v for v, cost, _, _ in case.sets() if cost <= base + asked]
        costs = [c for value, c, _, _ in case.sets() if value >= need - asked]
        if best is None:
            assert beyond or not values
        elif beyond:
            assert best.receiver_value <= max(values) + ROUNDING
        elif values:
            assert best.receiver_value >= max(values) - ROUNDING
        if cheapest is None:
            assert beyond or not costs
        elif beyond:
            assert cheapest.giver_cost >= min(costs) - ROUNDING
        elif costs:
            assert cheapest.giver_cost <= min(costs) + ROUNDING


@pytest.mark.parametrize("seed", range(60))
def test_bundles_that_are_hard_to_tell_apart(seed: int) -> None:
    """Worth, cost and weight nearly in proportion: bounds are close, and must not be wrong."""
    rng = Random(seed)
    sizes = [rng.uniform(0.5, 3.0) for _ in range(9)]
    case = Bundles(
        values=[s * rng.uniform(0.9, 1.1) for s in sizes],
        costs=[0.5 * s * rng.uniform(0.8, 1.2) for s in sizes],
        weights=[s * rng.uniform(0.9, 1.1) for s in sizes],
        eta=0.5,
        pull=0.1,
        kink=4.0,
        beyond=0.2,
        max_weight=rng.choice([6.0, inf]),
        max_count=rng.choice([4, None]),
    )
    given_up = (case.values, case.costs, case.weights, case.phi)
    base, need = rng.uniform(2.0, 7.0), rng.uniform(2.0, 5.0)
    best = best_package(
        *given_up,
        base=base,
        aspiration=0.0,
        gap=0.0,
        max_weight=case.max_weight,
        max_count=case.max_count,
    )
    cheapest = cheapest_package(
        *given_up, need=need, gap=0.0, max_weight=case.max_weight, max_count=case.max_count
    )
    values = [value for value, cost, _, _ in case.sets() if cost <= base]
    costs = [cost for value, cost, _, _ in case.sets() if value >= need]
    assert best is not None
    assert best.receiver_value == pytest.approx(max(values), abs=1e-9)
    assert cheapest is not None
    assert cheapest.giver_cost == pytest.approx(min(costs), abs=1e-9)


def square(weight: float) -> float:
    return weight * weight / 10.0


def test_by_hand() -> None:
    # {1, 2}: worth 5 at a cost of 2 + .4; {0}: worth 4 at 2.1; {0, 1} would cost 3.4.
    found = best_package([4, 3, 2], [2, 1, 1], [1, 1, 1], square, base=3.0, aspiration=0.0)
    assert found is not None
    assert found.indices == (1, 2)
    assert found.receiver_value == 5.0
    assert found.giver_utility == pytest.approx(0.6)
    cheap = cheapest_package([4, 3, 2], [2, 1, 1], [1, 1, 1], square, need=4.0)
    assert cheap is not None
    assert cheap.indices == (0,)
    assert cheap.giver_cost == pytest.approx(2.1)


def test_a_bundle_that_the_partner_dislikes_is_given_only_to_pay_for_others() -> None:
    values, costs, weights = [5.0, -1.0], [2.0, -3.0], [1.0, 1.0]
    rich = best_package(values, costs, weights, square, base=9.0, aspiration=0.0)
    poor = best_package(values, costs, weights, square, base=1.0, aspiration=0.0)
    assert rich is not None
    assert rich.indices == (0,)
    assert poor is not None
    assert poor.indices == (0, 1)


def test_nothing_to_give_and_nothing_possible() -> None:
    empty = best_package([], [], [], square, base=1.0, aspiration=1.0)
    assert empty is not None
    assert empty.indices == ()
    assert empty.certified
    assert best_package([3.0], [1.0], [1.0], square, base=0.0, aspiration=0.5) is None
    assert cheapest_package([3.0], [1.0], [1.0], square, need=3.5) is None
    assert cheapest_package([3.0], [1.0], [1.0], square, need=3.0, max_count=0) is None
    nothing = cheapest_package([3.0], [1.0], [1.0], square, need=0.0)
    assert nothing is not None
    assert nothing.indices == ()


@settings(deadline=None, max_examples=25)
@given(
    weights=st.lists(st.floats(0.2, 4.0), min_size=30, max_size=30),
    ratios=st.lists(st.floats(0.2, 1.2), min_size=30, max_size=30),
    base=st.floats(0.0, 8.0),
)
def test_many_bundles_keep_the_constraints_and_beat_the_greedy_package(
    weights: list[float], ratios: list[float], base: float
) -> None:
    values = [w * r for w, r in zip(weights, ratios, strict=True)]
    costs = [-0.05 * w for w in weights]

    def phi(weight: float) -> float:
        return 0.25 * leverage_cost(130.0, weight, 130.0, 0.5) + 0.2 * max(0.0, weight - 4.0)

    found = best_package(
        values, costs, weights, phi, base=base, aspiration=0.0, max_weight=20.0, max_count=8
    )
    assert found is not None
    assert found.giver_utility >= -ROUNDING
    assert found.weight <= 20.0 + ROUNDING
    assert len(found.indices) <= 8
    value = cost = weight = 0.0
    count = 0
    for i in sorted(range(30), key=lambda i: ratios[i], reverse=True):
        heavier = weight + weights[i]
        if count < 8 and heavier <= 20.0 and cost + costs[i] + phi(heavier) <= base:
            value, cost, weight, count = value + values[i], cost + costs[i], heavier, count + 1
    if found.certified:
        assert found.receiver_value >= (1.0 - GAP) * value - ROUNDING


def test_too_few_nodes_lose_the_certificate_but_not_the_constraints() -> None:
    # Alike in ratio and of sizes that do not add up: nothing proves the greedy package good.
    sizes = [3.1 + 0.01 * i for i in range(24)]
    found = best_package(
        sizes, sizes, sizes, lambda w: 0.0, base=20.0, aspiration=0.0, gap=0.0, max_nodes=20
    )
    assert found is not None
    assert not found.certified
    assert found.nodes <= 20
    assert found.giver_utility >= 0.0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"costs": [1.0, 2.0]}, r"costs \(2\)"),
        ({"weights": [-1.0]}, r"-1\.0"),
        ({"max_weight": -2.0}, r"-2\.0"),
        ({"max_count": -3}, "-3"),
        ({"gap": 1.0}, r"1\.0"),
        ({"max_nodes": 0}, r"\(0\)"),
        ({"base": inf}, "inf"),
    ],
)
def test_refusals_state_the_value(change: dict[str, object], said: str) -> None:
    call: Callable[..., object] = best_package
    arguments: dict[str, object] = {
        "values": [1.0],
        "costs": [1.0],
        "weights": [1.0],
        "phi": square,
        "base": 1.0,
        "aspiration": 0.0,
    }
    with pytest.raises(ValueError, match=said):
        call(**(arguments | change))
