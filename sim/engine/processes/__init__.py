"""What happens in a replication: processes that wait for their moment and have an agent decide.

Talks, at each table: `talks` (rounds), `roadmap`, `conclusion` (everybody whose yes is needed is
asked), `gestures`, `deals` (what follows from one), `review` (of relief by the legislature),
`compliance` (violations, snapback). The law: `law` (emergencies, acts, sunsets), `licensed`
(licences of the first day). Others: `congress` (bills, elections, repeals, terms), `council`,
`followers`, with `easing` for relief by either. The world: `world`, `oil`; `interventions` of the
scenario. `arrivals` waits for Poisson events whose rate may change.
"""
