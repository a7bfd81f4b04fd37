"""What giving away a part of one's leverage costs, by the definition."""


def leverage_cost(remaining: float, relief: float, initial: float, eta: float) -> float:
    """Return the leverage lost by giving `relief` out of `remaining` points; all of it may go."""
    left = max(remaining - relief, 0.0)
    return 100.0 * float((remaining / initial) ** eta - (left / initial) ** eta)
