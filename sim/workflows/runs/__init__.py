"""One future: simulated, told, kept in a folder, made anew and explained.

run
    A future in memory, as a story and as tables.
playing
    A future played and kept in a folder, as ``run`` does.
values
    Its answers and events as plain values.
page
    Its story and what came of it, to be read.
futures
    A future that was kept, made anew.
explaining
    The door to explanations, of a scenario, a run or a batch.
events
    Why an event happened, and what followed from it.
of_batches
    Futures of a batch: which to look at, and their stories.
"""
