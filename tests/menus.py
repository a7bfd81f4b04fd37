"""What tests ask of the executive's menu."""

from __future__ import annotations

from sim.bargaining.bundles import Bundles


def placed(bundles: Bundles) -> list[int]:
    """The bundle of every tranche on the menu, in order."""
    return [b for b, count in enumerate(bundles.count) for _ in range(count)]
