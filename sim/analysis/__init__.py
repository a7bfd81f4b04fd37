"""Batches summed up and compared: estimates, answers, what drives them.

- `summary`: the summary of a batch as plain data
- `headline`: whether and when relief comes, of every scenario alike
- `estimates`: every outcome of a batch with its interval, as a table
- `quantities`: outcome columns as numbers that can be averaged
- `questions`: the questions of a scenario, answered with intervals
- `over_time`: bands of a series, what is left of measures, how long it takes
- `selection`: which replication to look at: typical, extreme, surprising
- `opening`: what there is to agree on at the outset
- `recorded`: what a record moves beyond chance, and its entries in words
- `wording`: short names of outcomes and classes
- `comparison`: differences in the same futures, where they part, regret
- `uncertainty`: luck and assumptions apart
- `signposts`: what to watch, and what it would tell of a question
- `likeness`: which cases a scenario is like, and when relief came there
- `forecasts`: base rates, and what was simulated pooled with them
"""
