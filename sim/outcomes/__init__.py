"""What became of one replication: its outcome row, its series, its answers.

A record of the engine holds change points and a log. Here it becomes what a batch keeps and a
figure shows.

- `measures/`: the columns of the outcome row, each on the function that computes it
- `columns`: all columns of a model, in order; `row`: the outcome row
- `classes`: the classes of outcomes; `decades`: motives, and the decades of a long history
- `moves`, `ledger`: moves of LP between in force and eased; running sums of them
- `accounts`: accounts of relief: LP eased and imposed, when, how, and what is left
- `series`: all series by name, title and unit
- `step_series`: series given by change points: war, oil, trust; overcompliance
- `trajectories`: all series, on a grid of days or at their change points
- `in_force`: tranches in force, measure by measure
- `observables`: what could be observed of a future: public events, of what and of whom
- `answers`: answers to the dated questions of a scenario
- `evidence`: whether a future agrees with a record so far
- `reduce`: records to rows, series and answers, several at a time
- `reference`: the page of names in the documentation
"""
