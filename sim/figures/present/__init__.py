"""Figures of scenarios conditioned on a record of what has happened.

* ``before_after`` -- what is asked, without the record and with it.
* ``surprise`` -- by how much each entry of the record surprises, and how many futures are left.
* ``fans`` -- what is in force over time, without the record and with it.
* ``learnt`` -- the assumptions that the record moves beyond chance.
* ``scenarios`` -- a scenario with its futures; ``rows`` -- panels of rows with words beside them.
"""
