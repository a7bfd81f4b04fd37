"""What figures found, each in a sentence with its numbers: the titles of figures.

A function here has the name of a figure and takes what the function that draws it takes. It says
something wherever that function draws something, of an empty result too, and imports nothing of
matplotlib.

* ``run`` -- of one replication.
* ``batch`` -- of many; ``batches`` -- of several scenarios, in figures that also take one.
* ``lineage`` -- of futures that branch off another one.
* ``comparison`` -- of several scenarios on the same luck; ``names`` -- what these are called.
* ``validation`` -- of backtests, checks and calibrations.
* ``present`` -- of scenarios conditioned on a record.
"""
