"""Forecasts scored against what has happened: what ``thaw backtest`` and `sim.backtest` do.

plan, cases
    What is to be scored; and cases in any form, as they are and with rules switched off.
backtesting
    ``backtest`` for notebooks, and what it shares with the command: computed, kept, opened again.
result
    What a backtest came to: scores, tables, a sentence, figures, a folder.
tables, calibration, one_by_one, items
    The same as tables of text: scores; whether they can be taken at their word; cases and items
    one by one.
report
    All tables, a section of a page, and the sentence.
"""
