"""Many replications of one scenario: planned, computed anywhere, kept, continued, read.

What is in the final files depends on the plan and on nothing else: not on chunks, processes or
interruptions.

- `plan`: what is to be computed, and the name that follows from it
- `branch`: where futures branch off another one, and which future a number stands for
- `particles`: pasts that agree with a record, by sequential Monte Carlo
- `pasts`: which pasts there are, packed; `continuing`: futures that go on from them
- `runner`: find a batch, continue or begin it, put it in its place (`run_batch`)
- `work`: what is done, what is left, when it is enough
- `pool`: workers that all batches of a command share
- `executors`: where chunks are simulated: here, in processes, on a cluster
- `processes`: processes of this machine, how they start and how they end
- `here`: whether this process can compute at all
- `dispatch`: hand out chunks and take results in, whoever dies meanwhile
- `worker`: simulate a chunk and hand it over as bytes
- `observing`: what is observed within a window in some futures, and what their question answers
- `gathering`: that of all futures of a batch, from the workers that looked
- `chunks`: those bytes: packed, and known to be whole
- `tables`: the columns of a batch's files
- `stopping`: when a batch is precise enough to stop
- `store`: the folder of a batch
- `lock`: one owner of a folder at a time
- `manifest`: what a folder says of itself
- `assembly`: from chunks to tables, and to the final files
- `reader`: a batch read back (`open_batch`)
- `batch`: many futures of one scenario, as tables
- `rows`: tables that are read when they are asked for
- `copies`: results that may be copied and pickled, in both forms of the program
- `errors`: what may go wrong that is nobody's wrong input
"""
