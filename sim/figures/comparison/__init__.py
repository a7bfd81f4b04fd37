"""Figures of several scenarios, the first of them the baseline.

* ``differences`` -- mean differences to the baseline, outcome by outcome; ``units`` says how.
* ``ecdf`` -- all differences of one outcome.
* ``utilities`` -- what both sides get.
* ``regret`` -- how much each scenario would be regretted as a strategy.
* ``matrix`` -- every primary outcome of every scenario.
"""
