"""The simulator of one future: rooms that build on each other, from the bottom.

- `kernel`: simulated time and chance
- `model`: what is compiled once for all replications
- `state`: what one replication knows: what is in force, the tables, the parties
- `valuation`: what could be agreed on at a table and what it is worth to whom
- `processes`: what happens, each a generator that waits for its moment and has an agent decide
- `replication`: sets them going and hands over the record
- `branching`: futures that branch off another one
- `lineage`: futures that have branched more than once
- `forcing`: events that are made to happen, or kept from happening
- `steering`: which facts of a record are draws, and where these are drawn
- `standing`: the law on a day of a replication
"""
