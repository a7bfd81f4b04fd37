"""The simulator of one future: rooms that build on each other, from the bottom.

`kernel` has simulated time and chance; `model` what is compiled once for all replications; `state`
what one replication knows: the register of what is in force, the tables at which pairs bargain,
the parties; `valuation` what could be agreed on at a table and what it is worth to whom; and
`processes` what happens, each process a generator that waits for its moment and has an agent
decide. `replication` sets them going and hands over the record; `standing` is the law on a day.
"""
