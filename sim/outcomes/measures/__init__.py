"""Outcome measures: every column of an outcome row stands on the function that computes it.

A new column is a new declaration in the module of its subject, and nothing else: the row, the
schema of the files and the reference in the documentation are made from the declarations.

- `column`: a column: its name, type, unit and meaning
- `group`: how columns are declared, one group for each subject
- `history`: what a measure reads: the record, its log by kind, its accounts of relief
- `identity`: which replication it is
- `relief`: LP eased and imposed, in law and in effect; the class of the outcome
- `talks`: offers, demands, refusals, packages agreed and what they are worth
- `wishes`: what is eased and demanded first, what is repeated, what the law binds
- `steps`: agreed packages of which something took effect
- `windows`: when talks open and shut, what relief comes first, what is made permanent
- `law`: emergencies, council acts, licences at their dates
- `legislature`: reviews of relief, bills, laws, repeals
- `compliance`: concessions given, kept and broken; relief reversed; ceasefires
- `war`: truces and ceasefires, how they came, and which broke
- `reversal`: crackdowns, successors, and what became of relief
- `threats`: deadlines set, met, carried out and dropped
- `ends`: what the end of sanctions goes back to; governments, aims, emergencies by how they end
- `pressure`: new sanctions and who follows them
- `tables`: columns of further tables, named after them
- `world`: shocks, and where war, oil, beliefs and leverage stand at the end
- `motives`: why senders eased, by decade
"""
