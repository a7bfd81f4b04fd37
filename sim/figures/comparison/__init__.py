"""Figures of several scenarios, the first of them the baseline.

* ``matrix`` -- the table: every primary outcome of every scenario.
* ``differences`` -- mean differences to the baseline, outcome by outcome.
* ``outcomes`` -- what these two have for rows, by unit; ``units`` -- how units are shown.
* ``ecdf`` -- all differences of one outcome.
* ``utilities`` -- what both sides get.
* ``regret`` -- how much each scenario would be regretted as a strategy.
"""
