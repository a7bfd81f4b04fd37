"""Every kind of event, declared once: what it is called and means, what it carries, how it is told.

A kind is a constant with its fields above it and its sentence below. From these declarations come
the list of kinds that questions and triggers may name, the check of what they are about, tones and
routine of a story, roots and odds of an explanation, and the page of events.

- `kind`: `Kind`, the declaration, by which an event is logged and read
- `log`: `Entry` and `Log`: the rows, and who waits for what
- `fields`: units, and the fields of a kind as data
- `subjects`: what the subject of an event names
- `roots`: why an event happens that no other event causes
- `narrator`: what a sentence asks of whoever tells a story
- `law`: the first day, renewals, lapses, and what outlives them
- `aftermath`: what ends and what stays when an authority ends, in words
- `hold_outs`: what members that hold out get, in words
- `packages`: what is eased and what is given for it, as several kinds carry it
- `talks`: offers, demands, refusals, deals, gestures
- `road_maps`: road-maps and their stages
- `channel`: what is prepared, silence, who leaves, when the channel closes and opens
- `windows`: contacts begin, talks open or shut; steps grow and become permanent
- `licences`: licences of the first day, and what relief with a term is called
- `relief`: relief that takes effect, licences, what is withheld, who follows
- `reviews`: what is certified and reported to the legislature, and how its review ends
- `legislature`: votes, bills, elections
- `lawmaking`: the president's stance, bills, riders, laws
- `compliance`: concessions given, broken and answered; decisions to reverse relief
- `allies`: new measures: imposed, packages, what followers adopt, designations
- `world`: oil, war, crises, presidents, governments, interventions, the end
- `war`: truces, ceasefires, how they break, and peace
- `reversal`: successors, and crackdowns that are answered
- `governments`: the target's governments, aims given up or met, winding down, favours
- `threats`: threats and deadlines: made, met, carried out, dropped
- `registry`: all kinds by name
- `reference`: the page of events
"""
