"""The compiled model: what every replication of a scenario reads, prepared once.

`compile` makes a `model.Model` of a scenario and its catalogue, `with_parameters` another one with
some parameters replaced, `uncertain` draws these. Of its parts, `parts` has tranches, concessions
and sums, `pairs` who bargains with whom over what, `by_sender` what is known of each sender,
`class_table` classes as columns, `dates` what is due when, `ways` and `relief_groups` how relief
could be given. `cost` says what made a replication too long.
"""
