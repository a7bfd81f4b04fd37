"""A run as a story: its events in plain sentences, and why each of them happened.

The sentences stand beside the kinds of events, in `sim.events`; here is what they ask about a
record, and how they become a story.

- `tale`: a record with the names, dates and causes by which its events can be put into words
- `telling`: the lines of a story: what matters one by one, routine once a year
- `turning`: the few events on which a future turned
- `ways`: what futures do first that branch off another one
- `causes`: an event with its chain of causes, its odds and what followed
"""

from sim.events.registry import sentence
from sim.story.causes import Explanation, Step, candidates, explain
from sim.story.tale import Tale
from sim.story.telling import Line, tell
from sim.story.turning import turning_points

__all__ = [
    "Explanation",
    "Line",
    "Step",
    "Tale",
    "candidates",
    "explain",
    "sentence",
    "tell",
    "turning_points",
]
