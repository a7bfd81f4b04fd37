"""Figures of one replication.

* ``timeline`` -- relief over time, what brought it about, and the world around it.
* ``panels`` -- the panels of a timeline.
* ``events`` -- the panel of a timeline on which events are marked.
* ``notes`` -- events of note, in words.
* ``swimlane`` -- a lane for each measure, with what happened to it.
* ``lanes`` -- what became of each measure.
"""
