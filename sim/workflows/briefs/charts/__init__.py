"""Charts of a brief, in the grammar of Vega-Lite: plain rows go in, plain values come out.

look
    Sizes, letters, colours; what all charts share.
over_time
    Bands of futures, what is in force, one future with the events on it.
shares
    How futures end, how questions are answered, how long it takes.
apart
    Differences between scenarios, skill beside other forecasters, patterns beside their bands,
    assumptions beside what was assumed.
each
    Every future as a point, and how those end that are chosen among them.
"""
