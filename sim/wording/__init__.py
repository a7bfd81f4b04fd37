"""How numbers, units and names are written, everywhere alike: in stories, tables and figures.

- `rounding`: shares, numbers and their intervals, with as many digits as a reader wants
- `cells`: cells of tables, where there may be no number
- `units`: what the units of columns and series are called: on an axis, behind a number
- `words`: points, durations, dates, counts and lists inside a sentence
"""
