"""What figures share: one look, pages, words and files.

* ``medium`` -- what a figure is made for: a screen, a memo, a slide.
* ``style`` -- sizes, fonts, colours; looks of scenarios, classes of outcomes and senders.
* ``page`` -- a heading, panels placed in inches below it, a legend, a foot.
* ``headings`` -- what headings and feet say: what was found, what is shown, of what it is.
* ``scenarios`` -- one scenario or several: whether they can be drawn, what they are called.
* ``naming`` -- titles of scenarios and outcomes, still different when they are cut.
* ``text`` -- texts cut to the room that there is, numbers in words.
* ``key`` -- entries of legends.
* ``axes`` -- percentages, ticks, notes above a panel.
* ``dates`` -- days of a model as dates on an axis.
* ``beside`` -- words beside a panel, level with its rows.
* ``labels`` -- where labels go that must not meet.
* ``curves`` -- step curves, and how they rise as something happens.
* ``bars`` -- shares as bars with their intervals.
* ``table`` -- cells with upright names above their columns.
* ``series`` -- what series are called, and their units.
* ``lettering`` -- texts of users, written as they stand.
* ``save`` -- PNG and SVG, whole or not at all.
* ``contact`` -- all figures on one page, small.
"""
