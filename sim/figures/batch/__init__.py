"""Figures of many replications of a scenario; the first three take several scenarios too.

* ``fan`` -- how series may go; ``fan_panel`` draws one fan.
* ``classes`` -- how futures end.
* ``survival`` -- how long it takes; ``survival_panels`` has those of several scenarios.
* ``heatmap`` -- which measures are left.
* ``questions`` -- answers to the questions of the scenario.
* ``drivers`` -- what the spread of outcomes comes from.
* ``motives`` -- why relief was given, decade by decade.
* ``tree`` -- where futures branch off another one, and what they do first.
* ``histogram``, ``ecdf`` -- how one outcome is distributed, on an ``outcome_page``; ``measured``
  reads it, and ``categories`` draws it if it is no number.
* ``chronicle`` -- what happened in the world, drawn onto what may happen.
"""
