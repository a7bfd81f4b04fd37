"""One future: simulated, told, kept in a folder, made anew and explained.

run
    A future in memory, as a story and as tables.
playing
    A future played and kept in a folder, as ``run`` does.
page
    Its story and what came of it, to be read.
futures
    Futures that were computed before, made anew.
explaining
    Why an event happened, and which future of a batch to look at.
"""
