"""Which cases a scenario is like, and when relief came in these.

- `features`: what is compared, with weights and reasons, and how values read
- `coding`: the features of a scenario, taken from its compiled model
- `cases`: cases of a library: features and answers
- `table`: the cases that come with thaw, read from their table
- `nearest`: the cases at the least distance, what is alike and what differs
- `relief`: when relief came in some cases
"""
