"""Results on disk: each kind of folder declared once, found again, refused, written whole.

- `kind`: what a declaration consists of
- `kinds`: all of them by name
- `run`, `batch`, `comparison`, `now`: declarations
- `backtest`, `check`, `calibration`: further declarations
- `folder`: finds results again, refuses others, writes so that a reader sees all or nothing
- `manifest`: what a folder says of itself
- `identity`: what made it: code, libraries, platform
- `files`: reads with care, writes atomically
- `tables`: tables read back
- `csv_rows`: rows of CSV, of which no spreadsheet takes a text for a formula
- `record`: a run, written and read
- `json_values`: values as JSON can hold them
- `readme`: the README.txt of a folder
- `listing`: folders with results
- `limits`: numbers that nobody may go beyond
- `errors`: what may go wrong
"""
