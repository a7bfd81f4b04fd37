"""Forecasts scored against what has happened: what ``thaw backtest`` and `sim.backtest` do.

plan
    Scenarios with a record.
backtesting
    ``backtest`` for notebooks, and what it shares with the command: computed, kept, opened again.
result
    What a backtest came to: scores, tables, a sentence, figures, a folder.
tables, items
    The same as tables of text, and its items one by one.
report
    A section of a page, and the sentence.
"""
