"""Tables for a spreadsheet: sheets of typed cells, as a workbook or as files of CSV.

sheet
    A table with its columns, each with meaning, kind and unit.
printed
    What was printed, as a sheet of text.
batches, runs
    What came of many futures, and of one.
columns
    Frames as sheets.
frames
    Tables of comparisons, backtests, checks and calibrations.
sources
    Where measures and assumptions are known from.
framing
    What every set of sheets begins and ends with: the answer, names, provenance.
keeping
    Sheets, written: all of it or nothing.
workbook
    Sheets as a workbook.
extras
    Libraries that are imported when they are asked for.
"""
