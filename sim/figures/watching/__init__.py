"""Figures of what to watch: of no kind of results that is kept.

- `signposts`: what observables tell of a question, and what bringing them about does
"""
