"""The state of one replication.

`state.Run` is the log, and has what else tables share: the clock, what is in force and promised,
the world.
`table.Table` is where one pair bargains, `seats` who sits where, `channel` whether they talk.
`register` keeps what is in force, `relief` has its entries, `additions` what is imposed on the way;
`agreements` are deals and what was given. `record` is what a replication leaves behind.
"""
