"""What a user writes: the scenario's schema, how files are loaded, and what is wrong with them.

- `schema`: the scenario
- `parties`: everyone who decides, at every table
- `agents`: parameters of the agents
- `legislature`: parameters of how laws are made, and bills pending on the first day
- `world`: parameters of talks, compliance, values and the world
- `reversal`: parameters of reversal that follows no violation
- `war`: parameters of the war, and how it pauses and ends
- `aims`: parameters of governments of the target, and of the aims of its senders
- `wishes`: parameters of first steps and wishes
- `rules`: rules of the second edition that are in force
- `events`: what is fixed, asked, changed on the way, and known to have happened
- `distributions`: distributions instead of values
- `loading`: from a file to a scenario with its catalogue
- `shipped`: scenarios and calibrations that come with thaw, by name
- `resolved`: a scenario as one file that needs no other, and a digest of it
- `window`: what a base says outside of a window that was moved
- `paths`: fields by their dotted path
- `settable`: whether a path is a parameter, and a value one of its own
- `checks`: whether a scenario fits together and fits its catalogue
- `party_checks`: whether the parties do
- `lawmaking_checks`: whether how laws are made, and pending bills, are in order
- `ranges`: whether dates and ranges are in order
- `asked`: whether what is asked can be so at all
- `drawn`: whether what is drawn can always be simulated
- `unknown`: hints for keys that do not exist there
- `costs`: what a simulation will cost
- `reference`: the reference of all fields as Markdown
"""
