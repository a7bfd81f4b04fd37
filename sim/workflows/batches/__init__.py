"""Many futures of a scenario: simulated, kept, summed up and answered.

simulating
    Batches for notebooks, in memory or in a folder.
summing_up
    A batch in its folder with its summary, as ``batch`` makes it.
computing
    Plans from what was typed, and batches from plans, for all workflows.
page
    What came of a batch, to be read.
asked
    Its questions: blended, simulated and by base rate.
answer
    Its answer in two sentences, and whether its spread is luck or assumption.
"""
