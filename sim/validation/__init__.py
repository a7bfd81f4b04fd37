"""The model held against what is known.

backtest
    Scenarios of the past, scored against what happened.
patterns
    Weak facts that an ensemble must reproduce at once, and parameters fitted to them.
"""
