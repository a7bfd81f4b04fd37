"""The state of one replication.

- `state`: what tables share: the log, the clock, what is in force and promised, the world
- `table`: where one pair bargains
- `seats`: who takes part, and at which table
- `alignment`: how far the target has drawn near
- `threats`: threats that a sender has made, and how far it is believed
- `fighting`: which state the war is in
- `aims`: who governs the target, and whether a sender still holds its sanctions for their aim
- `refused`: what was the case when a proposal failed, and what has moved since
- `course`: how the window of a table came to be, and how large its steps are
- `channel`: whether those at a table talk
- `register`: what is in force
- `relief`: its entries: relief, and changes by day
- `additions`: what is imposed on the way
- `agreements`: deals, and what was given
- `steering`: what chance is asked for, and how likely it was to do so by itself
- `filter`: which events of a log are meant
- `record`: what a replication leaves behind
"""
