"""Parameters fitted to known facts: what ``thaw calibrate`` and `sim.calibrate` do.

plan
    Parameters with priors, patterns to fit, and the batches that this takes.
calibrating
    ``calibrate`` for notebooks, and what it shares with the command: computed, kept, opened again.
result
    What a calibration came to: a posterior, tables, a sentence, figures, a folder.
report
    The same in paragraphs and tables, and as a section of a page.
"""
