"""Many replications of one scenario: planned, computed anywhere, kept, continued, read.

`plan` says what is to be computed and gives it a name; `worker` simulates a chunk of it and hands
over one string of bytes (`tables`, `chunks`); `executors` and `dispatch` have that done here, in
processes or on a cluster; `stopping` ends a batch once it is precise enough; `store` and `lock`
keep a folder of results, and `assembly` turns chunks into its final files. `runner.run_batch` does
all of that, and `reader.open_batch` gives a `batch.Batch` back. What is in the final files depends
on the plan and on nothing else: not on chunks, processes or interruptions.
"""
