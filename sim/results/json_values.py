"""Values of any kind as files of JSON can hold them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def to_json(value: object) -> Any:
    """Return a value as JSON can hold it: no arrays, no dates, nothing that is not finite."""
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    item = getattr(value, "item", None)  # a scalar of numpy
    return to_json(item()) if callable(item) else str(value)
