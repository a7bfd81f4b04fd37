"""Facts of the world as data with sources: who restricts what, on which basis, for what.

The data are the YAML files beside the modules.

- `schema`: a catalogue: measures, the authorities they rest on, concessions
- `legal`: authorities, procedures with their conditions, clocks
- `terms`: days of the year on which something is due, terms of council acts
- `forms`: the forms of procedures: one table for law, engine and words
- `orders`: which authority a sender takes where several would do
- `fields`: building blocks shared with the scenario's models
- `checks`: whether the parts fit together
- `loading`: shipped catalogues by name, others by path, or written out in a scenario
- `renamed`: fields that were called otherwise: hints, and files rewritten
"""
