"""Which cases of a library a scenario is like: what ``thaw like`` and `sim.like` do.

like
    The door: a scenario, a library, a report.
library
    Cases coded from their files: those in a folder of one's own.
page
    What there is to read of it, and the same as plain values.
"""
