"""Figures of results: drawn for notebooks, kept in folders, and drawn again.

drawing
    Figures of a run, of a batch or of several, for notebooks.
kept
    Figures in a folder of results, with a contact sheet.
results
    Figures of what workflows return, by the kind of results.
plotting
    Figures again, of a folder of any kind, as ``plot`` does.
attempts
    One figure after the other: one that fails loses only itself.
drawn
    Which figures were drawn, and which were not.
"""
