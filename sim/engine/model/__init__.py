"""The compiled model: what every replication of a scenario reads, prepared once.

- `compile`: makes a model of a scenario and its catalogue
- `model`: the model
- `world`: what it was compiled from
- `parameters`: scenario and catalogue as the engine reads them
- `with_parameters`: another one with some parameters replaced, for a fraction of compiling
- `leaves`: fields that are replaced, and what each allows
- `uncertain`: draws these, before anything happens
- `new_statutes`: authorities that stand for the laws passed on the way
- `parts`: tranches, concessions, sums at the start
- `pairs`: who bargains with whom, over what
- `by_sender`: what is known of each sender
- `class_table`: classes of measures as columns
- `dates`: what is due when, whatever happens
- `ways`: how relief could be given
- `finder`: finds that, and keeps what it found
- `relief_groups`: tranches by what easing them means
- `menu_cache`: these by which ways of easing are open
- `cost`: what made a replication too long
"""
