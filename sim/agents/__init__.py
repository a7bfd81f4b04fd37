"""The deciders; simulated time belongs to the engine, so that they decide but never wait.

`party` is what all of them have: a role and parameters. `side` is what those at a table have in
common, `executive` (the sender) and `target`; `congress` is a legislature, with `rollcall`;
`council` renews and eases by its members, `followers` follow another sender, and `consenter` says
yes or no to what others have agreed.
"""
