"""What could be agreed on at a table now, and what it is worth to whom.

`menu` sorts what the sender could ease and picks the way, `prices` prices it with the help of
`overcompliance`, `priced_menu` is both; `concessions` are those that may be asked for,
`ratification` is what the sender reckons its legislature would do; `offers` puts these together
and keeps them until something moves. `plan` weighs a road-map.
"""
