"""Futures from a moment of a future: what ``thaw branch`` and `sim.branch` do.

- `branching`: a future is found, its moment named, and many others simulated that go on from there
- `parent`: the future that they branch off, however it is given
- `changes`: what is set from the moment on, held against the scenario as interventions are
- `result`: what came of it, to be read and as plain values
"""
