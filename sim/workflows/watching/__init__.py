"""What to watch, and what it would tell of a question: what ``thaw watch`` and `sim.watch` do.

watching
    The door: a scenario or a batch, a question, a window.
asked
    Which question, and which days.
result
    What came of it: a page, plain values, a calendar, a figure.
page
    What there is to read of it.
rows
    The table: a row for each observable.
"""
