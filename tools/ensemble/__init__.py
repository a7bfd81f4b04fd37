"""Many sets of assumptions, held against many cases at once.

matching
    Which sets cannot be: history matching, with a discrepancy for what the model leaves out.
weighting
    How often each of the others should be drawn, so that forecasts fit what happened.
answers
    What happened in the cases, and what each set of assumptions says of it, as arrays.
"""
