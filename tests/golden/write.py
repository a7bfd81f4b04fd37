"""Write the fingerprints anew, after a change of what the simulator says."""

from __future__ import annotations

import json

from tests.golden.fingerprint import FEW, KEPT, WHOLE, fingerprint, first_edition
from tests.scenarios.worlds import NAMES

if __name__ == "__main__":
    kept = {}
    for name in NAMES:
        print(name, flush=True)
        kept[name] = {
            "first": first_edition(name),
            "few": fingerprint(name, FEW)["events"],
            **fingerprint(name, WHOLE),
        }
    lines = []
    for name, of in kept.items():
        parts = {key: json.dumps(of[key]) for key in ("first", "few", "events", "kinds")}
        columns = ",\n".join(
            f"   {json.dumps(k)}: {json.dumps(v)}" for k, v in of["outcomes"].items()
        )
        head = ",\n".join(f'  "{key}": {value}' for key, value in parts.items())
        lines.append(f'"{name}": {{\n{head},\n  "outcomes": {{\n{columns}\n  }}\n}}')
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
