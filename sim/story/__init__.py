"""A run as a story: its events in plain sentences, and why each of them happened.

``tell`` gives the lines of a story, ``sentence`` a single event, ``explain`` its chain of causes.
The sentences themselves are in one module for each part of the process; they register for the
kinds of events they tell.
"""

from sim.story import around, bargaining, legal, legislature, relief
from sim.story.causes import Explanation, Step, candidates, explain
from sim.story.registry import SENTENCES, sentence
from sim.story.tale import Tale
from sim.story.telling import Line, tell

__all__ = [
    "SENTENCES",
    "Explanation",
    "Line",
    "Step",
    "Tale",
    "candidates",
    "explain",
    "sentence",
    "tell",
]

_TELLERS = (around, bargaining, legal, legislature, relief)
