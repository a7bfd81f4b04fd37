"""Every kind of event, declared once: what it is called and means, what it carries, how it is told.

A kind is a constant with its fields above it and its sentence below. From these declarations come
the list of kinds that questions and triggers may name, the check of what they are about, tones and
routine of a story, roots and odds of an explanation, and the page of events.

kind         `Kind`: the declaration, by which an event is logged and read
log          `Entry` and `Log`: the rows, and who waits for what
fields       units, and the fields of a kind as data
roots        why an event happens that no other causes
subjects     what the subject of an event names
narrator     what a sentence asks of whoever tells a story
law          first day, renewals, lapses, and what outlives them
talks        offers, demands, refusals, deals, road-maps, gestures
channel      what is prepared, silence, who leaves, when the channel closes
relief       relief that takes effect, licences, what is withheld
legislature  reviews, votes, bills, elections
compliance   concessions given, broken and answered; relief reversed
allies       new measures: imposed, packages, followers, designations
world        oil, war, crises, presidents, governments, interventions, the end
registry     all kinds by name
reference    the page of events
"""
