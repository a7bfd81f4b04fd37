"""Scenarios compared in the same futures: what ``thaw compare`` and `sim.compare` do.

comparing
    ``compare`` for notebooks, and what it shares with the command: computed, compared, kept.
plan
    What is to be compared, and how, as a command is given it.
sources
    Scenarios and batches that are compared, under one seed and one design.
refusals
    Baselines, outcomes and targets that do not fit.
result
    What a comparison came to: tables, regret, partings, a sentence, figures, a folder.
summary
    The same as plain data.
answer
    The sentence.
glance, glance_sheet
    A few outcomes in words, scenarios across, and what stands out; the same for a spreadsheet.
partings
    Where futures of two scenarios part, with an example in words.
batches
    Batches computed or found, kept beside a comparison, opened again.
report
    What there is to read of it.
"""
