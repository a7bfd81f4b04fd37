"""Figures of results: drawn for notebooks, kept in folders, and drawn again.

drawing
    Figures of a run, of a batch or of several, for notebooks.
results
    Figures of what workflows return, for notebooks.
into
    Figures of what workflows return, in a folder.
drawers, pictures, subject
    Who draws these, how, and what of.
plotting, chosen, kept
    Figures again, of a folder of any kind, as ``plot`` does; those of batches that are asked for;
    figures of a run.
asked
    Which figures are asked for, and what they are made for.
attempts
    One figure after the other: one that fails loses only itself.
folder
    Files of figures in a folder, with a contact sheet.
drawn
    Which figures are there, and which could not be drawn.
"""
