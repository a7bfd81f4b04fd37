"""Simulated futures held against known facts: what ``thaw check`` and `sim.check` do.

plan
    Patterns, rules to switch off, and the batches that this takes.
checking
    ``check`` for notebooks, and what it shares with the command: computed, kept, opened again.
result
    What a check came to: verdicts, tables, a sentence, figures, a folder.
report
    The same in paragraphs and tables, and as a section of a page.
"""
