"""The law of sanctions as functions of a catalogue and a day: no simulation, no chance.

Who may suspend or end a measure, by which procedure, by when at the earliest; what lapses if
nobody acts; what would still hold it then.

- `holding`: what holds a measure on a day, and when that lapses
- `clocks`: renewal windows, expiries, reviews, elections as calendar dates
- `routes`: the easiest procedures that, together, ease every layer of a measure
- `review`: the review of relief by a legislature, as a state machine
- `answers`, `answer_types`: everything the law says about a measure on a day
- `timetable`: every date between two days on which the law does something by itself
- `foreseen`: the law of a scenario's world, as far as dates fix it
- `standing`: the law of a simulated future on a day
- `altered`: a catalogue in which something has lapsed or been fulfilled

The forms of procedures (who delivers, how hard it is, which clock) are one table:
`sim.catalogue.forms`.
"""
