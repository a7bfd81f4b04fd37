"""What could be agreed on at a table now, and what it is worth to whom.

- `held`: which authorities hold what could be eased
- `menu`: what the sender could ease, and by which way
- `prices`: what that is worth to both sides
- `overcompliance`: who stays away although it is eased, class by class
- `priced_menu`: the menu at these prices
- `concessions`: those that may be asked for
- `ratification`: what the sender reckons its legislature would do
- `terms`: what relief costs the sender
- `limits`: how large a package may be
- `offers`: all of it together, kept until something moves
- `plan`: what a road-map is worth from a stage on
"""
