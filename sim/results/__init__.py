"""Results on disk: each kind of folder declared once, found again, refused, written whole.

`kind` says what a declaration consists of; `run`, `batch`, `comparison`, `backtest`, `check` and
`calibration` are the declarations, which `kinds` lists by name. `folder` finds results again,
refuses a folder that holds something else, and writes results so that a reader sees all of them or
none. `manifest` is what a folder says of itself and `identity` what made it; `files` reads with
care and writes atomically; `tables` reads tables back, and `record` reads and writes a run;
`json_values` turns values into what JSON can hold. `readme` writes the README.txt of a folder, and
`listing` lists folders. `limits` are numbers that nobody may go beyond, and `errors` what can go
wrong.
"""
