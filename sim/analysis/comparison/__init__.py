"""Scenarios compared replication by replication, on common random numbers.

pairing
    Which replications of batches are the same luck.
comparison
    Paired differences of outcomes, a row for each pair of scenarios and outcome.
difference
    A single one: mean, interval, test, and who has more.
effects
    How large differences are beside the usual spread.
parting
    The first event of a replication that is not the same under two scenarios.
regret
    How much worse each scenario, as a strategy, does than the best would have.
matrix
    Outcomes by scenario, coloured by the size of differences.
words, cells
    A difference inside a sentence, and in the cells of a table.
"""
