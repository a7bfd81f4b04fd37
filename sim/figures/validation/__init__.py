"""Figures of what the simulation is held against.

* ``record``, ``dates`` -- of a backtest: what happened, on what was simulated.
* ``groups``, ``skill``, ``reliability``, ``forecasts``, ``pit`` -- how good its forecasts were;
  ``forecasters`` has names and looks of what they are measured against, and which cases are
  drawn one by one.
* ``patterns``, ``ablations`` -- of a check: patterns in their bands, and with rules switched off;
  ``pattern_axis`` is what they share.
* ``posterior``, ``fitted`` -- of a calibration: its parameters and draws, and its patterns.
"""
