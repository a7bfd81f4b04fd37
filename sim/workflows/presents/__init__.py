"""Scenarios conditioned on a record of what has happened: what ``thaw now`` and `sim.now` do.

- `plan`: what is to be conditioned, and on what, checked before anything is simulated
- `record_files`: records, from a file, by name, or a scenario's own
- `sifting`: the pasts that agree with a record, simulated by many and kept meanwhile
- `learning`: what a record teaches: surprise, assumptions, scenarios
- `futures`: futures without the record and with it, and what they answer
- `conditioning`: all of it
- `ledger`, `scored`: what was forecast when, entered into a file, and scored
- `result`, `report`: what came of it, as values and tables, and to be read
"""
