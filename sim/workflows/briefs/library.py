"""What draws a brief's charts in a browser: Vega-Lite with all it needs, in one script.

It is bundled from what comes with vl-convert, without a network. That takes seconds, so the bundle
is kept beside the bytecode, as long as it is of the same version.
"""

from __future__ import annotations

import contextlib
import sys
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

import vl_convert

from sim.results.files import write

__all__ = ["bundle"]


def bundle() -> str:
    """Return the script: it defines ``vegaEmbed``, and holds no ``</script>``."""
    try:
        kept = _place().read_bytes()
    except (OSError, NotImplementedError):
        kept = b""
    if kept.endswith(_END):  # whole
        return kept[: -len(_END)].decode()
    text = str(vl_convert.javascript_bundle(_SNIPPET)).replace("</script", "<\\/script")
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError, NotImplementedError):
            place = _place()
            place.parent.mkdir(parents=True, exist_ok=True)
            write(place, text.encode() + _END, durable=False)
    return text


_SNIPPET: Final = "window.vegaEmbed = vegaEmbed;"
"""What the script defines."""

_END: Final = f"\n// vl-convert {version('vl-convert-python')}: {_SNIPPET}\n".encode()
"""What stands at the end of a bundle that is kept."""


def _place() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".js")
