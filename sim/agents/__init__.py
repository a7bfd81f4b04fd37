"""The deciders; simulated time belongs to the engine, so that they decide but never wait.

- `party`: what all of them have: a role and parameters
- `side`: what those at a table have in common: beliefs, patience, aspirations
- `executive`: the sender's executive: worth of concessions and relief, renewals, blame
- `target`: the target's government: worth of relief, cost of concessions
- `congress`: a legislature: disapprovals, gate, elections
- `bill`: a bill of new sanctions that has a chance
- `rollcall`: how many of a chamber vote aye
- `membership`: the members of a council, and what a majority of them takes
- `council`: renews and eases by its members, of whom one may hold out
- `followers`: governments that follow another sender
- `consenter`: says yes or no to what others have agreed
"""
