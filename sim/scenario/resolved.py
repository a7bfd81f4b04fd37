"""A scenario as resolved: one file that needs no other, and a short name for what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue
    from sim.scenario.loading import Loaded
    from sim.scenario.schema import Scenario

__all__ = ["fingerprint", "fingerprint_until", "resolved", "yaml_text"]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NOT_TEXT = frozenset({"null", "true", "false"})


def fingerprint(scenario: Scenario, catalogue: Catalogue) -> str:
    """Hash of everything that bears on a simulation, 32 hexadecimal digits (blake2b).

    The label stays out: it changes nothing. Defaults are in, written out or not, and the
    catalogue as amended stands for its name. Order counts: it decides between equals.
    """
    unsaid = {"label", "catalogue", "amendments"}
    if scenario.conditioned is None:
        unsaid.add("conditioned")
    said = {
        "scenario": scenario.model_dump(mode="json", by_alias=True, exclude=unsaid),
        "catalogue": catalogue.model_dump(mode="json", by_alias=True),
    }
    canonical = json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(canonical.encode(), digest_size=16).hexdigest()


def fingerprint_until(scenario: Scenario, catalogue: Catalogue, day: dt.date) -> str:
    """Hash of everything that bears on a simulation up to a day, as in `fingerprint`.

    Neither do questions, nor what the scenario changes on later dates.
    """
    unsaid = scenario.model_copy(
        update={
            "title": "",
            "question": "",
            "issue": None,
            "questions": (),
            "answers": {},
            "observed": (),
            "conditioned": None,
            "interventions": tuple(
                change for change in scenario.interventions if change.on is None or change.on <= day
            ),
        }
    )
    return fingerprint(unsaid, catalogue)


def resolved(loaded: Loaded) -> dict[str, Any]:
    """The scenario as written, with all that it extends, its overrides and its catalogue."""
    data: dict[str, Any] = {
        key: value for key, value in loaded.document.data.items() if key != "amendments"
    }
    data.pop("catalogue", None)
    return {**data, "catalogue": loaded.world.data}


def yaml_text(data: Mapping[str, Any], heading: str = "") -> str:
    """Plain data as YAML that the project reads back as it was.

    Parameters
    ----------
    data
        Mappings, lists and single values.
    heading
        A comment for the first line.
    """
    lines = [f"# {heading}"] if heading else []
    lines += _mapping(data, "")
    return "\n".join(lines) + "\n"


def _mapping(data: Mapping[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in data.items():
        bare = _PLAIN_KEY.fullmatch(key) and key.lower() not in _NOT_TEXT
        head = f"{indent}{key if bare else _scalar(key)}:"
        if isinstance(value, Mapping) and value:
            lines += [head, *_mapping(value, f"{indent}  ")]
        elif isinstance(value, list | tuple) and any(isinstance(v, Mapping | list) for v in value):
            lines += [head, *_items(value, f"{indent}  ")]
        else:
            lines.append(f"{head} {_flow(value)}")
    return lines


def _items(values: list[Any] | tuple[Any, ...], indent: str) -> list[str]:
    """Items of a list that holds more than single values."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping) and value:
            first, *rest = _mapping(value, f"{indent}  ")
            lines += [f"{indent}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{indent}- {_flow(value)}")
    return lines


def _flow(value: Any) -> str:
    """A single value, or a list on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(k))}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    # JSON's texts, numbers and truth values are YAML's too.
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
