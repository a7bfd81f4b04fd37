"""What leaves the house: a brief of any result, one file that opens without a network.

brief, asked
    The workflow: results in, one file out; and the same asked for by a method of a result.
composing
    Briefs of results of every kind, and what renders them.
opening
    Results of every kind, read back from their folders.
document
    A brief as data.
of_run, of_batch, of_comparison, of_backtest, of_check, of_calibration, of_present, of_watch
    What a brief says of each kind of result.
law_sheets
    What the law says of each measure.
caveats
    What a result is not, and how to make it again.
rows, curves
    Rows that charts draw; charts over time that several briefs have.
charts
    Charts in the grammar of Vega-Lite.
html, markdown
    A brief as a page, and as Markdown.
library
    What draws charts in a browser.
"""
