"""What a package is worth and which to offer: pure functions on floats.

Nothing here knows of simulated time, files, scenarios or printing. Times are in years unless a
name ends in ``_days``; rates and hazards are per year; utilities are in points (LP of the target,
UP of the sender).

Modules, from what is priced to what is offered
-----------------------------------------------
discounting
    What a stream of benefits is worth now, and how long it can be trusted to last.
leverage
    The sticks still in hand.
overcompliance
    How far banks and firms stay away after a measure has been lifted.
beliefs
    Whether the other side deals or stalls.
tactics
    How much a side still asks for as its deadline comes nearer.
acceptance
    Whether an offer is accepted.
arrays
    Rows of numbers: lists, or packed memory once compiled.
bundles
    Tranches that may be eased, and what they add up to.
concession_sets
    Sets of concessions that may be asked for.
package
    Relief against concessions, and how large it may be.
matching
    What may be larger than a step because of what is given for it.
sender_cost
    What relief costs the sender.
combinations
    Which tranches are taken together.
frontier
    All packages worth a look, queried by both sides.
ties
    The same, with ties decided by rule.
pareto
    The efficient ones among them, for those who ask again and again.
demand
    What the side that demands relief asks for.
"""
